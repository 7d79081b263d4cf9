"""What a clerk is told of a template."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.errors import BadInput, NotFound
from ledger.vocabulary import NoticeKind
from templates.base_documents.build import BODIES, FOLDER, file_name, forms_of
from templates.contexts import CONTEXTS
from templates.package import read_parts
from templates.render import tagged_parts, template_source
from templates.tags import tags_of
from templates.template_check import check_template, kind_of_file

SHIPPED = (FOLDER / "deduction-letter.docx").read_bytes()
PLACE = "请你单位对照问题清单立即组织整改"


@pytest.fixture
def report(tmp_path: Path, edited: Callable[..., bytes]) -> Callable[..., tuple[str, ...]]:
    def check(*changes: tuple[str, str], **more: object) -> tuple[str, ...]:
        path = tmp_path / "deduction-letter.docx"
        path.write_bytes(edited(SHIPPED, *changes, **more))
        return check_template(path).lines()

    return check


@pytest.mark.parametrize("kind", BODIES)
def test_every_shipped_template_is_usable_and_conforms(kind: NoticeKind) -> None:
    for form in forms_of(kind):
        report = check_template(FOLDER / file_name(kind, form))
        assert report.usable
        assert report.lines() == (f"{kind.label}模板可以使用，版式符合 GB/T 9704-2012。",)


@pytest.mark.parametrize("kind", BODIES)
def test_every_field_of_a_context_that_must_be_printed_stands_in_its_template(kind: NoticeKind) -> None:
    for form in forms_of(kind):
        name = file_name(kind, form)
        parts = read_parts((FOLDER / name).read_bytes(), name)
        source = "".join(template_source(parts[part], name) for part in tagged_parts(parts))
        for tag in tags_of(CONTEXTS[kind]).values():
            assert tag.optional or tag.name in source


def test_an_unknown_and_a_missing_field_are_named(report: Callable[..., tuple[str, ...]]) -> None:
    assert report(("{{ 主送 }}", "{{ 收件单位 }}"), ("{{ 项.标准 }}", "{{ 项.单价 }}")) == (
        "没有这个字段：收件单位",
        "没有这个字段：项.单价",
        "缺少字段：主送",
    )


def test_full_width_braces_are_pointed_out(report: Callable[..., tuple[str, ...]]) -> None:
    assert report((PLACE, "｛｛ 主送 ｝｝")) == ("模板里有全角花括号或竖线，标签请用半角 {{ }} 和 {% %}。",)


def test_a_tag_in_a_script_is_refused(report: Callable[..., tuple[str, ...]]) -> None:
    [line] = report((PLACE, "{{ 主送.format() }}"))
    assert line.endswith("段用了不允许的写法（Call）：只能填写字段、循环 for 和条件 if。")


def test_a_tag_that_word_has_split_into_runs_is_read(report: Callable[..., tuple[str, ...]]) -> None:
    split = '{{ 主</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>送 }}'
    assert report(("{{ 主送 }}", split)) == ("扣缴财力通知书模板可以使用，版式符合 GB/T 9704-2012。",)


def test_a_layout_that_departs_is_reported_and_the_template_stays_usable(
    report: Callable[..., tuple[str, ...]],
) -> None:
    lines = report(('w:footer="1433"', 'w:footer="397"'))
    assert lines == ("版式：7.5 页脚距页边不是 25.3 毫米，页码一字线不在版心下 7 毫米",)


def test_the_kind_is_told_by_the_file_name() -> None:
    assert kind_of_file("circular-document.docx") is NoticeKind.CIRCULAR
    assert kind_of_file("约谈通知书（新）.docx") is NoticeKind.INTERVIEW


def test_a_name_that_tells_no_kind_is_refused() -> None:
    with pytest.raises(
        BadInput, match=r"从文件名“新建文档\.docx”看不出文书种类，请用 --kind 指定：deduction"
    ):
        kind_of_file("新建文档.docx")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        check_template(tmp_path / "a.docx")
    assert str(caught.value) == f"没有模板文件“{tmp_path / 'a.docx'}”，请检查路径。"
