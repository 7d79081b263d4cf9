"""Answers from the shipped plan: the clause, the facts, and what is said to be absent."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.plan import Plan
from tui.assistant.assistant import Assistant

TODAY = date(2026, 8, 20)


@pytest.mark.parametrize(
    ("question", "facts", "cited"),
    [
        ("黑渣土车扣多少", ["5万元"], "五（二）"),
        ("工地三项没做到扣多少", ["叠加", "6万元×3=18万元"], "五（二）"),
        ("露天焚烧该扣几万", ["云办〔2024〕18号", "金额待定"], "五（二）"),
        ("挖掘机没登记扣多少", ["0.8万元"], "五（二）"),
        ("加油站油气回收检测什么时候完成", ["2026年6月底前"], "7"),
        ("季节性生产调控从哪天到哪天", ["2026年11月15日至2027年3月15日"], "17"),
        ("放炮卖炮归谁牵头，哪位领导负责", ["青岚公安分局", "邵北辰"], "14"),
        ("道路每天洒水几次", ["不少于4次"], "10"),
        ("优良天数比例要求是多少", ["68.5%"], "二"),
        ("A级2家、B级3家，补助合计几万", ["15万元×2+6万元×3=48万元"], "2"),
        ("第8条讲的什么", ["施工工地扬尘"], "8"),
        ("乔山月是哪个单位的", ["区城市管理局"], "9"),
    ],
)
def test_an_answer_holds_its_facts_and_its_clause(
    question: str, facts: list[str], cited: str, assistant: Assistant
) -> None:
    reply = assistant.say(question, TODAY)
    for fact in facts:
        assert fact in reply.text
    assert cited in [citation.key for citation in reply.citations]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("开黑渣土车的司机个人要罚几千", "文件没有写对个人、司机、业主或企业罚款多少。"),
        ("评为C级的能补几万", "文件没有写C级企业的补助，只写了A级、B级、绩效引领性企业。"),
        ("区应急管理局的责任人是谁", "文件没有写区应急管理局的责任人姓名。"),
        ("张铁柱是哪个单位的责任人", "文件里没有“张铁柱”这个责任人。"),
        ("柴油货车路检要在几月底前完成", "文件没有写明"),
        ("农村厕所改造要求", "文件里没有找到“农村厕所改造”的规定，不作答。"),
        ("占道经营按扣缴标准扣几万", "扣缴标准里没有写“占道经营”。"),
        ("河里排污罚多少", "这是水污染方面的事，现行方案是大气污染防治方案，没有写，不作答。"),
        ("2019年方案里烧烤扣多少", "没有2019年的文件，以下是2026年方案的规定。"),
    ],
)
def test_what_the_document_does_not_say_is_said_to_be_absent(
    question: str, words: str, assistant: Assistant
) -> None:
    assert words in assistant.say(question, TODAY).text


def test_a_quote_opens_the_source_at_its_characters(assistant: Assistant, plan: Plan) -> None:
    reply = assistant.say("黑渣土车扣多少", TODAY)
    [citation] = [citation for citation in reply.citations if citation.key == "五（二）"]
    assert citation.span is not None
    assert citation.span.of(plan.text) == citation.quote


def test_every_quoted_sentence_stands_in_the_document(assistant: Assistant, plan: Plan) -> None:
    for question in ("堆场有什么要求", "散煤管控讲的什么", "道路保洁指标", "考核末位怎么处理"):
        for citation in assistant.say(question, TODAY).citations:
            assert citation.span is None or citation.quote[:20] in plan.text.replace("\n", "")


def test_an_answer_takes_less_than_a_tenth_of_a_second(assistant: Assistant) -> None:
    from time import perf_counter

    assistant.warm()
    questions = [
        "黑渣土车扣多少",
        "烟花爆竹谁牵头",
        "昨天柳渡办黑渣土车两辆，市里查的",
        "堆场整治啥时候完成",
    ] * 10
    taken = []
    for question in questions:
        start = perf_counter()
        assistant.say(question, TODAY)
        taken.append(perf_counter() - start)
    assert sorted(taken)[len(taken) // 2] < 0.1


def test_what_a_task_demands_names_units_and_no_persons(assistant: Assistant) -> None:
    said = assistant.say("烟花爆竹有什么要求", TODAY).text
    assert "青岚公安分局" in said
    assert not any(person in said for person in assistant.persons)


def test_a_paragraph_with_its_own_list_of_units_is_answered_with_that_list(shared_dir: object) -> None:
    from pathlib import Path

    from importers.plans import read_plan
    from importers.rosters import Registry

    plan = read_plan(Path(str(shared_dir)) / "policies" / "zhongzhan-2022.docx")
    said = Assistant([plan], Registry()).say("餐饮油烟谁牵头", date(2022, 8, 15)).text
    assert "区城市管理局" in said
    assert "区控尘办" not in said


def test_clauses_between_commas_are_counted_in_a_question(assistant: Assistant) -> None:
    said = assistant.say("工地上裸土没盖跟车没洗，算一起还是两起，总共扣多少", TODAY).text
    assert "6万元×2=12万元" in said
