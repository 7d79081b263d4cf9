"""A paper that comes back, held against the books."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ledger.errors import BadDocument, NotFound
from ledger.money import Money
from ledger.views import FindingView, NoticeView
from ledger.vocabulary import NoticeKind
from templates.base_documents.build import FOLDER
from templates.codes import verification_code
from templates.contexts import Letterhead, deduction_context
from templates.notices import notice_bytes
from templates.verification import paper_number, verify_notice


@pytest.fixture
def issued(
    letterhead: Letterhead, notice: NoticeView, findings: tuple[FindingView, ...], tmp_path: Path
) -> tuple[Path, bytes, NoticeView]:
    content = notice_bytes(NoticeKind.DEDUCTION, deduction_context(letterhead, notice, findings))
    path = tmp_path / "收回.docx"
    path.write_bytes(content)
    recorded = dataclasses.replace(notice, content_sha256=hashlib.sha256(content).hexdigest())
    return path, content, recorded


def test_the_issued_file_holds(issued: tuple[Path, bytes, NoticeView]) -> None:
    path, content, notice = issued
    result = verify_notice(path, notice, expected=content)
    assert result.identical
    assert result.lines() == ("示环攻坚办扣〔2025〕1号：与签发时的文件逐字节相同，与账簿一致。",)
    assert paper_number(path) == "示环攻坚办扣〔2025〕1号"


def test_a_file_saved_anew_holds_though_its_bytes_differ(
    issued: tuple[Path, bytes, NoticeView], edited: Callable[..., bytes]
) -> None:
    path, content, notice = issued
    path.write_bytes(edited(content, added={"docProps/app.xml": b"<x/>"}))
    result = verify_notice(path, notice, expected=content)
    assert not result.identical
    assert result.lines() == ("示环攻坚办扣〔2025〕1号：文件重新保存过，内容与账簿一致。",)


def test_a_changed_amount_is_found(
    issued: tuple[Path, bytes, NoticeView], edited: Callable[..., bytes]
) -> None:
    path, content, notice = issued
    path.write_bytes(edited(content, ("310,000.00", "31,000.00")))
    result = verify_notice(path, notice, expected=content)
    assert not result.holds
    assert "没有账簿所记的金额：310,000.00 元" in result.disagreements
    assert "大写“叁拾壹万元整”与小写“31,000.00”不一致" in result.disagreements
    assert "纸面“31,000.00”，账簿“310,000.00”" in result.disagreements


def test_a_finding_taken_away_and_one_put_in_are_named(
    issued: tuple[Path, bytes, NoticeView], edited: Callable[..., bytes]
) -> None:
    path, content, notice = issued
    path.write_bytes(edited(content, ("2025-0002", "2025-0099")))
    assert verify_notice(path, notice).disagreements == ("缺少问题 2025-0002", "多出问题 2025-0099")


def test_a_paper_that_the_books_record_otherwise_is_found(issued: tuple[Path, bytes, NoticeView]) -> None:
    path, _, notice = issued
    other = dataclasses.replace(
        notice, recipient="许衡办事处", issued_on=date(2025, 9, 2), amount=Money.yuan(5), voided=True
    )
    code = verification_code(notice)
    assert verify_notice(path, other).lines() == tuple(
        f"示环攻坚办扣〔2025〕1号：{line}"
        for line in (
            "账簿中这份文书已作废",
            "没有账簿所记的主送单位：许衡办事处",
            "成文日期与账簿不同，账簿为 2025年9月2日",
            "没有账簿所记的金额：5.00 元",
            f"核验码 {code} 与账簿不符",
        )
    )


def test_the_code_follows_from_each_fact_of_the_record(notice: NoticeView) -> None:
    changes = (
        {"number": "示环攻坚办扣〔2025〕2号"},
        {"recipient": "许衡办事处"},
        {"findings": ("2025-0001",)},
        {"amount": Money.yuan(310_001)},
        {"issued_on": date(2025, 9, 2)},
        {"kind": NoticeKind.ALLOCATION},
    )
    codes = {verification_code(dataclasses.replace(notice, **change)) for change in changes}
    assert len(codes | {verification_code(notice)}) == len(changes) + 1
    assert len(verification_code(notice)) == 8


def test_a_paper_without_a_number_cannot_be_verified() -> None:
    with pytest.raises(BadDocument) as caught:
        paper_number(FOLDER / "receipt-plain.docx")
    assert str(caught.value) == "“receipt-plain.docx”上没有发文字号，无法与账簿核对。"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, notice: NoticeView) -> None:
    with pytest.raises(NotFound) as caught:
        verify_notice(tmp_path / "x.docx", notice)
    assert str(caught.value) == f"没有文件“{tmp_path / 'x.docx'}”，请检查路径。"
