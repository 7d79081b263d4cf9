"""The journal as tables: csv, a workbook, or JSON. One row an entry; amounts in yuan, exact."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ledger.views import Balance, EntryView, VoucherView

if TYPE_CHECKING:
    from templates.workbook import Cell, Column

HEADS = (
    "凭证号",
    "日期",
    "种类",
    "摘要",
    "问题编号",
    "冲销凭证",
    "科目",
    "往来单位",
    "借方",
    "贷方",
    "经办",
    "复核",
    "哈希",
)
MONEY = ("借方", "贷方", "余额")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(vouchers: Sequence[VoucherView]) -> bytes:
    """For Excel and scripts: UTF-8 with a mark; no text can run as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADS)
    for voucher in vouchers:
        for entry in voucher.entries:
            before, after = _texts(voucher, entry)
            amounts = (str(entry.debit.as_decimal()), str(entry.credit.as_decimal()))
            writer.writerow([*map(_harmless, before), *amounts, *map(_harmless, after)])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(vouchers: Sequence[VoucherView], balances: Sequence[Balance], day: date) -> bytes:
    """A workbook: the journal, and each account's turnover and balance."""
    from templates.workbook import Sheet, workbook_bytes

    rows: list[tuple[Cell, ...]] = [
        (before[0], voucher.booked_on, *before[2:], entry.debit, entry.credit, *after)
        for voucher in vouchers
        for entry in voucher.entries
        for before, after in [_texts(voucher, entry)]
    ]
    sums = [(each.account, each.debit, each.credit, each.balance) for each in balances]
    note = f"截至 {day}　　单位：元　　红字为负"
    sheets = [
        Sheet("凭证", "凭证明细", note, [_column(head) for head in HEADS], rows),
        Sheet("余额表", "科目余额表", note, [_column(head) for head in ("科目", *MONEY)], sums),
    ]
    return workbook_bytes(sheets, title="攻坚台账凭证", creator="攻坚台账", day=day)


def _column(head: str) -> Column:
    from templates.workbook import Column, Kind

    if head in MONEY:
        return Column(head, Kind.MONEY, totalled=True)
    return Column(head, Kind.DAY if head == "日期" else Kind.TEXT)


def as_json(vouchers: Sequence[VoucherView], balances: Sequence[Balance]) -> str:
    """Vouchers in the order of booking, and the balances that they come to."""
    document = {
        "vouchers": [voucher_as_json(voucher) for voucher in vouchers],
        "balances": [
            {
                "account": each.account,
                "kind": each.kind.value,
                "party": each.party,
                "debit": each.debit.as_json(),
                "credit": each.credit.as_json(),
                "balance": each.balance.as_json(),
            }
            for each in balances
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def voucher_as_json(voucher: VoucherView) -> dict[str, Any]:
    """A voucher with its entries; red letters are negative."""
    return {
        "number": voucher.number,
        "kind": voucher.kind.value,
        "booked_on": voucher.booked_on.isoformat(),
        "summary": voucher.summary,
        "finding": voucher.finding,
        "reverses": voucher.reverses,
        "preparer": voucher.preparer,
        "approver": voucher.approver,
        "recorded_at": voucher.recorded_at.isoformat(),
        "hash": voucher.hash,
        "entries": [
            {
                "account": entry.account,
                "party": entry.party,
                "debit": entry.debit.as_json(),
                "credit": entry.credit.as_json(),
            }
            for entry in voucher.entries
        ],
    }


def _texts(voucher: VoucherView, entry: EntryView) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands before and after the amounts of a row."""
    before = (
        voucher.number,
        voucher.booked_on.isoformat(),
        voucher.kind.label,
        voucher.summary,
        voucher.finding or "",
        voucher.reverses or "",
        entry.kind.label,
        entry.party or "",
    )
    return before, (voucher.preparer, voucher.approver, voucher.hash)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
