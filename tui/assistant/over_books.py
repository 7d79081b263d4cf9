"""The assistant over the books: the imported plans, the registered units, the rules of a day.

The first plan is the one in force on the day of asking; the others are searched where they are meant.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from importers.rosters import Registry
from ledger.database import Book
from ledger.errors import NoRuleInForce
from ledger.plan import Plan
from penalties.in_force import Kept
from tui.assistant.assistant import Assistant
from tui.assistant.bridge import BridgeSettings, settings_from
from tui.assistant.filing import InForce


class BookAssistant(Assistant):
    """Answers over a book; findings are judged under the rules of their own day."""

    def __init__(
        self,
        book: Book,
        plans: tuple[Plan, ...],
        registry: Registry,
        model: BridgeSettings | None = None,
    ) -> None:
        super().__init__(plans, registry, book, model)
        self._books = book

    @cached_property
    def _kept(self) -> Kept:
        return Kept()

    @cached_property
    def _by_rules(self) -> dict[int, InForce]:
        return {}

    def _in_force(self, day: date) -> InForce:
        from penalties.filing import agreed_findings, in_force

        with self._books.read() as tx:
            judging = in_force(tx, day, self._kept, self.registry, agreed_findings(tx))
        number = judging.rules[0].policy
        known = self._by_rules.get(number)
        if known is None or known.judging is not judging:
            known = self._by_rules[number] = InForce(judging)
        return known


def assistant_of(book: Book, today: date, environment: Mapping[str, str] = os.environ) -> BookAssistant:
    """The assistant over a book; a model helps with wording only where the environment names one.

    Raises NoRuleInForce where no policy was imported yet, BadInput for a model that is named wrongly.
    """
    from ledger import policies, units

    with book.read() as tx:
        views = policies.list_policies(tx)
        registry = Registry.of_views(units.list_units(tx))
        try:
            first = policies.policy_in_force(tx, today).number
        except NoRuleInForce:
            first = views[0].number if views else 0
        plans = [policies.plan_of(tx, view.number) for view in views if view.number == first]
        plans += [policies.plan_of(tx, view.number) for view in views if view.number != first]
    if not plans:
        raise NoRuleInForce("还没有导入方案，助手没有文件可依据。请先导入并采用一份方案。")
    return BookAssistant(book, tuple(plans), registry, settings_from(environment))
