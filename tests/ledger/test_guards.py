"""What the database itself refuses, whatever program asks."""

from __future__ import annotations

from typing import Any

import pytest

from ledger import guards
from ledger.errors import Refused

Desk = Any

POSTED = ["event", "voucher", "entry", "assessment", "allocation", "share", "policy", "rule", "task"]


def run(desk: Desk, *statements: str) -> None:
    with desk.book.write("外人") as tx:
        for statement in statements:
            tx.connection.exec_driver_sql(statement)


@pytest.mark.parametrize("table", POSTED)
def test_a_posted_row_is_never_updated(desk: Desk, table: str) -> None:
    desk.posted()
    with pytest.raises(Refused) as refusal:
        run(desk, f"UPDATE {table} SET rowid = rowid")
    label = guards.POSTED[table]
    assert str(refusal.value) == f"账簿：{label}一经写入不得修改，更正请用红字冲销。"


@pytest.mark.parametrize("table", POSTED)
def test_a_posted_row_is_never_deleted(desk: Desk, table: str) -> None:
    desk.posted()
    with pytest.raises(Refused) as refusal:
        run(desk, f"DELETE FROM {table}")
    label = guards.POSTED[table]
    assert str(refusal.value) == f"账簿：{label}一经写入不得删除，更正请用红字冲销。"


VOUCHER = (
    "INSERT INTO voucher SELECT {id}, district_id, '{month}-扣缴-' || {serial}, kind, records, '{month}',"
    " {serial}, '{month}-20', summary, finding_id, assessment_id, bill_id, payment_id, NULL, NULL,"
    " preparer_id, approver_id FROM voucher WHERE kind = 'deduction' LIMIT 1"
)
ENTRY = (
    "INSERT INTO entry (voucher_id, line, account_id, month, debit, credit, cases)"
    " VALUES ({id}, {line}, 1, '2025-08', {debit}, {credit}, 0)"
)


def event(desk: Desk) -> int:
    with desk.book.read() as tx:
        return int(tx.connection.exec_driver_sql("SELECT max(seq) FROM event").scalar_one())


def test_an_unbalanced_voucher_is_refused_by_the_database(desk: Desk) -> None:
    desk.posted()
    with pytest.raises(Refused) as refusal:
        run(
            desk,
            ENTRY.format(id=999, line=1, debit=100, credit=0),
            ENTRY.format(id=999, line=2, debit=0, credit=99),
            VOUCHER.format(id=999, month="2025-08", serial=2),
        )
    assert str(refusal.value) == "账簿：凭证借贷不平，未记账，请核对金额。"


def test_a_number_with_a_gap_is_refused_by_the_database(desk: Desk) -> None:
    desk.posted()
    with pytest.raises(Refused) as refusal:
        run(
            desk,
            ENTRY.format(id=999, line=1, debit=100, credit=0),
            ENTRY.format(id=999, line=2, debit=0, credit=100),
            VOUCHER.format(id=999, month="2025-08", serial=3),
        )
    assert str(refusal.value) == "账簿：凭证号必须连续，不能跳号或重号。"


def test_a_line_cannot_be_added_to_a_booked_voucher(desk: Desk) -> None:
    desk.posted()
    with desk.book.read() as tx:
        booked = tx.connection.exec_driver_sql("SELECT max(id) FROM voucher").scalar_one()
    with pytest.raises(Refused) as refusal:
        run(desk, ENTRY.format(id=booked, line=9, debit=100, credit=0))
    assert str(refusal.value) == "账簿：凭证已经记账，不能再添加分录。"


def test_an_event_cannot_be_slipped_in(desk: Desk) -> None:
    desk.posted()
    with pytest.raises(Refused) as refusal:
        run(
            desk,
            "INSERT INTO event SELECT 5000, step, subject, actor_id, at, reason, data, hash"
            " FROM event LIMIT 1",
        )
    assert str(refusal.value) == "账簿：事件链必须首尾相接，不能插入或跳号。"


def test_the_facts_of_an_approved_finding_stand(desk: Desk) -> None:
    desk.approve(desk.file())
    with pytest.raises(Refused) as refusal:
        run(desk, "UPDATE finding SET text = '改过的内容'")
    assert str(refusal.value) == "账簿：问题已经复核，原始内容不得修改，请作废或冲销后重新登记。"


def test_a_reversed_finding_never_comes_back(desk: Desk) -> None:
    desk.reverse(desk.posted())
    with pytest.raises(Refused) as refusal:
        run(desk, "UPDATE finding SET status = 'posted'")
    assert str(refusal.value) == "账簿：问题已作废或已冲销，不能恢复，请重新登记。"


def test_every_guard_is_in_place_in_new_books(desk: Desk) -> None:
    with desk.book.read() as tx:
        assert guards.in_place(tx.connection) == []
