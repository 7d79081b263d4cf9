"""The journal as a file for other programs: the ledger's own formats, and a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.errors import BadValue

if TYPE_CHECKING:
    from ledger.database import Book, Tx
    from templates.workbook import Cell, Column

FORMATS = ("beancount", "hledger", "csv", "xlsx", "json")
HEADS = ("凭证号", "记账日期", "类别", "摘要", "问题编号", "冲销凭证号", "总账科目", "明细")
MONEY = ("借方", "贷方", "余额")
BEHIND = ("经办", "复核", "哈希")


def export(book: Book, form: str, out: Path, today: date) -> Path:
    """Writes the whole journal as of now, whole or not at all.

    Raises BadValue for the book's own file, BooksUnavailable for a file that cannot be written.
    """
    from ledger import interchange

    if out.resolve() == book.path.resolve():
        raise BadValue(f"“{out}”是账簿本身，请换一个文件名。")
    with book.read() as tx:
        return _workbook(tx, out, today) if form == "xlsx" else interchange.export(tx, form, out)


def _workbook(tx: Tx, out: Path, today: date) -> Path:
    """A sheet of entries, and one of each account's turnover and balance."""
    from ledger import journal
    from templates.package import save
    from templates.workbook import Sheet, workbook_bytes

    entries: list[tuple[Cell, ...]] = [
        (
            voucher.number,
            voucher.booked_on,
            voucher.kind.label,
            voucher.summary,
            voucher.finding or "",
            voucher.reverses or "",
            entry.kind.label,
            entry.party or "",
            entry.debit,
            entry.credit,
            voucher.preparer,
            voucher.approver,
            voucher.hash,
        )
        for voucher in journal.vouchers(tx)
        for entry in voucher.entries
    ]
    balances = [
        (each.account, each.debit, each.credit, each.balance) for each in journal.trial_balance(tx, None)
    ]
    note = f"截至 {today}　　单位：元　　红字为负"
    sheets = [
        Sheet("凭证", "凭证明细", note, _columns(*HEADS, *MONEY[:2], *BEHIND), entries),
        Sheet("余额表", "科目余额表", note, _columns("科目", *MONEY), balances),
    ]
    return save(workbook_bytes(sheets, title="攻坚台账凭证", creator="攻坚台账", day=today), out)


def _columns(*heads: str) -> list[Column]:
    from templates.workbook import Column, Kind

    kinds = {"记账日期": Kind.DAY} | dict.fromkeys(MONEY, Kind.MONEY)
    return [Column(head, kinds.get(head, Kind.TEXT), totalled=head in MONEY) for head in heads]
