"""The journal for other programs: they accept it, agree on every balance, and JSON reproduces every hash."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ledger import chain, interchange, invariants, journal
from ledger.database import open_book
from ledger.errors import BadInput, BadValue, BooksDoNotVerify, BooksUnavailable, WrongState
from ledger.interchange import accounts, json_books, tables

Desk = Any


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A desk with vouchers of several months, a red letter among them."""
    desk.posted()
    desk.posted(office="西城办事处", found_on=date(2025, 7, 3), inspecting_body='省"回头看"组;一\\组')
    desk.reverse(desk.posted(office="北山镇政府", assessment=desk.priced(3, 3)))
    return desk


def exported(desk: Desk, form: str, folder: Path) -> Path:
    with desk.book.read() as tx:
        return interchange.export(tx, form, folder / f"journal.{form}")


def balances(desk: Desk) -> dict[str, Decimal]:
    with desk.book.read() as tx:
        return {
            accounts.plain_account(row.kind, row.party): row.balance.as_decimal()
            for row in journal.trial_balance(tx)
        }


def test_beancount_accepts_the_journal_with_its_balances(busy: Desk, tmp_path: Path) -> None:
    out = exported(busy, "beancount", tmp_path)
    check = Path(sys.executable).with_name("bean-check")
    result = subprocess.run([check, out], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert out.read_text(encoding="utf-8").count(" balance ") == len(balances(busy))


def test_beancount_sees_a_wrong_balance(busy: Desk, tmp_path: Path) -> None:
    out = exported(busy, "beancount", tmp_path)
    text = out.read_text(encoding="utf-8")
    out.write_text(text.replace("  200000.00 CNY", "  200000.01 CNY", 1), encoding="utf-8")
    check = Path(sys.executable).with_name("bean-check")
    assert subprocess.run([check, out], capture_output=True, check=False).returncode == 1


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed")
def test_hledger_accepts_the_journal_and_agrees_on_every_balance(busy: Desk, tmp_path: Path) -> None:
    out = exported(busy, "hledger", tmp_path)
    env = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    checked = subprocess.run(
        ["hledger", "-f", out, "check", "--strict"], capture_output=True, text=True, env=env, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    listed = subprocess.run(
        ["hledger", "-f", out, "balance", "-E", "--flat", "--no-total", "-O", "csv"],
        capture_output=True,
        text=True,
        env=env,
        check=True,
    )
    rows = csv.reader(io.StringIO(listed.stdout))
    next(rows)
    theirs = {account: Decimal(re.sub(r"[^\d.-]", "", amount) or "0") for account, amount in rows}
    assert theirs == balances(busy)


def test_csv_holds_a_line_for_every_entry_and_opens_in_a_spreadsheet(busy: Desk, tmp_path: Path) -> None:
    out = exported(busy, "csv", tmp_path)
    text = out.read_text(encoding="utf-8-sig")
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    header, *rows = list(csv.reader(io.StringIO(text)))
    assert tuple(header) == tables.COLUMNS
    assert sum(Decimal(row[6]) for row in rows) == sum(Decimal(row[7]) for row in rows)
    assert len(rows) == 16


def test_a_text_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    assert tables.harmless("=cmd|' /C calc'!A0") == "'=cmd|' /C calc'!A0"
    assert tables.harmless("东城办事处") == "东城办事处"


def test_json_read_back_reproduces_every_hash(busy: Desk, tmp_path: Path) -> None:
    out = exported(busy, "json", tmp_path)
    with open_book(str(tmp_path / "second.db"), clock=busy.clock) as second:
        head = json_books.read(second, out.read_text(encoding="utf-8"))
        assert invariants.verify(second) == []
        with second.read() as copy, busy.book.read() as tx:
            assert chain.head(copy) == chain.head(tx)
            assert head == chain.head(tx)[1]
            assert journal.vouchers(copy) == journal.vouchers(tx)
        with second.read() as tx:
            assert "".join(json_books.write(tx)) == out.read_text(encoding="utf-8")


def test_json_has_the_shape_of_its_schema(busy: Desk, tmp_path: Path) -> None:
    data = json.loads(exported(busy, "json", tmp_path).read_text(encoding="utf-8"))
    schema = json.loads(json_books.SCHEMA.read_text(encoding="utf-8"))
    assert data.keys() == schema["properties"].keys()
    assert data["format"] == schema["properties"]["format"]["const"]
    event = schema["properties"]["chain"]["items"]
    assert all(list(each) == event["required"] for each in data["chain"])
    assert data["events"] == len(data["chain"])


def test_json_with_one_figure_changed_is_refused_and_nothing_is_kept(busy: Desk, tmp_path: Path) -> None:
    text = exported(busy, "json", tmp_path).read_text(encoding="utf-8")
    before, mark, links = text.partition('"chain"')
    changed = before + mark + links.replace('"amount": 20000000', '"amount": 20000001', 1)
    assert changed != text
    with open_book(str(tmp_path / "second.db"), clock=busy.clock) as second:
        with pytest.raises(BooksDoNotVerify, match=r"^事件链在第 .* 环断开：哈希与内容不符。$"):
            json_books.read(second, changed)
        with second.read() as tx:
            assert chain.head(tx) == (0, chain.GENESIS, "")


def test_json_with_another_document_is_refused(busy: Desk, tmp_path: Path) -> None:
    data = json.loads(exported(busy, "json", tmp_path).read_text(encoding="utf-8"))
    data["documents"][0]["content"] = "YWJj"
    with (
        open_book(str(tmp_path / "second.db"), clock=busy.clock) as second,
        pytest.raises(BooksDoNotVerify) as refusal,
    ):
        json_books.read(second, json.dumps(data))
    assert str(refusal.value) == "第 1 号政策的原文或解析结果与事件链中的哈希不符。"


def test_json_is_read_into_empty_books_only(busy: Desk, tmp_path: Path) -> None:
    text = exported(busy, "json", tmp_path).read_text(encoding="utf-8")
    with pytest.raises(WrongState) as refusal:
        json_books.read(busy.book, text)
    assert str(refusal.value) == "只能导入到空账簿，请另给一个新的账簿文件。"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other"}'])
def test_what_is_no_export_is_refused(empty_book: Any, text: str) -> None:
    with pytest.raises(BadInput, match=r"^不是账簿的 JSON 导出文件"):
        json_books.read(empty_book, text)


def test_an_unknown_format_is_refused(busy: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadValue) as refusal:
        exported(busy, "docx", tmp_path)
    assert str(refusal.value) == "不支持“docx”格式，可选：beancount、hledger、csv、json、xlsx。"


def test_a_folder_that_is_not_there_is_refused(busy: Desk, tmp_path: Path) -> None:
    with pytest.raises(BooksUnavailable, match=r"^写不了“.*”（No such file or directory），"):
        exported(busy, "csv", tmp_path / "nowhere")


def test_two_parties_never_share_an_account() -> None:
    names = ["东城办", "东城办 ", "东城（办）", "东城(办)", "abc", "Abc", "a-c", "1组", "-", "𠮷野办"]
    assert len({accounts.component(name) for name in names}) == len(names)


def test_empty_books_are_exported_too(empty_book: Any, tmp_path: Path) -> None:
    with empty_book.read() as tx:
        for form in interchange.FORMATS:
            assert interchange.export(tx, form, tmp_path / form).stat().st_size > 0
