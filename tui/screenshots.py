"""The pictures of README, made by the program from the sample month: `make screenshots`.

Plays the month into a temporary folder, drives the desk over its books by keys, and writes one SVG for each
picture.  Nothing of the machine gets into them: the day, the people and the books are the sample's.
"""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import dataclass
from datetime import datetime
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot

from tui.app import GongjianApp

PICTURES = Path(__file__).parent / "pictures"
SIZE = (110, 32)
FONTS = "Menlo, Consolas, DejaVu Sans Mono, Noto Sans Mono, Noto Sans Mono CJK SC, Microsoft YaHei, monospace"
FONT_SIZE = 20.5
WIDE = 'style="font-size: 23px" '
"""Chinese characters fill the two cells that they take."""
CELL = 12.2
"""The width of a cell in the SVG that Rich writes."""
_TEXT = re.compile(r'(<text[^>]*?)x="([\d.]+)"([^>]*?)textLength="[\d.]+"([^>]*)>([^<]*)</text>')


@dataclass(frozen=True)
class Picture:
    """One picture: whose desk it is and the keys that lead to what it shows; text in “” is typed."""

    name: str
    person: str
    keys: tuple[str, ...]
    theme: str = "gongjian-ink"


ALL = (
    Picture("overview", "赵敏", ()),
    Picture("findings", "赵敏", ("2",)),
    Picture("entry", "赵敏", ("3", "“8月28日松涧办锦鲤湾三期工地裸土没盖、车没冲，出门带泥，市里查的”")),
    Picture("policies", "赵敏", ("6", "right", "down"), "gongjian-paper"),
    Picture("summary", "赵敏", ("9", "left_square_bracket"), "gongjian-paper"),
    Picture("assistant", "赵敏", ("0", "“黑渣土车两辆扣多少钱？”", "enter")),
)


def sample_day() -> datetime:
    """The day after the sample month."""
    return datetime(2026, 9, 1, 9, 0).astimezone()


async def at_rest(app: GongjianApp, pilot: Pilot[None]) -> None:
    """Until no worker runs and every message has been handled."""
    while True:
        await pilot.pause()
        if not any(worker.is_running for worker in app.workers):
            await pilot.pause()
            return
        await asyncio.sleep(0.01)


async def take(picture: Picture, book: Path) -> str:
    """The picture as SVG."""
    app = GongjianApp(
        f"sqlite:///{book}", picture.person, clock=sample_day, papers=Path("文书"), look_every=0
    )
    async with app.run_test(size=SIZE) as pilot:
        app.theme = picture.theme
        await at_rest(app, pilot)
        for key in picture.keys:
            if key.startswith("“"):
                for character in key[1:-1]:
                    (app.focused or app.screen).post_message(events.Key(character, character))
            else:
                await pilot.press(key)
            await at_rest(app, pilot)
        return set_in_cells(app.export_screenshot(title="攻坚台账"))


def set_in_cells(svg: str) -> str:
    """The SVG with every run of characters of one width on its own cells.

    Rich sets a run to the length of its characters, counting a Chinese one as one cell.  Fonts are those of
    the reader's machine; none is fetched.
    """
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"Fira Code(?:, ?monospace)?", FONTS, svg)
    svg = re.sub(r"font-size: 20px", f"font-size: {FONT_SIZE}px", svg)
    return _TEXT.sub(_runs, svg)


def _runs(match: re.Match[str]) -> str:
    """One run of Rich's as runs of wide and of narrow characters; blanks need no text."""
    before, x, between, after, content = match.groups()
    at = float(x)
    parts = []
    for wide, characters in groupby(unescape(content).replace("\xa0", " "), key=_kind):
        text = "".join(characters)
        width = cell_len(text) * CELL
        if wide is not None:
            size = WIDE if wide else ""
            run = f'{before}x="{at:g}"{between}{size}textLength="{width:g}"{after}>{escape(text)}</text>'
            parts.append(run)
        at += width
    return "".join(parts)


def _kind(character: str) -> bool | None:
    return None if character == " " else cell_len(character) > 1


def main() -> int:
    """Plays the month and writes the pictures; their paths on stdout."""
    from tui.demo.play import play

    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        book = play(Path(folder)).book
        for picture in ALL:
            path = PICTURES / f"{picture.name}.svg"
            path.write_text(asyncio.run(take(picture, book)), "utf-8")
            sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
