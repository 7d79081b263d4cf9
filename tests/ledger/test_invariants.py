"""Tampering with the file is named by `verify`, whatever was done and however well it was covered up."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ledger import chain, corrections, deductions, guards, invariants, notices, periods, timetable
from ledger.drafts import AllocationDraft, NoticeDraft, ShareDraft
from ledger.invariants import INVARIANTS, name_of
from ledger.money import Money
from ledger.vocabulary import NoticeKind

Desk = Any


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A desk with a bit of everything, August closed."""
    desk.posted()
    notified = desk.posted(office="西城办事处")
    desk.reverse(desk.posted(office="北山镇政府", assessment=desk.priced(3, 3)))
    moved = desk.posted()
    with desk.book.write("王会计") as tx:
        notices.issue(tx, NoticeDraft(NoticeKind.DEDUCTION, "西城办事处", (notified,), date(2025, 9, 1)))
        deductions.settle(tx, notified, "财预1号")
        west = AllocationDraft((ShareDraft("西城办事处", Money.wan(20)),), "属西城")
        corrections.reallocate(tx, moved, west, "属西城")
    return desk


def tamper(desk: Desk, *statements: str) -> None:
    """What somebody does who can write to the file: drops the guards, changes rows, puts the guards back."""
    connection = sqlite3.connect(desk.book.path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA ignore_check_constraints=ON")
    for name in guards.triggers():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for statement in guards.triggers().values():
        connection.execute(statement)
    connection.close()


def named(desk: Desk) -> dict[str, str]:
    return {violation.invariant: violation.offender for violation in invariants.verify(desk.book)}


def test_all_invariants_hold_after_ordinary_work_and_verify_is_silent(busy: Desk) -> None:
    assert invariants.verify(busy.book) == []


def test_every_invariant_has_its_own_chinese_name() -> None:
    names = [name_of(invariant) for invariant in INVARIANTS]
    assert len(set(names)) == len(names) >= 20
    assert all("\u4e00" <= name[0] <= "\u9fff" for name in names)


REPLAYED = "账簿各表与事件链重演的结果逐行一致"


@pytest.mark.parametrize(
    ("statement", "invariant", "offender"),
    [
        (
            "UPDATE entry SET debit = debit + 100 WHERE id = 1",
            "每张凭证借贷相等，且至少一借一贷",
            "2025-08-扣缴-0001 号凭证借贷不等",
        ),
        (
            "UPDATE entry SET debit = debit * 2, credit = credit * 2"
            " WHERE voucher_id = (SELECT min(id) FROM voucher)",
            REPLAYED,
            None,
        ),
        (
            "DELETE FROM event WHERE seq = 12",
            "事件链首尾相接，哈希与内容相符，时间不倒流",
            "第 12 环缺失（下一环是第 13 环）",
        ),
        (
            "UPDATE event SET data = replace(data, '东城', '西城') WHERE step = 'filed' AND seq < 12",
            "事件链首尾相接，哈希与内容相符，时间不倒流",
            None,
        ),
        (
            "UPDATE event SET (step, subject, data, hash) ="
            " (SELECT o.step, o.subject, o.data, o.hash FROM event AS o WHERE o.seq = 21 - event.seq)"
            " WHERE seq IN (10, 11)",
            "事件链首尾相接，哈希与内容相符，时间不倒流",
            None,
        ),
        (
            "DELETE FROM voucher WHERE number = '2025-08-分担-0002'",
            "凭证、问题、通知书编号连续",
            "凭证编号在 2025-08、分担 不连续",
        ),
        (
            "UPDATE share SET amount = amount - 1 WHERE id = 1",
            "各单位分担之和等于应分担金额",
            "2025-0001 的分担之和与金额不等",
        ),
        (
            "UPDATE assessment SET amount = amount + 100 WHERE id = 1",
            "每笔金额都能由所依据的条款重算",
            "2025-0001 的金额 200,001.00 元不能由条款重算",
        ),
        (
            "UPDATE rule SET amount = amount / 2 WHERE place = 1",
            "每笔金额都能由所依据的条款重算",
            "2025-0001 的金额 200,000.00 元不能由条款重算",
        ),
        (
            "UPDATE month_total SET debit = debit + 1 WHERE debit > 0",
            "月度合计与逐笔重算一致",
            None,
        ),
        (
            "UPDATE finding SET status = 'voided' WHERE number = '2025-0001'",
            "各单位承担的分录合计等于其有效分担",
            "2025-0001 记账的承担金额与计价不符",
        ),
        (
            "UPDATE finding SET text = '没有问题' WHERE number = '2025-0002'",
            REPLAYED,
            "问题“2025-0002”的 text 与事件链不符",
        ),
        (
            "UPDATE voucher SET approver_id = preparer_id WHERE kind = 'allocation'",
            "每张凭证的经办人与复核人不是同一人",
            None,
        ),
        (
            "UPDATE entry SET debit = -1 WHERE debit < 0",
            "每张红字凭证与所冲销凭证逐笔相反，且只冲销一次",
            None,
        ),
        (
            "UPDATE policy SET content = x'00'",
            "政策原文与导入时的哈希一致",
            "第 1 号政策的原文被改动",
        ),
        (
            "UPDATE policy SET plan = replace(plan, '10万元', '11万元')",
            "政策原文与导入时的哈希一致",
            "第 1 号政策的解析结果被改动",
        ),
        (
            "UPDATE notice SET recipient = '别处'",
            REPLAYED,
            "通知书“清环攻坚办扣〔2025〕1号”的 recipient 与事件链不符",
        ),
        ("DELETE FROM assessment WHERE id = 2", REPLAYED, None),
        ("DELETE FROM unit WHERE id = 1", "各表之间的引用完整", None),
    ],
)  # fmt: skip
def test_what_was_changed_is_named(busy: Desk, statement: str, invariant: str, offender: str | None) -> None:
    tamper(busy, statement)
    found = named(busy)
    assert invariant in found
    assert offender is None or found[invariant] == offender


def test_a_guard_that_was_dropped_is_named(busy: Desk) -> None:
    connection = sqlite3.connect(busy.book.path)
    connection.execute("DROP TRIGGER voucher_stands")
    connection.close()
    assert named(busy) == {"防篡改触发器齐全": "触发器 voucher_stands 缺失或被改动"}


def test_a_product_made_from_other_books_is_named(busy: Desk) -> None:
    with busy.book.write("甲机") as tx:
        timetable.claim(tx, "monthly_summary", None, "2025-08")
        timetable.done(tx, "monthly_summary", None, "2025-08")
    assert invariants.verify(busy.book) == []
    tamper(busy, f"UPDATE claim SET head = '{'0' * 63}1'")
    assert named(busy) == {
        "定时生成的每份文件所依据的哈希都在事件链中": "2025-08 全部 的“monthly_summary”所依据的账簿已被改动"
    }


def test_a_voucher_in_a_closed_month_is_named(busy: Desk) -> None:
    with busy.book.write("王会计") as tx:
        periods.close_month(tx, "2025-08")
        periods.ask_reopening(tx, "2025-08", "漏记")
    with busy.book.write("李复核") as tx:
        periods.reopen(tx, "2025-08")
    busy.posted()
    tamper(busy, "UPDATE period SET status = 'closed'")
    assert "已结账的月份在结账后没有新凭证" in named(busy)


def rewrite(path: Path, seq: int, old: str, new: str) -> None:
    """Recompute the chain from an event on, and everything that depends on it, as a skilled forger would."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys=OFF")
    for name in guards.triggers():
        connection.execute(f"DROP TRIGGER {name}")
    rows = connection.execute(
        "SELECT seq, step, subject, person.name, at, reason, data, hash FROM event"
        " JOIN person ON person.id = actor_id ORDER BY seq"
    ).fetchall()
    before = chain.GENESIS
    for number, step, subject, actor, at, reason, data, hashed in rows:
        if number >= seq:
            changed = chain.canonical(json.loads(data.replace(old, new)))
            hashed = chain.link_hash(before, number, step, subject, actor, at, reason, changed)
            connection.execute("UPDATE event SET data = ?, hash = ? WHERE seq = ?", (changed, hashed, number))
            connection.execute("UPDATE period SET head = ? WHERE event_seq = ?", (hashed, number))
        before = hashed
    for column in ("text", "subject"):
        connection.execute(f"UPDATE finding SET {column} = replace({column}, '{old}', '{new}')")
    for statement in guards.triggers().values():
        connection.execute(statement)
    connection.close()


def test_a_chain_recomputed_from_the_middle_is_named_by_the_printed_head(busy: Desk) -> None:
    with busy.book.write("王会计") as tx:
        printed = {"2025-08": periods.close_month(tx, "2025-08").head}
    assert invariants.verify(busy.book, printed) == []
    rewrite(busy.book.path, 1, "锦绣花园", "幸福花园")
    assert invariants.verify(busy.book) == []
    [violation] = invariants.verify(busy.book, printed)
    assert violation.invariant == "各月结账哈希与汇总表上印出的一致"
    assert violation.offender.startswith("2025-08 汇总表上印的哈希")
