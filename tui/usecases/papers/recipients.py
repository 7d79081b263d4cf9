"""To whom a paper goes that is not about one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.errors import BadValue
from ledger.vocabulary import UnitKind

if TYPE_CHECKING:
    from ledger.database import Tx


def finance_or(tx: Tx, given: str | None) -> str:
    """Who is named, else the one registered finance bureau. Raises BadValue where neither is known."""
    from ledger import units

    if given:
        unit = units.find(tx, given)
        return given if unit is None else unit.name
    bureaus = [unit.name for unit in units.list_units(tx, UnitKind.DEPARTMENT) if "财政" in unit.name]
    if len(bureaus) != 1:
        raise BadValue("不知道主送哪个财政部门，请用 --to 写明，例如 --to 区财政局。")
    return bureaus[0]
