"""The journal for beancount.

Ends with a balance assertion for every account, so that `bean-check` proves it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.interchange.accounts import CURRENCY, all_vouchers, plain_account
from ledger.months import next_month
from ledger.transactions import Tx
from ledger.views import VoucherView
from ledger.voucher_views import trial_balance


def write(tx: Tx) -> Iterator[str]:
    """The journal's text, in pieces."""
    yield 'option "title" "攻坚台账"\n'
    yield f'option "operating_currency" "{CURRENCY}"\n\n'
    opened, last = _span(tx)
    for row in trial_balance(tx):
        yield f"{opened} open {plain_account(row.kind, row.party)} {CURRENCY}\n"
        if row.party:
            yield f'  party: "{quoted(row.party)}"\n'
    yield "\n"
    for voucher in all_vouchers(tx):
        yield from _transaction(voucher)
    for row in trial_balance(tx):
        account = plain_account(row.kind, row.party)
        yield f"{last} balance {account}  {row.balance.as_decimal()} {CURRENCY}\n"


def _span(tx: Tx) -> tuple[str, str]:
    """The first day of the first month with entries, and the day after the last one."""
    months = sorted({voucher.booked_on.isoformat()[:7] for voucher in all_vouchers(tx)})
    if not months:
        return "1970-01-01", "1970-01-02"
    return f"{months[0]}-01", f"{next_month(months[-1])}-01"


def _transaction(voucher: VoucherView) -> Iterator[str]:
    yield f'{voucher.booked_on} * "{voucher.kind.label}" "{quoted(voucher.summary)}"\n'
    meta = {
        "voucher": voucher.number,
        "finding": voucher.finding,
        "reverses": voucher.reverses,
        "preparer": voucher.preparer,
        "approver": voucher.approver,
        "booked-by": voucher.booked_by,
        "recorded-at": voucher.recorded_at.isoformat(),
        "hash": voucher.hash,
    }
    for key, value in meta.items():
        if value:
            yield f'  {key}: "{quoted(value)}"\n'
    for entry in voucher.entries:
        amount = entry.debit - entry.credit
        yield f"  {plain_account(entry.kind, entry.party)}  {amount.as_decimal()} {CURRENCY}\n"
    yield "\n"


def quoted(text: str) -> str:
    """A string as beancount quotes it."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
