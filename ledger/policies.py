"""Policy documents: their bytes, what was read from them, and from which day their rules price findings.

A policy is imported as a draft, with the file's bytes and hash, which never change; what was read from it is
reviewed (`ledger.reviews`) until it is adopted, and stands from then on.  Adopting it
from a day puts its rules in force from that day until a later policy *with a schedule* takes over.  A
document that another one refers to for an amount (`DeductionRule.reference` names its number) is adopted
beside it: it replaces nothing, and its own rule prices what the other one leaves open.
"""

from __future__ import annotations

import hashlib
from datetime import date

import sqlalchemy as sa

from ledger import chain, plan_codec, plan_rows, reviewed
from ledger.errors import BadValue, BooksDoNotVerify, NotFound, WrongState
from ledger.plan import Plan
from ledger.rules_in_force import (
    forget,
    is_last_adoption,
    policy_in_force,
    reward_rules_in_force,
    rule_of,
    rules_in_force,
    subsidy_rules_in_force,
    until_of,
)
from ledger.schema import HOME_DISTRICT, Award, Event, Finding, Person, Policy, PolicyAdoption, Rule, Task
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import PolicyView, amount_rule
from ledger.vocabulary import PolicyStatus

__all__ = [
    "adopt",
    "amount_rule",
    "content_of",
    "get",
    "import_plan",
    "list_policies",
    "plan_of",
    "policy_in_force",
    "reviewed_of",
    "reward_rules_in_force",
    "rule_of",
    "rules_in_force",
    "subsidy_rules_in_force",
]

_policy, _adoption = table_of(Policy), table_of(PolicyAdoption)
_rule, _award, _task = table_of(Rule), table_of(Award), table_of(Task)
_event, _person, _finding = table_of(Event), table_of(Person), table_of(Finding)
_filed_under = sa.select(_finding.c.id).where(_finding.c.policy_number == sa.bindparam("number")).limit(1)


