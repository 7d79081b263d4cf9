"""Numbers at the head of paragraphs, and numerals."""

from __future__ import annotations

import pytest

from importers.markers import Kind, annex_of, chinese_number, marker_of


@pytest.mark.parametrize(
    ("text", "kind", "number", "rest"),
    [
        ("第三章 总则", Kind.PART, 3, "总则"),
        ("第二节监测", Kind.CLAUSE, 2, "监测"),
        ("第十二条扣缴", Kind.ARTICLE, 12, "扣缴"),
        ("十二、保障措施", Kind.CHAPTER, 12, "保障措施"),
        ("（三十九）加强", Kind.SECTION, 39, "加强"),
        ("(一) 加强", Kind.SECTION, 1, "加强"),
        ("26.全面提升", Kind.ITEM, 26, "全面提升"),
        ("3、淘汰", Kind.ITEM, 3, "淘汰"),
        ("（2）强化", Kind.SUBITEM, 2, "强化"),
        ("2）强化", Kind.HALF, 2, "强化"),
        ("③强化", Kind.CIRCLE, 3, "强化"),
        ("2.1实施", Kind.DECIMAL, 1, "实施"),
        ("任务3：治理", Kind.ITEM, 3, "治理"),
        ("（—）加强", Kind.SECTION, 1, "加强"),
    ],
)
def test_the_number_that_heads_a_paragraph(text: str, kind: Kind, number: int, rest: str) -> None:
    marker = marker_of(text)
    assert marker is not None
    assert (marker.kind, marker.number, text[marker.width :]) == (kind, number, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2022年，全区",
        "10、35、50毫克/立方米",
        "2.5微克以下",
        "一是加强",
        "第三方治理",
        "第十三条例",
        "一律停产",
        "任务完成后",
        "",
    ],
)
def test_what_only_looks_like_a_number_heads_nothing(text: str) -> None:
    assert marker_of(text) is None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("十", 10),
        ("二十一", 21),
        ("一百零三", 103),
        ("二〇二二", 2022),
        ("12", 12),
        ("两", 2),
        ("百分", None),
        ("", None),
    ],
)
def test_chinese_numerals(words: str, number: int | None) -> None:
    assert chinese_number(words) == number


@pytest.mark.parametrize(
    ("text", "number"), [("附件2", 2), ("附件：目标表", 1), ("附件", 1), ("附表一", 1), ("附件目标分解表", 1)]
)
def test_an_annex_begins_with_its_name(text: str, number: int) -> None:
    marker = annex_of(text)
    assert marker is not None
    assert marker.number == number


def test_a_sentence_about_annexes_begins_none() -> None:
    assert annex_of("附件所列企业应当在期限内完成整改，逾期未完成的依法责令停产整治。") is None
