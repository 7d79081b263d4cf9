"""The journal for other programs: they accept it, and come to the same balances."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ledger import journal
from ledger.database import Book, open_book
from ledger.money import Money
from ledger.views import Balance, VoucherView
from tui.cli import main
from tui.demo.play import play
from tui.exports import plain_text, tables
from tui.exports.files import FORMATS


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    folder = tmp_path_factory.mktemp("exports")
    play(folder)
    with open_book(f"sqlite:///{folder / 'book.db'}") as book:
        yield book


@pytest.fixture(scope="module")
def vouchers(books: Book) -> list[VoucherView]:
    with books.read() as tx:
        return journal.vouchers(tx)


@pytest.fixture(scope="module")
def balances(books: Book) -> list[Balance]:
    with books.read() as tx:
        return journal.trial_balance(tx, None)


def by_party(pairs: list[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Balances by what stands behind the last number of an account's name; zero ones left out."""
    return {name.rpartition(":")[2].partition("-")[2]: amount for name, amount in pairs if amount}


def ours(balances: list[Balance]) -> dict[str, Decimal]:
    return {
        each.party or each.kind.label: each.balance.as_decimal()
        for each in balances
        if each.balance != Money(0)
    }


def test_beancount_accepts_the_journal_and_agrees_on_every_balance(
    vouchers: list[VoucherView], balances: list[Balance], tmp_path: Path
) -> None:
    loader = pytest.importorskip("beancount.loader")
    realization = pytest.importorskip("beancount.core.realization")
    entries, errors, _ = loader.load_string(plain_text.beancount(vouchers))
    assert errors == []
    accounts = realization.realize(entries)
    found = [
        (account.account, account.balance.get_currency_units("CNY").number or Decimal(0))
        for account in realization.iter_children(accounts)
    ]
    assert by_party(found) == ours(balances)


def test_beancount_notices_a_changed_amount(vouchers: list[VoucherView]) -> None:
    loader = pytest.importorskip("beancount.loader")
    text = plain_text.beancount(vouchers)
    _, errors, _ = loader.load_string(text.replace("120000.00 CNY", "120000.01 CNY", 1))
    assert errors


def test_hledger_accepts_the_journal_and_agrees_on_every_balance(
    vouchers: list[VoucherView], balances: list[Balance], tmp_path: Path
) -> None:
    if shutil.which("hledger") is None:
        pytest.skip("hledger is not installed")
    path = tmp_path / "book.hledger"
    path.write_text(plain_text.hledger(vouchers), encoding="utf-8")
    utf8 = {"LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"}
    subprocess.run(["hledger", "check", "--strict", "-f", path], check=True, env=utf8)
    listed = subprocess.run(
        ["hledger", "balance", "--flat", "--output-format", "csv", "-f", path],
        check=True,
        env=utf8,
        capture_output=True,
    ).stdout.decode()
    rows = list(csv.reader(io.StringIO(listed)))[1:-1]
    found = [(name, Decimal(amount.split()[0].replace(",", ""))) for name, amount in rows]
    assert by_party(found) == ours(balances)


def test_accounts_whose_parties_look_alike_stay_apart(vouchers: list[VoucherView]) -> None:
    from dataclasses import replace

    first = vouchers[0]
    twin = replace(
        first,
        entries=tuple(
            replace(entry, party="市攻坚办（督查一组）" if entry.party else None) for entry in first.entries
        ),
    )
    other = replace(
        twin,
        entries=tuple(
            replace(entry, party="市攻坚办 督查一组" if entry.party else None) for entry in twin.entries
        ),
    )
    assert len(plain_text.Accounts([twin, other]).opened) == 3


def test_csv_has_a_row_for_each_entry_and_adds_up(
    vouchers: list[VoucherView], balances: list[Balance]
) -> None:
    rows = list(csv.DictReader(io.StringIO(tables.as_csv(vouchers).decode("utf-8-sig"))))
    assert len(rows) == sum(len(voucher.entries) for voucher in vouchers)
    for side in ("借方", "贷方"):
        amount = sum((Decimal(row[side]) for row in rows), Decimal(0))
        assert amount == sum(
            ((each.debit if side == "借方" else each.credit).as_decimal() for each in balances), Decimal(0)
        )


def test_a_text_that_begins_like_a_formula_cannot_run_as_one(vouchers: list[VoucherView]) -> None:
    from dataclasses import replace

    evil = replace(vouchers[0], summary="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in tables.as_csv([evil]).decode("utf-8-sig")


def test_every_format_is_written_by_the_command(
    books: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in FORMATS:
        out = tmp_path / f"账.{form}"
        assert main(["export", "--format", form, "--out", str(out), "--db", str(books.path)]) == 0
        assert out.stat().st_size > 1000
    assert len(json.loads((tmp_path / "账.json").read_text(encoding="utf-8"))["vouchers"]) == 46
    assert capsys.readouterr().out.startswith("已导出 46 张凭证：")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "请写明格式和文件，例如 --format beancount --out 账簿.beancount。\n"),
        (
            ["--format", "pdf", "--out", "a.pdf"],
            "--format 没有“pdf”这一项，可选：beancount、hledger、csv、xlsx、json。\n",
        ),
    ],
)
def test_an_export_that_cannot_be_is_refused(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", *words]) == 2
    assert capsys.readouterr().err == message


def test_an_export_never_overwrites_the_book(books: Book, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(books.path)
    assert main(["export", "--format", "csv", "--out", path, "--db", path]) == 2
    assert capsys.readouterr().err == f"“{path}”是账簿本身，请换一个文件名。\n"
