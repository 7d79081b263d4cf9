"""What a document says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from importers.document import read_content
from importers.heads import head_of
from ledger.plan import DocumentHead

BODY = "\n\n一、任务\n\n1.治理扬尘。（县住建局负责）"


def head(text: str) -> DocumentHead:
    return head_of(read_content((text + BODY).encode(), "方案.txt"))


def test_the_letterhead_names_the_issuer() -> None:
    read = head("青禾县人民政府文件\n\n青政〔2023〕7号\n\n青禾县2023年方案")
    assert (read.issuer, read.doc_number, read.year) == ("青禾县人民政府", "青政〔2023〕7号", 2023)


def test_the_notice_names_the_issuer_and_quotes_no_other_number() -> None:
    read = head("青禾县人民政府关于印发方案的通知\n\n根据上级通知（省政〔2022〕30号）要求，制定方案。")
    assert (read.issuer, read.doc_number) == ("青禾县人民政府", None)


def test_the_issuer_may_stand_on_the_line_above_the_notice() -> None:
    assert head("青禾县人民政府\n\n关于印发方案的通知\n\n青政〔2024〕11号").issuer == "青禾县人民政府"


def test_the_signature_over_the_date_names_the_issuer() -> None:
    read = head("青禾县2023年方案\n\n青禾县攻坚办\n\n2023年3月28日")
    assert (read.issuer, read.issued_on) == ("青禾县攻坚办", date(2023, 3, 28))


def test_a_date_in_chinese_numerals() -> None:
    assert head("青禾县方案\n\n青禾县人民政府\n\n二〇二三年十月八日").issued_on == date(2023, 10, 8)


def test_a_web_page_says_it_in_fields() -> None:
    read = head(
        "发文机关：青禾县人民政府 发文字号：青政〔2023〕7号 成文日期：2023年3月28日\n\n青禾县2023年方案"
    )
    assert (read.issuer, read.doc_number, read.issued_on) == (
        "青禾县人民政府",
        "青政〔2023〕7号",
        date(2023, 3, 28),
    )


def test_recipients_stand_before_a_colon() -> None:
    assert (
        head("青禾县2023年方案\n\n各乡镇人民政府，县直各单位：\n\n现印发给你们。").recipients
        == "各乡镇人民政府，县直各单位"
    )


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("青禾县2023年方案", 2023),
        ("青禾县三年行动计划（2018—2020年）", 2018),
        ("青禾县2019-2020年秋冬季方案", 2019),
    ],
)
def test_the_year_stands_in_the_title(title: str, year: int) -> None:
    assert head(title).year == year


def test_of_several_years_the_one_of_issue_counts() -> None:
    assert head("青政〔2019〕3号\n\n青禾县三年行动计划（2018—2020年）").year == 2019


def test_a_document_without_a_year_has_none() -> None:
    assert head("青禾县大气污染防治十条措施").year == 0


def test_brackets_of_a_number_are_written_the_usual_way() -> None:
    assert head("青政[2023]7号\n\n青禾县2023年方案").doc_number == "青政〔2023〕7号"
