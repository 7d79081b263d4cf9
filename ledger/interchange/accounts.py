"""The chart of accounts as plain-text accounting programs name it.

Five roots, one component for the party.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from ledger.months import next_month
from ledger.transactions import Tx
from ledger.views import VoucherView
from ledger.vocabulary import AccountKind
from ledger.voucher_views import vouchers

CURRENCY = "CNY"
ROOTS = {
    AccountKind.SUPERIOR_DEDUCTION: "Liabilities",
    AccountKind.TO_ALLOCATE: "Assets",
    AccountKind.BORNE_BY_UNIT: "Assets",
    AccountKind.ECOLOGICAL_COMPENSATION: "Liabilities",
    AccountKind.SUBSIDY: "Expenses",
    AccountKind.REWARD: "Expenses",
    AccountKind.TREASURY: "Equity",
}
PAGE = 2000


def plain_account(kind: AccountKind, party: str | None) -> str:
    """Assets:应由责任单位承担:东城办事处. A party with signs that these programs refuse gets a short hash."""
    parts = [ROOTS[kind], kind.label]
    if party:
        parts.append(component(party))
    return ":".join(parts)


def component(name: str) -> str:
    """A name as one component of an account; two names never give the same."""
    kept = "".join(c if c.isalnum() and ord(c) < 0x10000 else "-" for c in name)
    plain = kept == name and (ord(name[0]) > 127 or name[0].isupper())
    if plain:
        return name
    mark = hashlib.sha256(name.encode()).hexdigest()[:6]
    return f"X{kept}-{mark}" if not (ord(kept[0]) > 127 or kept[0].isupper()) else f"{kept}-{mark}"


def all_vouchers(tx: Tx) -> Iterator[VoucherView]:
    """Every voucher in the order of booking, read page by page."""
    after = None
    while page := vouchers(tx, after=after, limit=PAGE):
        yield from page
        after = page[-1].number


def day_after(month: str) -> str:
    """The first day after a month."""
    return f"{next_month(month)}-01"
