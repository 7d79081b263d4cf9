"""The inspectors' list: columns under any name, rows with their problems, and files that are none."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from importers.finding_sheets import SheetRow, field_of, parse_sheet, read_sheet
from importers.rosters import Registry, RosterUnit
from ledger.errors import BadDocument
from ledger.vocabulary import Level, UnitKind

TODAY = date(2025, 8, 15)
REGISTRY = Registry((RosterUnit("孟村办事处", UnitKind.OFFICE, ("孟村",)),)).with_names(["区城市管理局"])


def workbook(rows: list[list[object]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(place, column, cell)
                else:
                    sheet.write(place, column, cell)
    return buffer.getvalue()


def test_a_workbook_with_a_title_above_its_header() -> None:
    content = workbook(
        [
            ["关于交办大气污染问题的清单"],
            [],
            ["序号", "检查日期", "属地", "企业名称", "发现的问题", "检查组", "数量"],
            [1, datetime.fromisoformat("2025-08-12"), "孟村", "永昌木业", "没停产", "市攻坚办第一督导组", 2],
        ]
    )
    sheet = parse_sheet(content, "清单.xlsx", TODAY, REGISTRY)
    assert sheet.rows == (
        SheetRow(
            4,
            "没停产",
            found_on=date(2025, 8, 12),
            office="孟村办事处",
            body="市攻坚办第一督导组",
            subject="永昌木业",
            count=2,
            number="1",
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_csv_in_the_encodings_and_delimiters_of_office_software(encoding: str, delimiter: str) -> None:
    lines = [["问题描述", "日期", "责任单位", "层级"], ["烧树叶", "8.12", "城管局", "市"]]
    content = "\n".join(delimiter.join(line) for line in lines).encode(encoding)
    [row] = parse_sheet(content, "清单.csv", TODAY, REGISTRY).rows
    assert (row.found_on, row.office, row.level) == (date(2025, 8, 12), "区城市管理局", Level.MUNICIPAL)


def test_jsonl_with_english_or_chinese_keys() -> None:
    records = [{"text": "烧树叶", "date": "2025-08-12", "level": "municipal"}, {"问题": "放炮", "数量": 3}]
    content = "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()
    one, other = parse_sheet(content, "a.jsonl", TODAY).rows
    assert (one.found_on, one.level) == (date(2025, 8, 12), Level.MUNICIPAL)
    assert (other.text, other.count) == ("放炮", 3)


def test_columns_may_stand_in_any_order() -> None:
    one = parse_sheet("日期,问题\n8.12,烧树叶".encode(), "a.csv", TODAY).rows[0]
    other = parse_sheet("问题,日期\n烧树叶,8.12".encode(), "a.csv", TODAY).rows[0]
    assert one == other


@pytest.mark.parametrize("header", ["序号,交办编号", "交办编号,序号"])
def test_the_inspectors_number_stands_above_the_running_number(header: str) -> None:
    cells = {"序号": "1", "交办编号": "督〔2025〕8号"}
    numbers = ",".join(cells[name] for name in header.split(","))
    [row] = parse_sheet(f"{header},问题\n{numbers},烧树叶".encode(), "a.csv", TODAY).rows
    assert row.number == "督〔2025〕8号"


def test_a_running_number_alone_is_the_reference_and_makes_no_row() -> None:
    [row] = parse_sheet("序号,问题\n1,烧树叶\n2,".encode(), "a.csv", TODAY).rows
    assert row.number == "1"


@pytest.mark.parametrize("written", ["2座", "2台", "2", "两座"])
def test_a_count_may_be_written_with_its_measure_word(written: str) -> None:
    [row] = parse_sheet(f"问题,数量\n油气回收没开,{written}".encode(), "a.csv", TODAY).rows
    assert row.count == 2


def test_a_level_column_that_names_a_body_gives_both() -> None:
    [row] = parse_sheet("问题,发现层级\n烧树叶,省督查组".encode(), "a.csv", TODAY).rows
    assert (row.level, row.body) == (Level.PROVINCIAL, "省督查组")


@pytest.mark.parametrize(("written", "repeated"), [("是", True), ("首次", False), ("√", True), ("", None)])
def test_a_row_says_whether_its_problem_came_up_again(written: str, repeated: bool | None) -> None:
    [row] = parse_sheet(f"问题,是否重复\n烧树叶,{written}".encode(), "a.csv", TODAY).rows
    assert (row.repeated, row.problems) == (repeated, ())


def test_what_is_neither_yes_nor_no_is_a_problem_of_the_row() -> None:
    [row] = parse_sheet("问题,是否重复\n烧树叶,也许".encode(), "a.csv", TODAY).rows
    assert row.problems == ("是否重复“也许”看不懂，请写是或否。",)


def test_a_day_that_a_workbook_lost_the_format_of_is_read() -> None:
    content = workbook([["问题", "日期"], ["烧树叶", 44783], ["烧秸秆", "45000"]])
    rows = parse_sheet(content, "a.xlsx", TODAY).rows
    assert [(row.found_on, row.problems) for row in rows] == [
        (date(2022, 8, 10), ()),
        (date(2023, 3, 15), ()),
    ]


def test_a_serial_day_to_come_is_refused() -> None:
    [row] = parse_sheet("问题,日期\n烧树叶,46000".encode(), "a.csv", TODAY).rows
    assert (row.found_on, row.problems) == (
        None,
        ("日期“46000”按表格序号是 2025-12-09，在今天之后，请核对。",),
    )


def test_a_day_without_a_year_is_asked_for_among_rows_of_another_year() -> None:
    content = "问题,日期\n烧树叶,2022-08-03\n烧秸秆,8月5日".encode()
    _, row = parse_sheet(content, "a.csv", TODAY).rows
    assert (row.found_on, row.problems) == (
        None,
        ("日期“8月5日”没有写年份，其他各行是 2022 年的，请写明年份。",),
    )


def test_a_day_without_a_year_says_which_year_it_was_taken_for() -> None:
    [row] = parse_sheet("问题,日期\n烧树叶,8月5日".encode(), "a.csv", TODAY).rows
    assert (row.found_on, row.notes) == (
        date(2025, 8, 5),
        ("日期“8月5日”没有写年份，按 2025-08-05 计，请核对。",),
    )


@pytest.mark.parametrize("total", ["合计,,2", "总 计：,,2", "1,合计2条,2", ",合计：2,"])
def test_a_row_of_sums_is_no_finding(total: str) -> None:
    sheet = parse_sheet(f"序号,问题,数量\n1,烧树叶,2\n{total}".encode(), "a.csv", TODAY)
    assert [row.line for row in sheet.rows] == [2]
    assert sheet.totals == (3,)


def test_duplicates_are_marked_not_dropped() -> None:
    content = "问题,日期\n烧树叶,8.12\n 烧树叶。,8月12日\n烧树叶,8.11".encode()
    rows = parse_sheet(content, "a.csv", TODAY).rows
    assert [row.duplicate_of for row in rows] == [None, 2, None]


def test_a_quoted_cell_may_hold_commas_and_lines() -> None:
    [row] = parse_sheet('问题,日期\n"没盖,没冲\n没围挡",8.12'.encode(), "a.csv", TODAY).rows
    assert row.text == "没盖,没冲\n没围挡"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("问题,日期\n,8.12", "缺少问题描述，请补上。"),
        ("问题,日期\n烧树叶,前些天", "日期“前些天”看不懂，请写成 2025-08-12。"),
        ("问题,日期\n烧树叶,2025-09-30", "日期 2025-09-30 在今天之后，请核对。"),
        ("问题,日期\n烧树叶,28号", "日期 2025-08-28 在今天之后，请核对。"),
        (
            "问题,属地\n烧树叶,区城市管里局",
            "责任单位“区城市管里局”不在单位名册里，是不是“区城市管理局”？请改为全称或先登记单位。",
        ),
        ("问题,属地\n烧树叶,不明镇", "责任单位“不明镇”不在单位名册里，请改为全称或先登记单位。"),
        ("问题,层级\n烧树叶,上面", "发现层级“上面”看不懂，请写国家、省、市或区。"),
        ("问题,数量\n烧树叶,若干", "数量“若干”应是 1 到 100000 的整数，请核对。"),
        ("问题,数量\n烧树叶,0", "数量“0”应是 1 到 100000 的整数，请核对。"),
        ("问题,条款序号\n烧树叶,第五十条之二", "条款序号“第五十条之二”应是 1 到 100000 的整数，请核对。"),
    ],
)
def test_a_row_tells_what_is_wrong_with_it(cells: str, problem: str) -> None:
    sheet = parse_sheet(cells.encode() + b"\n,\n", "a.csv", TODAY, REGISTRY)
    assert [said for _, said in sheet.problems] == [problem]


def test_a_text_without_end_is_cut_and_told() -> None:
    [row] = parse_sheet(("问题,日期\n" + "烧" * 6000 + ",8.12").encode(), "a.csv", TODAY).rows
    assert (len(row.text), row.problems) == (5000, ("问题描述超过5000字，请拆成几条。",))


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("发现问题", "text"),
        ("存在的问题（必填）", "text"),
        ("检查时间", "date"),
        ("责任单位", "office"),
        ("问题来源", "level"),
        ("点位名称", "subject"),
        ("被检查单位", "subject"),
        ("交办编号", "number"),
        ("Date", "date"),
        ("备注", None),
        ("整改情况", None),
    ],
)
def test_headings_are_recognised_by_their_words(header: str, field: str | None) -> None:
    assert field_of(header) == field


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("空.csv", b"", "“空.csv”是空文件，请检查。"),
        ("a.docx", b"PK", "“a.docx”不是可导入的格式，请用 .xlsx、.csv 或 .jsonl。"),
        (
            "a.csv",
            "编号,备注\n1,x".encode(),
            "“a.csv”找不到“问题描述”一列，请在前10行内写明列名，例如：问题描述、检查日期、责任单位。",
        ),
        ("a.csv", "问题,日期\n".encode(), "“a.csv”里没有问题记录，请检查表头下面有没有内容。"),
        ("a.jsonl", b"{", "“a.jsonl”第1行不是 JSON，请检查引号和逗号。"),
        ("a.jsonl", b"[1]", '“a.jsonl”第1行不是一条记录，请写成 {"text": …}。'),
        ("a.jsonl", b'{"x": 1}', "“a.jsonl”里没有问题描述，请用 text 或“问题描述”作键。"),
        ("a.xlsx", b"not a zip", "“a.xlsx”不是表格文件，内容与扩展名不符，请检查。"),
        ("a.xlsx", b"PK\x03\x04broken", "“a.xlsx”打不开，文件可能已损坏，请用表格软件重新另存。"),
        ("a.csv", b"\x00\x01\x02", "“a.csv”不是文本文件，请另存为 UTF-8 或 GBK 编码的 csv。"),
    ],
)
def test_what_is_no_sheet_is_refused_in_one_line(name: str, content: bytes, message: str) -> None:
    with pytest.raises(BadDocument) as refusal:
        parse_sheet(content, name, TODAY)
    assert str(refusal.value) == message


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 310_000_000)
    with pytest.raises(BadDocument, match=r"^“a.xlsx”解压后过大，不像问题清单，已拒绝导入。$"):
        parse_sheet(buffer.getvalue(), "a.xlsx", TODAY)


def test_json_nested_without_end_is_refused() -> None:
    with pytest.raises(BadDocument, match="不是 JSON"):
        parse_sheet(b"[" * 200_000, "a.jsonl", TODAY)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDocument, match=r"^“没有.xlsx”打不开，请检查路径和权限。$"):
        read_sheet(tmp_path / "没有.xlsx", TODAY)


def test_a_million_columns_are_refused() -> None:
    with pytest.raises(BadDocument, match=r"太大"):
        parse_sheet(workbook([["问题"] + [""] * 600 + ["尾"], ["烧"]]), "a.xlsx", TODAY)


def test_a_cell_far_away_is_refused_before_all_between_are_made(tmp_path: Path) -> None:
    path = tmp_path / "远.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "问题")
    sheet.write(1_048_575, 16_383, "远")
    book.close()
    with pytest.raises(
        BadDocument, match=r"^“远.xlsx”里有单元格离表格太远，请删去空行空列，或另存一份再导入。$"
    ):
        read_sheet(path, date(2026, 8, 1))
