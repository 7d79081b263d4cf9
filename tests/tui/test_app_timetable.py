"""The open desk keeps the timetable: what fell due is made beside the work, once, and told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from ledger import timetable
from ledger.database import open_book
from tui.app import GongjianApp
from tui.screens.base import DeskScreen
from tui.timetable.kinds import USUAL, set_kind


@pytest.fixture
def september() -> Callable[[], datetime]:
    return lambda: datetime(2026, 9, 1, 9, 30).astimezone()


async def test_the_open_desk_makes_what_fell_due_and_says_so(
    month_path: Path, tmp_path: Path, september: Callable[[], datetime]
) -> None:
    with open_book(f"sqlite:///{month_path}", clock=september) as book, book.write("张三") as tx:
        for kind in USUAL:
            set_kind(tx, replace(kind, on=kind.key == "circular"))
    app = GongjianApp(
        f"sqlite:///{month_path}",
        "张三",
        clock=september,
        drafts=tmp_path / "drafts",
        papers=tmp_path / "文书",
        look_every=0,
        summaries=tmp_path / "汇总",
        timetable_after=0,
    )
    async with app.run_test() as pilot:
        for _ in range(1500):
            screen = app.screen
            if isinstance(screen, DeskScreen) and screen.signpost.outcome == "补做定期文件 2 份，见汇总":
                break
            await pilot.pause()
            await asyncio.sleep(0.01)
        else:
            raise AssertionError("the signpost never told of the circular")
    assert (tmp_path / "汇总" / "2026-08" / "2026-08情况通报（送审稿）.docx").is_file()
    with open_book(f"sqlite:///{month_path}", clock=september) as book, book.read() as tx:
        [claim] = timetable.list_claims(tx)
    assert (claim.kind, claim.claimed_by, len(claim.files)) == ("circular", "张三", 2)
