"""The journal for hledger.

Declares its accounts and commodity, and ends with an assertion for every balance.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger.interchange.accounts import CURRENCY, all_vouchers, plain_account
from ledger.transactions import Tx
from ledger.views import VoucherView
from ledger.voucher_views import trial_balance

_KINDS = {"Assets": "A", "Liabilities": "L", "Expenses": "X", "Equity": "E"}


def write(tx: Tx) -> Iterator[str]:
    """The journal's text, in pieces."""
    yield "decimal-mark .\n"
    yield f"commodity 1000.00 {CURRENCY}\n\n"
    balances = trial_balance(tx)
    for row in balances:
        account = plain_account(row.kind, row.party)
        party = f", party: {_tag(row.party)}" if row.party else ""
        yield f"account {account}  ; type: {_KINDS[account.partition(':')[0]]}{party}\n"
    yield "\n"
    last = None
    for voucher in all_vouchers(tx):
        yield from _transaction(voucher)
        last = max(last or voucher.booked_on, voucher.booked_on)
    if last is None:
        return
    yield f"{last} * 核对余额\n"
    for row in balances:
        account = plain_account(row.kind, row.party)
        yield f"    {account}  0.00 {CURRENCY} = {row.balance.as_decimal()} {CURRENCY}\n"


def _transaction(voucher: VoucherView) -> Iterator[str]:
    yield f"{voucher.booked_on} * ({voucher.number}) {_words(voucher.summary)}\n"
    tags = {
        "finding": voucher.finding,
        "reverses": voucher.reverses,
        "preparer": voucher.preparer,
        "approver": voucher.approver,
        "booked-by": voucher.booked_by,
        "hash": voucher.hash,
    }
    for key, value in tags.items():
        if value:
            yield f"    ; {key}: {_tag(value)}\n"
    for entry in voucher.entries:
        amount = entry.debit - entry.credit
        yield f"    {plain_account(entry.kind, entry.party)}  {amount.as_decimal()} {CURRENCY}\n"
    yield "\n"


def _words(text: str) -> str:
    """A description: what would begin a comment or split off a payee becomes full width."""
    return " ".join(text.split()).replace(";", "；").replace("|", "｜")


def _tag(text: str) -> str:
    """A tag's value, which ends at a comma."""
    return _words(text).replace(",", "，")
