"""The knowledge files agree with one another."""

from __future__ import annotations

from penalties.classifier import AIR, load_classifier
from penalties.concepts import load_concepts
from penalties.counting import COUNTINGS
from penalties.edges import load_edges, settle
from penalties.lexicon import load_lexicon


def test_every_concept_of_the_air_names_what_it_counts() -> None:
    for concept in load_concepts().values():
        if concept.air:
            assert concept.counts == "measures" or concept.counts in COUNTINGS, concept.name


def test_every_concept_of_the_air_says_how_schedules_and_plans_name_it() -> None:
    silent = [c.name for c in load_concepts().values() if c.air and not (c.clause and c.tasks)]
    assert silent == []


def test_what_is_no_air_problem_says_why() -> None:
    reasons = {c.name: c.reason for c in load_concepts().values() if not c.air}
    assert reasons == {
        "question": "是提问，不是问题线索",
        "office_talk": "是通知、值班或改单一类的事务，不是问题线索",
        "nothing_found": "检查未发现问题，或问题已经解决",
        "not_air": "不是大气环境问题",
    }


def test_kin_and_what_lies_beyond_a_limit_are_concepts() -> None:
    known = load_concepts()
    for concept in known.values():
        assert set(concept.kin) <= set(known)
        assert concept.beyond is None or concept.beyond in known


def test_the_classifier_knows_exactly_the_concepts_of_the_file() -> None:
    learned = set(load_classifier().columns) - {AIR}
    assert learned <= set(load_concepts())
    assert set(load_concepts()) - learned == set()


def test_every_kind_of_words_has_a_label_for_the_clerk() -> None:
    lexicon = load_lexicon()
    assert [kind for kind in lexicon.kinds if kind not in lexicon.labels] == []


def test_edges_speak_of_known_concepts_and_kinds_only() -> None:
    kinds, concepts = set(load_lexicon().kinds), set(load_concepts())
    for edge in load_edges():
        assert edge.every | edge.some | edge.none <= kinds
        assert {*edge.sources, edge.target} <= concepts | {AIR}


def test_papers_in_order_and_a_spill_move_a_truck_from_unlicensed_to_spilling() -> None:
    scores = {"unlicensed_muck_truck": 3.0, "muck_spill": 1.0, "site_dust": 0.0, AIR: 2.0}
    moved, reasons = settle(scores, {"muck_truck", "has_papers", "spill"})
    assert moved["muck_spill"] > moved["unlicensed_muck_truck"]
    assert reasons == ("车有资质，问题是沿路撒漏、密闭不严，不是无资质运输",)


def test_an_edge_to_a_concept_that_does_not_lead_gives_no_reason() -> None:
    scores = {"unlicensed_muck_truck": 0.0, "muck_spill": 0.0, "site_dust": 9.0, AIR: 2.0}
    _, reasons = settle(scores, {"muck_truck", "has_papers", "spill"})
    assert reasons == ()


def test_initials_are_read_as_the_words_they_stand_for() -> None:
    assert load_lexicon().spell_out("ztc无证 4台") == "渣土车无证 4台"


def test_unknown_latin_is_left_as_it_stands() -> None:
    assert load_lexicon().spell_out("pm10 obd") == "pm10 obd"


def test_a_slip_of_the_ear_is_heard_as_the_word() -> None:
    assert "渣图车" in load_lexicon().words("渣图车没手续")["muck_truck"]
    assert "坟烧" in load_lexicon().words("坟烧落叶")["burn"]
