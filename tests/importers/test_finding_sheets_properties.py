"""Broken and random files give one Chinese line or rows, never a fault."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.finding_sheets import parse_sheet
from ledger.errors import BadDocument

TODAY = date(2025, 8, 15)


def read_or_refused(content: bytes, name: str) -> bool:
    """Whether the file gave rows or a refusal of one line."""
    try:
        parse_sheet(content, name, TODAY)
    except BadDocument as refusal:
        return "\n" not in str(refusal)
    return True


@pytest.fixture(scope="module")
def sound_workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for column, (head, cell) in enumerate({"问题描述": "烧树叶", "检查日期": "8.12", "数量": 2}.items()):
            sheet.write(0, column, head)
            sheet.write(1, column, cell)
    return buffer.getvalue()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 255)), min_size=1, max_size=20),
    st.integers(0, 6000),
)
def test_a_damaged_workbook_is_read_or_refused(
    sound_workbook: bytes, damage: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(sound_workbook[: max(len(sound_workbook) - cut, 8)])
    for place, byte in damage:
        content[place % len(content)] = byte
    assert read_or_refused(bytes(content), "清单.xlsx")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.jsonl", "a.xlsx", "a.tsv"]))
def test_random_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    assert read_or_refused(content, name)


@settings(deadline=None)
@given(st.lists(st.text(alphabet="，,\"'\n；没盖2台8.12", max_size=20), min_size=1, max_size=8))
def test_random_cells_under_a_good_header_are_read_or_refused(cells: list[str]) -> None:
    assert read_or_refused(("问题,日期,数量\n" + ",".join(cells)).encode(), "a.csv")