def import_plan(tx: Tx, plan: Plan, content: bytes) -> PolicyView:
    """Keep a read document as a draft. The same bytes twice give the same policy and change nothing.

    Raises BadValue when the plan was not read from these bytes.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if plan.source.sha256 and plan.source.sha256 != sha256:
        raise BadValue("政策内容与原文件的哈希不一致，请重新导入原文件。")
    known = tx.scalar(sa.select(_policy.c.number).where(_policy.c.sha256 == sha256))
    if known is not None:
        return get(tx, known)
    number = 1 + (tx.scalar(sa.select(sa.func.max(_policy.c.number))) or 0)
    text = plan_codec.dumps(plan)
    tx.cache["document", number] = content, text
    data = {
        "number": number,
        "sha256": sha256,
        "plan_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "title": plan.document.title,
        "doc_number": plan.document.doc_number,
    }
    chain.take(tx, "policy_imported", f"policy/{number}", data)
    return get(tx, number)


@chain.step("policy_imported")
def _imported(tx: Tx, link: chain.Link) -> None:
    """The document itself is handed over beside the link, which holds the hashes of both its forms."""
    number = link.data["number"]
    content, text = tx.cache.pop(("document", number))
    hashes = hashlib.sha256(content).hexdigest(), hashlib.sha256(text.encode()).hexdigest()
    if hashes != (link.data["sha256"], link.data["plan_sha256"]):
        raise BooksDoNotVerify(f"第 {number} 号政策的原文或解析结果与事件链中的哈希不符。")
    plan = plan_codec.loads(text)
    head = plan.document
    policy_id = tx.connection.execute(
        sa.insert(_policy).values(
            district_id=HOME_DISTRICT,
            number=number,
            sha256=link.data["sha256"],
            file_name=plan.source.name,
            format=plan.source.format,
            content=content,
            plan=text,
            title=head.title,
            doc_number=head.doc_number,
            year=head.year,
            event_seq=link.seq,
        )
    ).lastrowid
    plan_rows.bring_in_line(tx, policy_id, plan)


def adopt(tx: Tx, number: int, from_day: date) -> PolicyView:
    """Put a policy in force from a day. The same day again changes nothing.

    A day that was mistaken can be put right while no finding was filed under the policy; afterwards another
    day raises WrongState.
    """
    policy = get(tx, number)
    if policy.from_day == from_day:
        return policy
    if policy.from_day is not None and tx.scalar(_filed_under, number=number) is not None:
        raise WrongState(f"政策 {number} 已自 {policy.from_day} 起采用并登记过问题，采用日期不能更改。")
    data = {"number": number, "from_day": from_day.isoformat()}
    chain.take(tx, "policy_adopted", f"policy/{number}", data)
    return get(tx, number)


@chain.step("policy_adopted")
def _adopted(tx: Tx, link: chain.Link) -> None:
    policy_id = tx.scalar(sa.select(_policy.c.id).where(_policy.c.number == link.data["number"]))
    from_day = date.fromisoformat(link.data["from_day"])
    tx.execute(sa.insert(_adoption).values(policy_id=policy_id, from_day=from_day, event_seq=link.seq))
    forget(tx)


def list_policies(tx: Tx) -> list[PolicyView]:
    """Every policy, in the order of import."""
    return _views(tx, sa.true())


def get(tx: Tx, number: int) -> PolicyView:
    """A policy by its number. Raises NotFound."""
    views = _views(tx, _policy.c.number == number)
    if not views:
        raise NotFound(f"没有第 {number} 号政策，请用 gongjian policy list 查看。")
    return views[0]


def plan_of(tx: Tx, number: int) -> Plan:
    """What was read from the document, with its review applied. Raises NotFound."""
    return reviewed_of(tx, number).plan


def reviewed_of(tx: Tx, number: int) -> reviewed.Reviewed:
    """The plan with its review applied, and each fact with what was decided about it. Raises NotFound."""
    text = tx.scalar(sa.select(_policy.c.plan).where(_policy.c.number == number))
    if text is None:
        get(tx, number)
    return reviewed.apply(plan_codec.loads(text), reviewed.decisions_on(tx, number))


def content_of(tx: Tx, number: int) -> bytes:
    """The bytes of the original file. Raises NotFound."""
    content = tx.scalar(sa.select(_policy.c.content).where(_policy.c.number == number))
    if content is None:
        get(tx, number)
    return bytes(content)


def _views(tx: Tx, condition: sa.ColumnElement[bool]) -> list[PolicyView]:
    count_rules = sa.select(sa.func.count()).where(_rule.c.policy_id == _policy.c.id).scalar_subquery()
    count_tasks = sa.select(sa.func.count()).where(_task.c.policy_id == _policy.c.id).scalar_subquery()
    imported, adopted = _event.alias(), _event.alias()
    importer, adopter = _person.alias(), _person.alias()
    query = (
        sa.select(
            *[column for column in _policy.c if column.name not in ("content", "plan")],
            importer.c.name.label("imported_by"),
            imported.c.at.label("imported_at"),
            _adoption.c.from_day,
            adopter.c.name.label("adopted_by"),
            count_tasks.label("tasks"),
            count_rules.label("rules"),
        )
        .join(imported, imported.c.seq == _policy.c.event_seq)
        .join(importer, importer.c.id == imported.c.actor_id)
        .outerjoin(_adoption, sa.and_(_adoption.c.policy_id == _policy.c.id, is_last_adoption()))
        .outerjoin(adopted, adopted.c.seq == _adoption.c.event_seq)
        .outerjoin(adopter, adopter.c.id == adopted.c.actor_id)
        .where(condition)
        .order_by(_policy.c.number)
    )
    return [
        PolicyView(
            number=row.number,
            title=row.title,
            doc_number=row.doc_number,
            year=row.year,
            status=PolicyStatus.DRAFT if row.from_day is None else PolicyStatus.ADOPTED,
            sha256=row.sha256,
            file_name=row.file_name,
            from_day=row.from_day,
            until=until_of(tx, row.number),
            imported_by=row.imported_by,
            imported_at=row.imported_at,
            adopted_by=row.adopted_by,
            obligations=row.tasks,
            rules=row.rules,
        )
        for row in tx.all(query)
    ]
