"""The review of a policy: what people decide about each fact before it is adopted, and what that leads to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from ledger import chain, explanations, findings, policies, reviews, units
from ledger.database import Book, open_book
from ledger.drafts import AssessmentDraft, FindingDraft, UnitDraft
from ledger.errors import BadValue, GongjianError, NotFound, Refused, WrongState
from ledger.interchange import json_books
from ledger.invariants import verify
from ledger.money import Money
from ledger.plan import NOWHERE, Deadline, DeductionRule, Doubt
from ledger.reviews import ReviewDraft, ReviewedFact
from ledger.vocabulary import AssessmentStatus, Level, ReviewAction, Role, UnitKind

Desk = Any
ACCEPT, EDIT, REJECT, ADD = ReviewAction.ACCEPT, ReviewAction.EDIT, ReviewAction.REJECT, ReviewAction.ADD


@pytest.fixture
def draft(empty_book: Book, plans: SimpleNamespace) -> Book:
    """Books with the sample plan as a draft."""
    plan = replace(plans.sample(), doubts=(Doubt("扣缴1", "金额取自表头的单位", 0.7),))
    with empty_book.write("张经办") as tx:
        policies.import_plan(tx, plan, plan.text.encode())
    return empty_book


def review(book: Book, *drafts: ReviewDraft, reason: str | None = "与纸质件核对", by: str = "李核对") -> None:
    with book.write(by) as tx:
        reviews.review(tx, 1, drafts, reason)


def facts(book: Book) -> dict[str, ReviewedFact]:
    with book.read() as tx:
        return {fact.key: fact for fact in reviews.facts_of(tx, 1)}


def edit(fact: str, **values: object) -> ReviewDraft:
    return ReviewDraft(fact, EDIT, values)


def test_facts_are_called_by_kind_and_place(draft: Book) -> None:
    assert list(facts(draft)) == [
        "任务1", "任务2", "扣缴1", "扣缴2", "扣缴3", "补助1", "补助2", "奖励1",
    ]  # fmt: skip


def test_a_guess_is_doubtful_until_somebody_decides(draft: Book) -> None:
    assert [key for key, fact in facts(draft).items() if fact.doubtful] == ["扣缴1"]
    assert facts(draft)["扣缴1"].confidence == 0.7
    review(draft, ReviewDraft("扣缴1", ACCEPT), reason=None)
    fact = facts(draft)["扣缴1"]
    assert (fact.doubtful, fact.confidence, fact.entered) == (False, 1.0, ())
    assert [(each.action, each.by) for each in fact.decisions] == [(ACCEPT, "李核对")]


def test_accepting_again_changes_nothing(draft: Book) -> None:
    review(draft, ReviewDraft("扣缴1", ACCEPT), reason=None)
    review(draft, ReviewDraft("扣缴1", ACCEPT), reason=None)
    with draft.read() as tx:
        assert len(chain.events_of(tx, "policy/1")) == 2


def test_an_edited_amount_is_the_plan_s_and_the_schedule_s(draft: Book) -> None:
    review(draft, edit("扣缴3", amount=Money.wan(2), per="处"))
    with draft.write("张经办") as tx:
        policies.adopt(tx, 1, date(2025, 3, 1))
        assert policies.plan_of(tx, 1).deductions[2].amount == Money.wan(2)
        rule = policies.rules_in_force(tx, date(2025, 8, 12))[2].rule
    assert (rule.amount, rule.per, rule.printed) == (
        Money.wan(2),
        "处",
        "工业企业堆场未采取防扬尘措施的，扣缴1万元/起",
    )


def test_what_was_typed_is_marked_with_who_when_and_why(draft: Book) -> None:
    review(draft, edit("扣缴3", amount=Money.wan(2)))
    [mark] = facts(draft)["扣缴3"].entered
    assert (mark.by, mark.reason, mark.words) == ("李核对", "与纸质件核对", "金额：1万元 → 2万元")
    assert str(mark).startswith("人工录入：李核对，2025-09-03")
    assert str(mark).endswith("，与纸质件核对（金额：1万元 → 2万元）")


def test_a_second_edit_lies_over_the_first(draft: Book) -> None:
    review(draft, edit("扣缴3", amount=Money.wan(2)))
    review(draft, edit("扣缴3", per="处"))
    fact = facts(draft)["扣缴3"].fact
    assert isinstance(fact, DeductionRule)
    assert (fact.amount, fact.per) == (Money.wan(2), "处")


def test_a_rejected_rule_prices_nothing_and_the_others_keep_their_places(draft: Book) -> None:
    review(draft, ReviewDraft("扣缴1", REJECT), reason="是对企业的罚款")
    with draft.write("张经办") as tx:
        policies.adopt(tx, 1, date(2025, 3, 1))
        places = [view.rule.place for view in policies.rules_in_force(tx, date(2025, 8, 12))]
        assert policies.get(tx, 1).rules == 2
    assert places == [2, 3]
    assert facts(draft)["扣缴1"].rejected


def test_a_rejected_fact_comes_back_when_it_is_accepted(draft: Book) -> None:
    review(draft, ReviewDraft("扣缴1", REJECT))
    review(draft, ReviewDraft("扣缴1", ACCEPT), reason=None)
    with draft.read() as tx:
        assert [rule.place for rule in policies.plan_of(tx, 1).deductions] == [1, 2, 3]
        assert verify(tx) == []


def test_a_rejected_task_takes_its_parts_along(draft: Book) -> None:
    review(draft, ReviewDraft("任务1.期限", ADD, {"date": date(2025, 10, 1)}))
    review(draft, ReviewDraft("任务1", REJECT))
    with draft.read() as tx:
        assert [task.number for task in policies.plan_of(tx, 1).obligations] == ["2"]
        assert policies.get(tx, 1).obligations == 1


def test_a_missing_rule_is_typed_in_with_the_words_that_it_stands_on(
    draft: Book, plans: SimpleNamespace
) -> None:
    where = plans.span("落实网格化监管")
    values = {"name": "未落实网格化监管", "amount": Money.wan(3), "per": "次"}
    review(draft, ReviewDraft("扣缴", ADD, values, where), reason="正文里漏读")
    fact = facts(draft)["扣缴4"]
    assert isinstance(fact.fact, DeductionRule)
    assert (fact.read, fact.has_source, fact.fact.printed, fact.fact.clause) == (
        None,
        True,
        "落实网格化监管",
        "二",
    )
    with draft.read() as tx:
        assert policies.plan_of(tx, 1).deductions[3].amount == Money.wan(3)
        assert verify(tx) == []


def test_a_fact_without_words_in_the_document_is_marked_so(draft: Book) -> None:
    review(draft, ReviewDraft("任务2.期限", ADD, {"date": date(2025, 12, 31)}), reason="会议要求")
    review(draft, ReviewDraft("任务2.单位", ADD, {"unit": "区城管局", "role": Role.LEAD}), reason="会议要求")
    found = facts(draft)
    deadline = found["任务2.期限1"].fact
    assert isinstance(deadline, Deadline)
    assert (deadline.date, deadline.printed, deadline.span) == (date(2025, 12, 31), "2025-12-31", NOWHERE)
    assert [mark.words for mark in found["任务2.期限1"].entered] == ["补录，没有原文依据"]
    with draft.read() as tx:
        task = policies.plan_of(tx, 1).obligations[1]
    assert [(part.unit, part.role) for part in task.assignments] == [("区城管局", Role.LEAD)]


def test_an_amount_is_explained_down_to_who_typed_it(draft: Book) -> None:
    review(draft, edit("扣缴3", amount=Money.wan(2)))
    with draft.write("张经办") as tx:
        policies.adopt(tx, 1, date(2025, 3, 1))
        units.register(tx, UnitDraft("东城办事处", UnitKind.OFFICE))
        view = policies.rules_in_force(tx, date(2025, 8, 12))[2]
        priced = AssessmentDraft(
            AssessmentStatus.PRICED, view.id, 1, Money.wan(2), ("2万元 × 1 = 2万元",), 0.9
        )
        made = FindingDraft(
            "k1", "堆场未苫盖", date(2025, 8, 12), Level.MUNICIPAL, priced, office="东城办事处"
        )
        number = findings.file(tx, made).row.number
        explanation = explanations.explain(tx, number)
        assert verify(tx) == []
    assert [mark.words for mark in explanation.entered] == ["金额：1万元 → 2万元"]
    assert explanation.quote == "工业企业堆场未采取防扬尘措施的，扣缴1万元/起"


def test_books_replayed_from_the_chain_know_the_review(draft: Book, tmp_path: Any) -> None:
    review(draft, edit("扣缴3", amount=Money.wan(2)))
    review(draft, ReviewDraft("扣缴1", REJECT))
    review(draft, ReviewDraft("扣缴", ADD, {"name": "新增情形", "amount": Money.wan(1)}))
    with draft.read() as tx:
        exported, plan = "".join(json_books.write(tx)), policies.plan_of(tx, 1)
    with open_book(str(tmp_path / "again.db")) as again:
        json_books.read(again, exported)
        with again.read() as tx:
            assert policies.plan_of(tx, 1) == plan
            assert verify(tx) == []


@pytest.mark.parametrize(
    ("wanted", "reason", "error", "message"),
    [
        (edit("扣缴3", amount=Money.wan(2)), " ", BadValue, "改定、剔除或补录条目要写明原因。"),
        (
            edit("扣缴9", amount=Money.wan(2)),
            "核对",
            NotFound,
            "第 1 号政策没有“扣缴9”这一条，请用 gongjian policy review 1 查看。",
        ),
        (edit("扣缴3", amount=Money(0)), "核对", BadValue, "金额要大于零，请核对。"),
        (edit("扣缴3", amount="2万"), "核对", BadValue, "填写的内容与条目的类型不符，请核对。"),
        (edit("扣缴3", name=""), "核对", BadValue, "名称不能为空，请填写。"),
        (edit("补助1", place=3), "核对", BadValue, "补助1 可以改的是：名称、等级、金额、条件。"),
        (
            ReviewDraft("扣缴", ADD, {"name": "情形"}),
            "核对",
            BadValue,
            "补录扣缴还缺金额（或依据文件），请补上。",
        ),
        (ReviewDraft("任务1.期限", ADD, {}), "核对", BadValue, "补录期限还缺日期，请补上。"),
        (
            ReviewDraft("任务9.期限", ADD, {"date": date(2025, 1, 1)}),
            "核对",
            NotFound,
            "第 1 号政策没有“任务9”，请用 gongjian policy review 1 查看。",
        ),
        (
            ReviewDraft("期限", ADD, {"date": date(2025, 1, 1)}),
            "核对",
            BadValue,
            "不知道“期限”是哪一类条目，请写成“扣缴”“补助”“奖励”“指标”“任务”或“任务1.期限”“任务1.单位”“任务1.目标”。",
        ),
    ],
)
def test_what_does_not_fit_is_refused(
    draft: Book, wanted: ReviewDraft, reason: str, error: type[GongjianError], message: str
) -> None:
    with pytest.raises(error) as refusal:
        review(draft, wanted, reason=reason)
    assert str(refusal.value) == message
    assert all(not fact.decisions for fact in facts(draft).values())


def test_an_adopted_policy_is_not_reviewed(desk: Desk) -> None:
    with pytest.raises(WrongState) as refusal:
        review(desk.book, edit("扣缴3", amount=Money.wan(2)))
    assert str(refusal.value) == (
        "第 1 号政策已自 2025-03-01 起采用，条目不能再改；"
        "如需更正，请把更正后的文件作为新版本导入，核对后另行采用。"
    )


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO fact_review (policy_id, fact, action, entered, event_seq)"
        " VALUES (1, '扣缴3', 'accept', '{}', 1)",
        "INSERT INTO task (policy_id, number, heading) VALUES (1, '9', '另加的任务')",
    ],
)
def test_the_database_itself_takes_no_review_after_adoption(desk: Desk, statement: str) -> None:
    with pytest.raises(Refused) as refusal, desk.book.write("外人") as tx:
        tx.connection.exec_driver_sql(statement)
    assert str(refusal.value) == "账簿：政策已经采用，条目不能再增改，请导入新的版本另行采用。"


def test_a_draft_s_rule_changed_behind_the_review_is_found(draft: Book) -> None:
    with draft.write("外人") as tx:
        tx.connection.exec_driver_sql("UPDATE rule SET amount = 1 WHERE place = 3")
        offenders = [violation.offender for violation in verify(tx)]
    assert "第 1 号政策的扣缴条款与解析结果及核对记录不一致" in offenders
