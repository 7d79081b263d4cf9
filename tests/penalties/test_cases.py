"""The use case of a finding: text → facts → rules with amounts → what a person confirms → a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from importers.rosters import Registry, RosterUnit
from ledger.errors import BadValue
from ledger.money import Money
from ledger.plan import DeductionRule, DocumentHead, Obligation, Plan, Source, Span
from ledger.vocabulary import AssessmentStatus, Level, UnitKind
from penalties.cases import Proposal, propose, rule_at, views_of
from penalties.matching import Match, Matcher
from penalties.separating import separate

TODAY = date(2025, 8, 15)
NAMES = (
    ("35吨及以下燃煤锅炉", 10, False),
    ("施工工地未落实“六个百分之百”扬尘污染防治措施", 10, True),
    ("使用无资质建筑垃圾运输车辆（黑渣土车）", 10, False),
    ("露天焚烧生活垃圾、枯枝落叶和杂草", None, False),
    ("工业企业堆场未采取防扬尘措施", 1, False),
    ("其他大气环境问题", 1, False),
)


def rule(place: int, name: str, wan: int | None, stackable: bool) -> DeductionRule:
    money = f"，发现一起扣缴{wan}万元" if wan else "的，按照示办〔2016〕37号执行"
    return DeductionRule(
        place,
        name,
        f"{name}{money}",
        Money.wan(wan) if wan else None,
        "起",
        stackable,
        None,
        None if wan else "示办〔2016〕37号",
        name.startswith("其他"),
        "五（二）",
        Span(0, 0),
    )


TASKS = (
    Obligation("7", "淘汰燃煤锅炉", "结构调整", "主要任务", Span(0, 6)),
    Obligation("19", "深化扬尘综合治理，加强施工工地管理", "扬尘", "主要任务", Span(0, 6)),
)
PLAN = Plan(
    DocumentHead("示范区实施方案", "示环攻坚办〔2025〕3号", None, None, 2025, None),
    "淘汰燃煤锅炉",
    Source("", "txt", ""),
    TASKS,
    tuple(rule(place, *entry) for place, entry in enumerate(NAMES, start=1)),
)
RULES = views_of(PLAN)
ZONED_PLAN = replace(
    PLAN,
    deductions=(
        *PLAN.deductions,
        rule(7, "城市建成区内餐饮门店油烟净化器未正常运行", 1, False),
        rule(8, "高污染燃料禁燃区内露天烧烤、使用高污染燃料、销售散煤", 1, False),
    ),
)
ZONED = views_of(ZONED_PLAN)
REGISTRY = Registry(
    (
        RosterUnit("孟村办事处", UnitKind.OFFICE, ("孟村",)),
        RosterUnit("古城办事处", UnitKind.OFFICE, ("古城",)),
    )
)
MATCHER = Matcher(PLAN.deductions, PLAN.obligations, PLAN.text, registry=REGISTRY)
ZONED_MATCHER = Matcher(ZONED_PLAN.deductions, PLAN.obligations, PLAN.text, registry=REGISTRY)


def proposed(text: str) -> Proposal:
    return propose(text, TODAY, RULES, MATCHER)


def proposed_apart(text: str) -> list[Proposal]:
    pieces = separate(text, TODAY, MATCHER, REGISTRY)
    return [propose(piece, TODAY, RULES, MATCHER, facts) for piece, facts in pieces]


def test_a_plain_sentence_becomes_a_draft_without_a_question() -> None:
    proposal = proposed("8月12日市督导组在孟村查到黑渣土车2辆，无准运证，和顺家园工地")
    assert proposal.questions == ()
    draft = proposal.draft("k1")
    assert (draft.found_on, draft.office, draft.level) == (date(2025, 8, 12), "孟村办事处", Level.MUNICIPAL)
    assert (draft.assessment.rule_id, draft.assessment.amount) == (3, Money.wan(20))
    assert draft.text == "8月12日市督导组在孟村查到黑渣土车2辆，无准运证，和顺家园工地"


def test_failing_measures_stack_only_where_the_rule_stacks() -> None:
    draft = proposed("市里昨天查到古城工地裸土没盖、车没冲洗、没围挡").draft("k1")
    assert (draft.assessment.count, draft.assessment.amount) == (3, Money.wan(30))


def test_what_is_missing_is_asked() -> None:
    proposal = proposed("工地裸土没盖")
    assert [question.about for question in proposal.questions] == ["found_on", "office", "level"]


def test_the_districts_own_check_costs_nothing_and_says_so() -> None:
    draft = proposed("孟村办自查，工地裸土没盖，昨天").draft("k1")
    assert (draft.assessment.status, draft.assessment.amount) == (AssessmentStatus.FREE, None)
    assert "只登记、整改、销号，不扣缴" in draft.assessment.working[-1]


def test_a_person_may_say_that_the_city_found_it_after_all() -> None:
    draft = proposed("孟村办自查，工地裸土没盖，昨天").draft("k1", level=Level.MUNICIPAL)
    assert draft.assessment.amount == Money.wan(10)


def test_an_amount_of_another_document_stays_pending() -> None:
    draft = proposed("市里昨天在孟村查到烧树叶一处").draft("k1")
    assert (draft.assessment.status, draft.assessment.rule_id) == (AssessmentStatus.PENDING, 4)
    assert draft.assessment.working[-1] == "金额待定：按 示办〔2016〕37号"


def test_a_boiler_over_the_limit_is_left_to_a_person_with_the_fallback() -> None:
    proposal = proposed("市里昨天在孟村查到75吨燃煤锅炉超标排放")
    assert (proposal.match.place, proposal.match.outside, proposal.match.confidence) == (6, 1, 0.5)
    assert proposal.chosen.status is AssessmentStatus.UNDECIDED
    assert proposal.chosen.working[-1] == "可按第6项“其他大气环境问题”计 1万元，请人工判定。"
    decided = proposal.draft("k1", place=6).assessment
    assert (decided.amount, decided.chosen_by_person) == (Money.wan(1), True)
    assert decided.working[1:3] == ("条件“35吨及以下”：文中写明75吨，不符合", "第1项不适用。")


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("市里昨天在孟村查到建成区以外的饭店油烟净化器没开", 7, "建成区以外"),
        ("市里昨天在孟村查到禁燃区外露天烧烤摊2个", 8, "禁燃区外"),
        ("市里昨天在孟村查到一户人家不在禁燃区，烧散煤取暖", 8, "不在禁燃区"),
    ],
)
def test_what_lies_outside_a_zone_is_left_to_a_person_with_the_words_that_say_so(
    text: str, place: int, words: str
) -> None:
    proposal = propose(text, TODAY, ZONED, ZONED_MATCHER)
    assert (proposal.match.place, proposal.match.outside) == (6, place)
    assert (proposal.chosen.status, proposal.chosen.amount) == (AssessmentStatus.UNDECIDED, None)
    [question] = [each for each in proposal.questions if each.about == "condition"]
    assert f"文中写明“{words}”，在范围外，不符合。第{place}项不适用，是否改按第6项" in question.words
    assert proposal.draft("k1").assessment.status is AssessmentStatus.UNDECIDED
    decided = proposal.draft("k1", place=6).assessment
    assert decided.chosen_by_person
    assert decided.amount in (Money.wan(1), Money.wan(2))


def test_a_zone_that_has_nothing_to_do_with_the_problem_asks_nothing() -> None:
    proposal = propose("市里昨天在孟村查到建成区以外的工地裸土没盖", TODAY, ZONED, ZONED_MATCHER)
    assert (proposal.match.outside, proposal.chosen.amount) == (None, Money.wan(10))


def test_outside_a_zone_and_found_by_the_district_itself_costs_nothing() -> None:
    proposal = propose("孟村办自查，建成区以外的饭店油烟净化器没开，昨天", TODAY, ZONED, ZONED_MATCHER)
    assert proposal.chosen.status is AssessmentStatus.FREE


def test_without_a_fallback_what_lies_outside_is_asked_and_not_free() -> None:
    rules = tuple(view for view in ZONED if not view.rule.fallback)
    matcher = Matcher([view.rule for view in rules], PLAN.obligations, PLAN.text, registry=REGISTRY)
    proposal = propose("市里昨天在孟村查到建成区以外的饭店油烟净化器没开", TODAY, rules, matcher)
    assert proposal.chosen.status is AssessmentStatus.UNDECIDED
    assert proposal.chosen.questions[0].words.endswith("第7项不适用，请人工判定按哪一项计。")


def test_what_is_no_air_problem_is_not_priced() -> None:
    proposal = proposed("门口路灯坏了两盏，谁来修")
    assert (proposal.ranked, proposal.chosen.status) == ((), AssessmentStatus.FREE)
    assert proposal.chosen.working[0].startswith("不计价：")


def test_corrections_of_a_person_stand_above_what_was_read() -> None:
    draft = proposed("市里昨天在孟村查到黑渣土车2辆").draft(
        "k1",
        found_on=date(2025, 8, 1),
        office="古城办事处",
        count=3,
        place=3,
        subject="某车队",
        obligation="19",
    )
    assert (draft.found_on, draft.office, draft.subject, draft.obligation) == (
        date(2025, 8, 1),
        "古城办事处",
        "某车队",
        "19",
    )
    assert draft.assessment.amount == Money.wan(30)
    assert draft.assessment.chosen_by_person
    assert "数量：经办填写，按3计" in draft.assessment.working


def test_a_corrected_count_alone_keeps_the_rule() -> None:
    draft = proposed("市里昨天在孟村查到黑渣土车2辆").draft("k1", count=5)
    assert (draft.assessment.rule_id, draft.assessment.amount) == (3, Money.wan(50))


def test_never_are_two_rules_charged_for_one_fact() -> None:
    proposal = proposed("市里昨天在孟村查到黑渣土车2辆")
    assert len(proposal.ranked) > 1
    assert proposal.draft("k1").assessment.amount == proposal.ranked[0].assessed.amount


class Doubtful:
    """A matcher that is never sure."""

    def match(self, text: str, today: date) -> Match:
        return replace(MATCHER.match(text, today), abstain=True)


def test_a_doubtful_rule_is_a_conflict_to_decide() -> None:
    proposal = propose("市里昨天在孟村查到黑渣土车2辆", TODAY, RULES, Doubtful())  # type: ignore[arg-type]
    assert proposal.conflict is not None
    assert proposal.conflict.startswith("同一事实只按一项扣缴，请选择：第3项“使用无资质建筑垃圾运输车辆")
    assert proposal.chosen.status is AssessmentStatus.UNDECIDED
    assert [question.about for question in proposal.questions] == ["rule"]
    assert proposal.draft("k1").assessment.amount is None
    assert proposal.draft("k1", place=3).assessment.amount == Money.wan(20)


def test_a_clear_rule_is_no_conflict() -> None:
    assert proposed("市里昨天在孟村查到黑渣土车2辆").conflict is None


def test_two_facts_at_one_place_are_two_findings() -> None:
    text = "昨天市督导组在孟村永昌木业查到2吨燃煤锅炉1台没拆；另外厂区原料堆场露天没盖网"
    one, other = proposed_apart(text)
    assert (one.match.place, other.match.place) == (1, 5)
    for proposal in (one, other):
        facts = proposal.facts
        assert (facts.found_on, facts.office, facts.level) == (
            date(2025, 8, 14),
            "孟村办事处",
            Level.MUNICIPAL,
        )


def test_one_sites_measures_stay_one_finding() -> None:
    text = "昨天市里查到古城和顺家园工地裸土没盖；车辆没冲洗；没有围挡"
    [proposal] = proposed_apart(text)
    assert proposal.draft("k1").assessment.amount == Money.wan(30)


def test_without_a_day_nothing_is_filed() -> None:
    with pytest.raises(BadValue, match=r"^缺少发现日期，请填写发现日期。$"):
        proposed("市里在孟村查到黑渣土车2辆").draft("k1")


def test_without_a_level_nothing_is_filed() -> None:
    with pytest.raises(BadValue, match=r"^缺少发现层级，请填写国家、省、市或区（自查）。$"):
        proposed("昨天孟村黑渣土车2辆").draft("k1")


def test_a_place_outside_the_schedule_is_refused() -> None:
    with pytest.raises(BadValue, match=r"^扣缴标准里没有第11项，请核对序号。$"):
        proposed("市里昨天在孟村查到黑渣土车2辆").draft("k1", place=11)
    with pytest.raises(BadValue):
        rule_at((), 1)


def test_a_count_of_nothing_is_refused() -> None:
    with pytest.raises(BadValue, match=r"^数量应在 1 到 100000 之间，填的是 0，请核对。$"):
        proposed("市里昨天在孟村查到黑渣土车2辆").draft("k1", count=0)
