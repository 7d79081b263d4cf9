"""The inspectors' list from the screen: what became of each row, in lines that a clerk reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui.widgets.cells import cut, one_line

if TYPE_CHECKING:
    from ledger.database import Book
    from penalties.sheet_import import RowOutcome
    from tui.screens.working import Tell

TEXT_CELLS = 40


def stopped_line(done: int, *, partial: bool) -> str:
    """What is so when a person ends the filing of a sheet after so many rows."""
    if partial:
        return f"已停止：前 {done} 行中能立的已经立案，其余没有立；再导入一次会接着立。"
    return "已停止：清单一条也没有立。"


@dataclass(frozen=True)
class SheetResult:
    """What was filed of a sheet; with `refused` rows nothing was, unless only the others were asked for."""

    outcomes: tuple[RowOutcome, ...]
    partial: bool

    @property
    def refused(self) -> tuple[RowOutcome, ...]:
        """The rows that cannot be filed."""
        return tuple(outcome for outcome in self.outcomes if outcome.problem)

    @property
    def line(self) -> str:
        """One line for the signpost."""
        filed = sum(outcome.finding is not None and not outcome.known for outcome in self.outcomes)
        known = sum(outcome.known for outcome in self.outcomes)
        if self.refused and not self.partial:
            return f"{len(self.outcomes)} 行中有 {len(self.refused)} 行不能立案，一条也没有立。"
        again = f"，{known} 条以前立过" if known else ""
        left = f"，{len(self.refused)} 行没有立" if self.refused else ""
        return f"清单 {len(self.outcomes)} 行：立案 {filed} 条{again}{left}。"

    @property
    def report(self) -> str:
        """Every row that a person should look at, then the others."""
        ordered = sorted(self.outcomes, key=lambda outcome: (not outcome.problem, not outcome.notes))
        return "\n".join(line for outcome in ordered for line in _lines(outcome))


def _lines(outcome: RowOutcome) -> list[str]:
    text = cut(one_line(outcome.row.text), TEXT_CELLS)
    if outcome.problem:
        return [f"✗ 第{outcome.row.line}行 {text}", f"   {outcome.problem}"]
    row = outcome.finding.row if outcome.finding is not None else None
    number = row.number if row is not None else ""
    price = (str(row.amount) if row.amount is not None else row.assessment_status.label) if row else ""
    again = "（以前立过）" if outcome.known else ""
    return [f"✓ {number} {price} {text}{again}", *(f"   {note}" for note in outcome.notes)]


def file_sheet(book: Book, person: str, path: Path, today: date, tell: Tell, *, partial: bool) -> SheetResult:
    """File the rows of a sheet: all or none, or with `partial` those that can be filed.

    `tell` hears of each row and may end the work.  Raises BadDocument for a file that is no sheet.
    """
    from penalties.sheet_import import NotAllFiled, import_findings

    outcomes: Sequence[RowOutcome]
    try:
        outcomes = import_findings(
            book, person, path, today, partial=partial, progress=lambda done, of: tell(done, of, "")
        )
    except NotAllFiled as refusal:
        outcomes = refusal.outcomes
    return SheetResult(tuple(outcomes), partial)
