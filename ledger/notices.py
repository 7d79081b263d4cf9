"""Papers that leave the office.

Numbered without gaps within kind and year, remembered with their content's hash.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import Any

import sqlalchemy as sa

from ledger import chain
from ledger.cases import Case, load, move, must_be, must_not_be_disputed
from ledger.drafts import NoticeDraft
from ledger.errors import BadValue, NoRuleInForce, NotFound, Unbalanced, WrongState
from ledger.findings import reason_given
from ledger.money import Money, total
from ledger.policies import policy_in_force
from ledger.schema import (
    HOME_DISTRICT,
    District,
    Finding,
    Notice,
    NoticeFinding,
    Person,
    Share,
    Unit,
)
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import NoticeView
from ledger.vocabulary import FindingStatus, NoticeKind

KIND_WORDS = {
    NoticeKind.DEDUCTION: "扣",
    NoticeKind.ALLOCATION: "认",
    NoticeKind.RECTIFICATION: "督",
    NoticeKind.SUBSIDY: "补",
    NoticeKind.REWARD: "奖",
    NoticeKind.INTERVIEW: "约",
    NoticeKind.CORRECTION: "更",
    NoticeKind.CIRCULAR: "通",
    NoticeKind.SUMMARY: "汇",
    NoticeKind.RECEIPT: "证",
}
_OF_MONEY = (NoticeKind.DEDUCTION, NoticeKind.ALLOCATION)
_notice, _link, _finding = table_of(Notice), table_of(NoticeFinding), table_of(Finding)
_person, _district = table_of(Person), table_of(District)
_share, _unit = table_of(Share), table_of(Unit)


def issue(tx: Tx, draft: NoticeDraft) -> NoticeView:
    """Number a paper and remember what it is about; posted findings of a money notice become notified.

    Raises WrongState for a money notice over a finding that is not posted or is disputed, Unbalanced when its
    amount is not what the recipient bears of its findings, BadValue for an empty recipient.
    """
    recipient = draft.recipient.strip()
    if not recipient:
        raise BadValue("通知书要写明发往哪个单位。")
    cases = [load(tx, number) for number in dict.fromkeys(draft.findings)]
    if draft.kind in _OF_MONEY:
        _check_money(tx, draft, recipient, cases)
    year = draft.issued_on.year
    serial = 1 + (
        tx.scalar(
            sa.select(sa.func.max(_notice.c.serial)).where(
                _notice.c.kind == draft.kind, _notice.c.year == year
            )
        )
        or 0
    )
    number = f"{_prefix(tx, draft)}{KIND_WORDS[draft.kind]}〔{year}〕{serial}号"
    data = {
        "number": number,
        "kind": draft.kind.value,
        "serial": serial,
        "recipient": recipient,
        "findings": [case.id for case in cases],
        "notified": [
            case.id for case in cases if draft.kind in _OF_MONEY and case.status is FindingStatus.POSTED
        ],
        "amount": None if draft.amount is None else draft.amount.fen,
        "issued_on": draft.issued_on.isoformat(),
    }
    chain.take(tx, "notice_issued", f"notice/{number}", data)
    return get(tx, number)


@chain.step("notice_issued")
def _issued(tx: Tx, link: chain.Link) -> None:
    data = link.data
    issued_on = date.fromisoformat(data["issued_on"])
    notice_id = tx.connection.execute(
        sa.insert(_notice).values(
            district_id=HOME_DISTRICT,
            number=data["number"],
            kind=NoticeKind.stored(data["kind"]),
            year=issued_on.year,
            serial=data["serial"],
            recipient=data["recipient"],
            amount=None if data["amount"] is None else Money(data["amount"]),
            issued_on=issued_on,
            issued_by_id=link.actor.id,
            voided=False,
            content_sha256=None,
        )
    ).lastrowid
    for finding_id in data["findings"]:
        tx.execute(sa.insert(_link).values(notice_id=notice_id, finding_id=finding_id))
    for finding_id in data["notified"]:
        move(tx, finding_id, status=FindingStatus.NOTIFIED)


def _check_money(tx: Tx, draft: NoticeDraft, recipient: str, cases: list[Case]) -> None:
    if not cases:
        raise BadValue(f"{draft.kind.label}要写明针对哪些问题。")
    for case in cases:
        must_be(case, "发通知书", FindingStatus.POSTED, FindingStatus.NOTIFIED, FindingStatus.SETTLED)
        must_not_be_disputed(tx, case, "发通知书")
    if draft.amount is None:
        return
    rows = tx.all(
        sa.select(_share.c.amount)
        .join(_unit, _unit.c.id == _share.c.unit_id)
        .where(_unit.c.name == recipient, _share.c.allocation_id.in_([c.allocation_id for c in cases]))
    )
    borne: Money = total(row[0] for row in rows)
    if rows and borne != draft.amount:
        raise Unbalanced(f"通知书金额 {draft.amount} 元与{recipient}应承担的 {borne} 元不一致，请核对。")


def attach_content(tx: Tx, number: str, sha256: str, particulars: dict[str, Any] | None = None) -> NoticeView:
    """Remember the hash of the file that was made for a paper, once, and what it was filled with.

    `particulars` is plain JSON.  Raises WrongState for a second file.
    """
    notice = get(tx, number)
    if notice.content_sha256 == sha256:
        return notice
    if notice.content_sha256 is not None:
        raise WrongState(f"{number}已经登记过文件，内容不能更换，请作废后重新发文。")
    data = {"number": number, "sha256": sha256}
    filled = {} if particulars is None else {"particulars": particulars}
    chain.take(tx, "notice_written", f"notice/{number}", data | filled)
    return get(tx, number)


@chain.step("notice_written")
def _written(tx: Tx, link: chain.Link) -> None:
    _set(tx, link.data["number"], content_sha256=link.data["sha256"])


def particulars(tx: Tx, number: str) -> dict[str, Any] | None:
    """What a paper was filled with when it was issued; None where that was not recorded."""
    for data in chain.data_of(tx, f"notice/{number}", "notice_written"):
        found: dict[str, Any] | None = data.get("particulars")
        return found
    return None


def void(tx: Tx, number: str, reason: str) -> NoticeView:
    """Void a paper; its number stays used. Raises WrongState for a second time."""
    notice = get(tx, number)
    if notice.voided:
        raise WrongState(f"{number}已经作废。")
    reason = reason_given(reason, "作废")
    chain.take(tx, "notice_voided", f"notice/{number}", {"number": number}, reason=reason)
    return get(tx, number)


@chain.step("notice_voided")
def _voided(tx: Tx, link: chain.Link) -> None:
    _set(tx, link.data["number"], voided=True)


def _set(tx: Tx, number: str, **values: object) -> None:
    tx.execute(sa.update(_notice).where(_notice.c.number == number).values(**values))


def get(tx: Tx, number: str) -> NoticeView:
    """A paper by its number. Raises NotFound."""
    found = _load(tx, _notice.c.number == number)
    if not found:
        raise NotFound(f"没有文号为“{number}”的通知书，请核对文号。")
    return found[0]


def list_notices(tx: Tx, kind: NoticeKind | None = None, year: int | None = None) -> list[NoticeView]:
    """Papers in the order of issue, of a kind and year."""
    condition = sa.true() if kind is None else _notice.c.kind == kind
    return _load(tx, condition if year is None else condition & (_notice.c.year == year))


def set_prefix(tx: Tx, prefix: str) -> None:
    """The 代字 of the office's papers, where it is not the one of the policy in force."""
    chain.take(tx, "prefix_set", "district", {"prefix": prefix.strip() or None})


