"""The chart of accounts as plain-text accounting programs name it.

Five roots, one component for the party.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator

from ledger.transactions import Tx
from ledger.views import VoucherView
from ledger.vocabulary import AccountKind
from ledger.voucher_views import vouchers

CURRENCY = "CNY"
# Codes as a chart of accounts has them; beancount wants every component to begin with a capital or a digit.
CODES = {
    AccountKind.SUPERIOR_DEDUCTION: "Liabilities:2241",
    AccountKind.TO_ALLOCATE: "Assets:1218",
    AccountKind.BORNE_BY_UNIT: "Assets:1219",
    AccountKind.ECOLOGICAL_COMPENSATION: "Liabilities:2242",
    AccountKind.SUBSIDY: "Expenses:5301",
    AccountKind.REWARD: "Expenses:5302",
    AccountKind.TREASURY: "Equity:3001",
}
PAGE = 2000


def plain_account(kind: AccountKind, party: str | None) -> str:
    """Assets:1219应由责任单位承担:1-东城办事处."""
    name = f"{CODES[kind]}{kind.label}"
    return f"{name}:{component(party)}" if party else name


def component(name: str) -> str:
    """A name as one component of an account.

    What these programs refuse becomes -, told apart by a short hash.
    """
    kept = "".join(c if _is_letter(c) else "-" for c in name)
    mark = "" if kept == name else "-" + hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"1-{kept}{mark}"


def _is_letter(character: str) -> bool:
    category = unicodedata.category(character)
    return category.startswith("L") or category == "Nd"


def all_vouchers(tx: Tx) -> Iterator[VoucherView]:
    """Every voucher in the order of booking, read page by page."""
    after = None
    while page := vouchers(tx, after=after, limit=PAGE):
        yield from page
        after = page[-1].number
