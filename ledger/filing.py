"""Filing a finding, one or a long list, and putting its facts right before it is approved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from ledger import assessments, chain, indexing, search, units
from ledger.cases import Case, load, move, must_be
from ledger.drafts import AssessmentDraft, FindingDraft
from ledger.errors import BadValue
from ledger.finding_views import get
from ledger.rules_in_force import obligation_heading, policy_number_in_force
from ledger.schema import HOME_DISTRICT, Finding
from ledger.statements import Prepared, insert, table_of
from ledger.transactions import Tx
from ledger.views import FindingView, RuleView
from ledger.vocabulary import FindingStatus, Level

_finding = table_of(Finding)
_known = Prepared(sa.select(_finding.c.number).where(_finding.c.key == sa.bindparam("key")))
_last_serial = Prepared(
    sa.select(sa.func.max(_finding.c.serial)).where(
        _finding.c.district_id == HOME_DISTRICT, _finding.c.year == sa.bindparam("year")
    )
)
_LONG = 500
_FACTS = ("text", "inspecting_body", "office_id", "subject", "place", "obligation", "source_ref")
_last = Prepared(sa.select(sa.func.max(_finding.c.id)))
_insert = insert(Finding, raw=("found_on", "level", "status"))


def file(tx: Tx, draft: FindingDraft) -> FindingView:
    """File a finding; it waits for approval. The same key again gives the finding that it filed before.

    Raises NoRuleInForce when no adopted schedule covers its day, BadValue for empty text, a day in the
    future, a task that the policy does not have and an amount that does not follow from the rule, NotFound
    for an office that is not registered.
    """
    return get(tx, file_number(tx, draft))


def file_number(tx: Tx, draft: FindingDraft, *, follows_id: int | None = None) -> str:
    """As `file`, giving the number alone; `follows_id` is the key of the finding that it reopens."""
    known = tx.run(_known, key=draft.key).fetchone()
    if known is not None:
        return str(known[0])
    policy, rule = _check(tx, draft)
    year = draft.found_on.year
    serial = 1 + (tx.run(_last_serial, year=year).fetchone()[0] or 0)
    key = 1 + (tx.run(_last).fetchone()[0] or 0)
    data = _data(tx, draft, policy, rule, (key, assessments.next_key(tx), serial), follows_id)
    chain.take(tx, "filed", f"finding/{data['number']}", data)
    return str(data["number"])


def file_many(tx: Tx, drafts: Iterable[FindingDraft]) -> list[str]:
    """File a list of findings as one; the numbers in the order of the drafts.

    As `file` for each, at the cost of a bulk insert: an inspectors' list of a hundred thousand rows.
    """
    numbers: list[str] = []
    links: list[chain.Link] = []
    new: dict[str, str] = {}
    key, priced = (tx.run(_last).fetchone()[0] or 0), assessments.next_key(tx) - 1
    serials: dict[int, int] = {}
    for draft in drafts:
        known = new.get(draft.key) or (tx.run(_known, key=draft.key).fetchone() or (None,))[0]
        if known is None:
            policy, rule = _check(tx, draft)
            year, key, priced = draft.found_on.year, key + 1, priced + 1
            if year not in serials:
                serials[year] = tx.run(_last_serial, year=year).fetchone()[0] or 0
            serials[year] += 1
            data = _data(tx, draft, policy, rule, (key, priced, serials[year]), None)
            known = new[draft.key] = data["number"]
            links.append(chain.forge(tx, "filed", f"finding/{known}", data))
        numbers.append(known)
    chain.write_many(tx, links)
    tx.run_many(_insert, (_row(link) for link in links))
    assessments.store_many(tx, ((link.data["assessment"], link.data["id"], link) for link in links))
    indexing.add_many(tx, links)
    if len(links) > _LONG:
        search.merge(tx)
    return numbers


def _data(
    tx: Tx,
    draft: FindingDraft,
    policy: int,
    rule: RuleView | None,
    keys: tuple[int, int, int],
    follows_id: int | None,
) -> dict[str, Any]:
    """What the chain keeps of a filing; `keys` are those of the finding and its price, and the serial."""
    key, priced, serial = keys
    return {
        "id": key,
        "number": f"{draft.found_on.year}-{serial:04d}",
        "serial": serial,
        "key": draft.key,
        **_facts(tx, draft, policy),
        "follows_id": follows_id,
        "assessment": assessments.data_of(draft.assessment, rule, key=priced, turn=1),
    }


def _facts(tx: Tx, draft: FindingDraft, policy: int) -> dict[str, Any]:
    return {
        "text": draft.text,
        "found_on": draft.found_on.isoformat(),
        "level": draft.level.value,
        "inspecting_body": draft.inspecting_body,
        "office": draft.office,
        "office_id": None if draft.office is None else units.id_of(tx, draft.office),
        "subject": draft.subject,
        "place": draft.place,
        "policy": policy,
        "obligation": draft.obligation,
        "source_ref": draft.source_ref,
    }


@chain.step("filed")
def _filed(tx: Tx, link: chain.Link) -> None:
    data = link.data
    tx.run(_insert, **_row(link))
    assessments.store(tx, data["assessment"], data["id"], link)
    indexing.add(tx, data)


def _row(link: chain.Link) -> dict[str, Any]:
    data = link.data
    return {
        "id": data["id"],
        "district_id": HOME_DISTRICT,
        "year": int(data["found_on"][:4]),
        "serial": data["serial"],
        "number": data["number"],
        "key": data["key"],
        "text": data["text"],
        "found_on": data["found_on"],
        "level": data["level"],
        "inspecting_body": data["inspecting_body"],
        "office_id": data["office_id"],
        "subject": data["subject"],
        "place": data["place"],
        "policy_number": data["policy"],
        "obligation": data["obligation"],
        "source_ref": data["source_ref"],
        "preparer_id": link.actor.id,
        "approver_id": None,
        "status": FindingStatus.FILED.value,
        "assessment_id": data["assessment"]["id"],
        "allocation_id": None,
        "treasury_voucher": None,
        "follows_id": data["follows_id"],
    }


def _check(tx: Tx, draft: FindingDraft) -> tuple[int, RuleView | None]:
    if not draft.text.strip():
        raise BadValue("问题描述不能为空，请填写督查发现的问题。")
    if not draft.key.strip():
        raise BadValue("缺少登记标识，无法防止重复登记。")
    if draft.found_on > tx.today:
        raise BadValue(f"发现日期 {draft.found_on} 晚于今天 {tx.today}，请核对日期。")
    rule = assessments.check(tx, draft.assessment, draft.found_on, draft.level)
    policy = policy_number_in_force(tx, draft.found_on)
    if draft.obligation is not None and obligation_heading(tx, policy, draft.obligation) is None:
        raise BadValue(f"当日有效的方案中没有第 {draft.obligation} 项任务，请核对任务编号。")
    return policy, rule


def draft_of(tx: Tx, number: str) -> FindingDraft:
    """A finding as a draft, to be amended."""
    view = get(tx, number)
    priced = view.assessment
    return FindingDraft(
        key=str(tx.scalar(sa.select(_finding.c.key).where(_finding.c.number == number))),
        text=view.row.text,
        found_on=view.row.found_on,
        level=view.row.level,
        assessment=AssessmentDraft(
            status=priced.status,
            rule_id=None if priced.rule is None else priced.rule.id,
            count=priced.count,
            amount=priced.amount,
            working=priced.working,
            confidence=priced.confidence,
            chosen_by_person=priced.chosen_by_person,
        ),
        inspecting_body=view.inspecting_body,
        office=view.row.office,
        subject=view.row.subject,
        place=view.place,
        obligation=view.obligation,
        source_ref=view.source_ref,
    )


def amend(tx: Tx, number: str, draft: FindingDraft, reason: str) -> FindingView:
    """Correct the facts of a finding before it is approved; it then waits for approval (again).

    `draft` is `draft_of` with what is to be changed.  Raises WrongState once approved, BadValue when the day
    moves to another year (its number would no longer fit), and as `file`.
    """
    case = load(tx, number)
    must_be(case, "更改", FindingStatus.FILED, FindingStatus.RETURNED)
    reason = reason_given(reason, "更改")
    old = draft_of(tx, number)
    if draft.found_on.year != old.found_on.year:
        raise BadValue(f"问题 {number} 的日期不能改到另一年，请作废后重新登记。")
    policy, rule = _check(tx, replace(draft, key=old.key))
    data = _facts(tx, draft, policy) | {"id": case.id, "number": number}
    if draft.assessment != old.assessment:
        data["assessment"] = priced_anew(tx, case, draft.assessment, rule)
    chain.take(tx, "amended", case.subject, data, reason=reason)
    return get(tx, number)


@chain.step("amended")
def _amended(tx: Tx, link: chain.Link) -> None:
    data = link.data
    changes: dict[str, Any] = {name: data[name] for name in _FACTS}
    if "assessment" in data:
        assessments.store(tx, data["assessment"], data["id"], link)
        changes["assessment_id"] = data["assessment"]["id"]
    indexing.change(
        tx,
        data["id"],
        lambda: move(
            tx,
            data["id"],
            **changes,
            found_on=date.fromisoformat(data["found_on"]),
            level=Level.stored(data["level"]),
            policy_number=data["policy"],
            status=FindingStatus.FILED,
        ),
    )


def priced_anew(tx: Tx, case: Case, draft: AssessmentDraft, rule: RuleView | None) -> dict[str, Any]:
    """What the chain keeps of a new price of a case."""
    return assessments.data_of(
        draft, rule, key=assessments.next_key(tx), turn=assessments.next_turn(tx, case.id)
    )


def reason_given(reason: str, step: str) -> str:
    """The reason, trimmed. Raises BadValue for an empty one."""
    reason = reason.strip()
    if not reason:
        raise BadValue(f"{step}要写明理由，请补充。")
    return reason