@chain.step("prefix_set")
def _prefix_set(tx: Tx, link: chain.Link) -> None:
    tx.execute(sa.update(_district).values(notice_prefix=link.data["prefix"]))


def _prefix(tx: Tx, draft: NoticeDraft) -> str:
    own = tx.scalar(sa.select(_district.c.notice_prefix).where(_district.c.id == HOME_DISTRICT))
    if own:
        return str(own)
    try:
        number = policy_in_force(tx, draft.issued_on).doc_number or ""
    except NoRuleInForce:
        number = ""
    found = re.match(r"[^〔\[（(\d]+", number)
    return found[0].strip() if found else "攻坚办"


def _load(tx: Tx, condition: sa.ColumnElement[bool]) -> list[NoticeView]:
    rows = tx.all(
        sa.select(_notice, _person.c.name.label("issued_by"))
        .join(_person, _person.c.id == _notice.c.issued_by_id)
        .where(condition)
        .order_by(_notice.c.id)
    )
    findings: dict[int, list[str]] = defaultdict(list)
    query = (
        sa.select(_link.c.notice_id, _finding.c.number)
        .join(_finding, _finding.c.id == _link.c.finding_id)
        .join(_notice, _notice.c.id == _link.c.notice_id)
        .where(condition)
        .order_by(_link.c.id)
    )
    for link in tx.all(query):
        findings[link[0]].append(link[1])
    return [
        NoticeView(
            number=row.number,
            kind=row.kind,
            recipient=row.recipient,
            findings=tuple(findings[row.id]),
            amount=row.amount,
            issued_on=row.issued_on,
            issued_by=row.issued_by,
            voided=bool(row.voided),
            content_sha256=row.content_sha256,
        )
        for row in rows
    ]
