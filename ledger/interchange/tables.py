"""The journal as a table, one line an entry, for finance packages and workbooks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ledger.interchange.accounts import all_vouchers
from ledger.transactions import Tx

COLUMNS = (
    "凭证号",
    "记账日期",
    "类别",
    "摘要",
    "总账科目",
    "明细",
    "借方金额",
    "贷方金额",
    "问题编号",
    "冲销凭证号",
    "经办",
    "复核",
    "记账",
    "登记时间",
    "哈希",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(tx: Tx) -> Iterator[tuple[str, ...]]:
    """Every entry as text, in the order of `COLUMNS`.

    Amounts in yuan with two decimals, red ones negative.
    """
    for voucher in all_vouchers(tx):
        for entry in voucher.entries:
            yield (
                voucher.number,
                voucher.booked_on.isoformat(),
                voucher.kind.label,
                harmless(voucher.summary),
                entry.kind.label,
                harmless(entry.party or ""),
                str(entry.debit.as_decimal()),
                str(entry.credit.as_decimal()),
                voucher.finding or "",
                voucher.reverses or "",
                harmless(voucher.preparer),
                harmless(voucher.approver),
                harmless(voucher.booked_by),
                voucher.recorded_at.isoformat(sep=" ", timespec="seconds"),
                voucher.hash,
            )


def write_csv(tx: Tx) -> Iterator[str]:
    """The table as CSV with a byte order mark, which Excel needs to see that it is UTF-8."""
    yield "\ufeff"
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for row in rows(tx):
        writer.writerow(row)
        if buffer.tell() > 65536:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def harmless(text: str) -> str:
    """A text that a spreadsheet would take for a formula, made plain text."""
    return f"'{text}" if text.startswith(_FORMULA) else text
