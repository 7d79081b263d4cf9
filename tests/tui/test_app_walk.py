"""Every place at both sizes, every binding pressed, help made from the bindings, nothing cut in half."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.binding import Binding

from tui.screens import PLACES
from tui.screens.base import DeskScreen
from tui.screens.dialogs import Dialog
from tui.screens.help import help_of
from tui.widgets.signpost import KeyRow

SIZES = [(100, 30), (160, 45)]


@pytest.mark.parametrize("size", SIZES, ids=["100x30", "160x45"])
async def test_every_place_says_where_one_is_what_one_can_do_and_how_to_get_back(
    month_path: Path, open_desk: Any, size: tuple[int, int]
) -> None:
    async with open_desk(month_path, "李四", size=size) as desk:
        for place in PLACES:
            await desk.go(place.display)
            assert place.mode == desk.screen.MODE
            where, keys = (str(desk.find(name, KeyRow.__base__).content) for name in ("#where", "#keys"))
            assert place.title in where
            assert "返回" in keys
            assert "帮助" in keys
            assert "转到" in keys
            assert cell_len(keys) <= size[0]
            assert {strip.cell_length for strip in desk.screen._compositor.render_strips()} == {size[0]}
            lines = [strip.text for strip in desk.screen._compositor.render_strips()]
            assert {cell_len(line) for line in lines} == {size[0]}
            assert desk.said == "" or "✗" not in where, desk.said


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.mode)
async def test_every_key_of_a_place_does_something_or_says_why_not(
    month_path: Path, open_desk: Any, place: Any
) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go(place.display)
        for key in _keys(desk.screen):
            await desk.press(key)
            assert "内部错误" not in (desk.said if isinstance(desk.app.screen, DeskScreen) else "")
            while isinstance(desk.app.screen, Dialog):
                await desk.press("escape")
            if place.mode != desk.app.screen.MODE:
                await desk.go(place.display)


def _keys(screen: DeskScreen) -> list[str]:
    """The keys of the screen and of its widgets."""
    found: dict[str, Binding] = {}
    for node in (screen, *screen.query("*")):
        for key, bindings in node._bindings.key_to_bindings.items():
            if (bindings[0].id or "").startswith(("screen.", "table.")):
                found.setdefault(key, bindings[0])
    return list(found)


async def test_f1_explains_the_place_with_the_keys_that_it_has(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        for place in PLACES:
            await desk.show(place.mode)
            page = help_of(desk.screen).text
            assert desk.screen.ABOUT.split("\n")[0] in page
            for binding in desk.screen.BINDINGS:
                assert binding.description in page, (place.mode, binding)
            await desk.press("f1")
            assert isinstance(desk.app.screen, Dialog)
            await desk.press("escape")


async def test_the_input_line_is_never_on_the_last_row(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        for place in PLACES:
            await desk.show(place.mode)
            await desk.press("f4")
            focused = desk.app.focused
            assert focused is not None
            assert focused.region.bottom < desk.app.size.height
            await desk.press("escape")


async def test_the_three_looks_change_colours_only(month_path: Path, open_desk: Any) -> None:
    async with open_desk(month_path, "李四") as desk:
        await desk.go("2")
        before = [strip.text for strip in desk.screen._compositor.render_strips()]
        names = set()
        for _ in range(3):
            await desk.press("ctrl+t")
            names.add(desk.app.theme)
            desk.screen.say("")
            await desk.settle()
            assert [strip.text for strip in desk.screen._compositor.render_strips()] == before
        assert len(names) == 3
