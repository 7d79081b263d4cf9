"""A book of the sample district, and a hand at the desk's keyboard that waits on conditions only."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from textual import events
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot
from textual.widget import Widget

from ledger.database import Book, Tx, open_book
from tui.app import GongjianApp
from tui.screens.base import DeskScreen
from tui.screens.people import WhoIsAtWork

TODAY = datetime(2026, 9, 1, 9, 30).astimezone()
DEMO = Path(__file__).resolve().parents[2] / "tui" / "demo"
SMALL, LARGE = (100, 30), (160, 45)
QUIET = 6
W = TypeVar("W", bound=Widget)
T = TypeVar("T")


def clock() -> datetime:
    """The day on which every test plays."""
    return TODAY


@pytest.fixture(scope="session")
def adopted_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with the sample plan adopted and the sample units registered, made once."""
    from importers.importing import import_policy, import_roster
    from ledger import policies

    path = tmp_path_factory.mktemp("book") / "book.db"
    with open_book(f"sqlite:///{path}", clock=clock) as book:
        import_policy(book, "张三", DEMO / "plan.docx")
        import_roster(book, "张三", DEMO / "offices.csv")
        with book.write("张三") as tx:
            policies.adopt(tx, 1, date(2026, 5, 1))
    return path


@dataclass
class Desk:
    """The running desk, its keyboard and its book."""

    app: GongjianApp
    pilot: Pilot[None]

    @property
    def screen(self) -> DeskScreen:
        """The place that is shown."""
        assert isinstance(self.app.screen, DeskScreen), self.app.screen
        return self.app.screen

    @property
    def said(self) -> str:
        """The outcome on the signpost."""
        return self.screen.signpost.outcome

    async def press(self, *keys: str) -> None:
        """Press keys, waiting after each until nothing is on its way."""
        for key in keys:
            name = key if len(key) > 1 or key.isalnum() else _character_to_key(key)
            self.app.post_message(events.Key(name, key if len(key) == 1 else key_to_character(key)))
            await self.settle()

    async def type(self, text: str) -> None:
        """Type characters, as an input method hands them over."""
        for character in text:
            target = self.app.focused or self.app.screen
            target.post_message(events.Key("space" if character == " " else character, character))
        await self.settle()

    async def focus(self, selector: str) -> None:
        """Put the focus on a widget, as Tab would."""
        self.app.screen.query_one(selector).focus()
        await self.settle()

    async def fill(self, text: str) -> None:
        """Replace what stands in the focused line, then Enter."""
        await self.press("end", "ctrl+u")
        await self.type(text)
        await self.press("enter")

    async def settle(self) -> None:
        """Until no worker runs and every message has been handled, seen several times in a row."""
        quiet = 0
        for _ in range(20_000):
            await self.pilot.pause(0)
            quiet = quiet + 1 if self._at_rest else 0
            if quiet >= QUIET:
                return
            if any(worker.is_running for worker in self.app.workers):
                await asyncio.sleep(0.002)
        raise AssertionError(f"the desk does not come to rest: {list(self.app.workers)}")

    @property
    def _at_rest(self) -> bool:
        pumps = (self.app, *self.app.screen.walk_children(with_self=True))
        return not any(worker.is_running for worker in self.app.workers) and not any(
            pump.message_queue_size for pump in pumps
        )

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something is so; `what` says what, if it never is."""
        for _ in range(2000):
            if condition():
                return
            await self.pilot.pause()
            await asyncio.sleep(0.005)
        raise AssertionError(f"never came about: {what}; signpost: {self.said}")

    async def go(self, key: str) -> None:
        """Go to a place from anywhere, by the menu."""
        await self.press("f2")
        await self.press(key)

    async def show(self, mode: str) -> None:
        """Show a place without the menu."""
        self.app.switch_mode(mode)
        await self.settle()

    async def hand_over(self, name: str) -> None:
        """Somebody else sits down."""
        await self.go("=")
        await self.press("p")
        await self.type(name)
        await self.press("enter")
        if isinstance(self.app.screen, WhoIsAtWork):  # asked of a new name
            await self.press("enter")

    def find(self, selector: str, kind: type[W]) -> W:
        """A widget of the shown place."""
        return self.app.screen.query_one(selector, kind)

    @property
    def book(self) -> Book:
        """The open book."""
        assert self.app.session.book is not None
        return self.app.session.book

    def read(self, query: Callable[[Tx], T]) -> T:
        """Ask the book."""
        with self.book.read() as tx:
            return query(tx)


@asynccontextmanager
async def desk_on(
    path: Path, person: str | None = "张三", *, size: tuple[int, int] = SMALL
) -> AsyncIterator[Desk]:
    """The desk on a book, settled before and after."""
    app = GongjianApp(
        f"sqlite:///{path}",
        person,
        clock=clock,
        drafts=path.parent / "drafts",
        papers=path.parent / "文书",
        look_every=0,
    )
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, pilot)
        await desk.settle()
        yield desk
        await desk.settle()


@pytest.fixture(autouse=True)
def _log_of_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unexpected errors are logged beside the test's book."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def open_desk() -> Callable[..., AbstractAsyncContextManager[Desk]]:
    """Opens the desk on a book: `async with open_desk(path, "张三", size=(160, 45)) as desk`."""
    return desk_on


@pytest.fixture(scope="session")
def demo() -> Path:
    """The sample plan, roster and findings."""
    return DEMO


@pytest.fixture
def book_path(adopted_book: Path, tmp_path: Path) -> Path:
    """A copy of the adopted book of one's own."""
    path = tmp_path / "book.db"
    shutil.copy(adopted_book, path)
    return path


@pytest.fixture
def empty_path(tmp_path: Path) -> Path:
    """Where a new book will be."""
    return tmp_path / "new.db"


@pytest.fixture(scope="session")
def month_book(adopted_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with the sample month filed by 张三; 李四 has approved and posted the first half."""
    from ledger import findings
    from ledger.drafts import FindingFilter
    from penalties.posting import approve_and_post
    from penalties.sheet_import import import_findings

    path = tmp_path_factory.mktemp("month") / "book.db"
    shutil.copy(adopted_book, path)
    with open_book(f"sqlite:///{path}", clock=clock) as book:
        import_findings(book, "张三", DEMO / "findings.csv", date(2026, 9, 1), partial=True)
        with book.read() as tx:
            rows = findings.list_findings(tx, FindingFilter(), None, 500)
        for row in [row for row in reversed(rows) if row.amount is not None and row.office][:6]:
            with book.write("李四") as tx:
                approve_and_post(tx, row.number)
    return path


@pytest.fixture
def month_path(month_book: Path, tmp_path: Path) -> Path:
    """A copy of the month's book of one's own."""
    path = tmp_path / "month.db"
    shutil.copy(month_book, path)
    return path
