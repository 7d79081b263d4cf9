"""The table of any length: what it shows, what it reads, and that its lines have one width."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import App, ComposeResult

from ledger.money import Money
from tui.themes import THEMES
from tui.widgets.bars import Bar, Bars
from tui.widgets.line_table import PAGE, Column, Held, LineTable


class Counted:
    """A million rows that remember which pages were read, and by which thread."""

    slow = True
    count = 1_000_000

    def __init__(self) -> None:
        self.read: list[int] = []
        self.threads: set[int] = set()

    def page(self, start: int, size: int) -> Sequence[int]:
        self.read.append(start)
        self.threads.add(threading.get_ident())
        return range(start, start + size)


class Shown(App[None]):
    """A table and bars, alone."""

    CSS = "LineTable { height: 10; } Bars { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield LineTable(
            [
                Column[int]("号", 9, str, right=True),
                Column[int]("问题", 0, lambda row: f"锦绣花园二期裸土没盖{row}"),
                Column[int]("金额（元）", 14, lambda row: f"{row:,}.00", right=True),
            ],
            opens=True,
        )
        yield Bars(id="bars")

    def on_line_table_chosen(self, message: LineTable.Chosen[int]) -> None:
        self.chosen.append(message.row)


async def test_only_what_is_seen_is_read_and_never_on_the_screens_thread() -> None:
    app, rows = Shown(), Counted()
    async with app.run_test(size=(60, 12)) as pilot:
        table = app.query_one(LineTable)
        table.show(rows)
        table.focus()
        for key, first in (("end", 999_999), ("home", 0), ("pagedown", 8)):
            await pilot.press(key)
            while table.row is None:
                await pilot.pause()
                await asyncio.sleep(0.001)
            assert table.row == first
        assert len(rows.read) <= 4
        assert all(start % PAGE == 0 for start in rows.read)
        assert threading.get_ident() not in rows.threads
        await app.workers.wait_for_complete()


async def test_every_line_has_the_tables_width_whatever_it_holds() -> None:
    app = Shown()
    async with app.run_test(size=(61, 12)) as pilot:
        table = app.query_one(LineTable)
        table.show(Held(range(300)), marks=["花园"])
        await pilot.pause()
        width = table.scrollable_content_region.width
        lines = [table.render_line(y).text for y in range(table.size.height)]
        assert {cell_len(line) for line in lines} == {width}
        assert lines[3].rstrip().endswith("2.00")


async def test_enter_and_a_second_click_choose_the_row_under_the_cursor() -> None:
    app = Shown()
    async with app.run_test(size=(60, 12)) as pilot:
        table = app.query_one(LineTable)
        table.show(Held(range(5)))
        table.focus()
        await pilot.press("down", "enter")
        assert app.chosen == [1]
        await pilot.click(LineTable, offset=(4, 4), times=2)
        assert app.chosen == [1, 3]


async def test_the_cursor_stays_within_the_rows_that_are_left() -> None:
    app = Shown()
    async with app.run_test(size=(60, 12)) as pilot:
        table = app.query_one(LineTable)
        table.show(Held(range(50)))
        table.focus()
        await pilot.press("end")
        table.show(Held(range(3)), keep_cursor=True)
        assert table.row == 2
        table.show(Held(()))
        await pilot.press("down", "enter")
        assert (table.row, app.chosen) == (None, [])


async def test_bars_are_as_long_as_their_amounts_and_red_letters_keep_their_sign() -> None:
    app = Shown()
    async with app.run_test(size=(60, 24)) as pilot:
        bars = app.query_one(Bars)
        bars.show([Bar("府城办事处", Money.wan(20), "1件"), Bar("朱村办事处", -Money.wan(10), "1件")])
        await pilot.pause()
        first, second = (bars.render_line(y).text for y in range(2))
        assert first.count("█") == 2 * second.count("█")
        assert "200,000.00" in first
        assert "-100,000.00" in second
        assert cell_len(first) == cell_len(second) == bars.size.width
