"""What every screen of the desk has: the tabs, the signpost, the chat line, and its way to the books.

`read` and `act` run a query or a step in a worker's thread; the worker posts a message and the handler here
applies it on the screen's own thread.  A refusal is shown on the signpost and nothing else happens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widget import Widget

from ledger.errors import GongjianError
from tui.messages import Arrived, Done, Judgement, Refusal
from tui.screens import PLACE, PLACES
from tui.screens.session import Session, log_unexpected, session_of
from tui.widgets.chat_line import ChatLine
from tui.widgets.signpost import Signpost
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from ledger.database import Book, Tx
    from tui.screens.working import Tell

T = TypeVar("T")


class DeskScreen(Screen[None]):
    """A place of the desk. Subclasses give `PLACE`, `ABOUT`, `compose_body` and `reload`."""

    AUTO_FOCUS = None

    MODE: ClassVar[str] = ""
    ABOUT: ClassVar[str] = ""
    """What the screen is for, in a clerk's words, shown by F1."""
    HOME: ClassVar[str] = ""
    """The selector of what has the focus when nothing else has."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "返回", id="desk.back"),
        Binding("f5", "refresh", "刷新", show=False, id="desk.refresh", tooltip="重新读取账簿"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._turns: dict[str, int] = {}
        self._seen = -1

    def compose(self) -> ComposeResult:
        yield TitleBar([(place.mode, place.display, place.title) for place in PLACES], self.MODE)
        with Container(id="body"):
            yield from self.compose_body()
        yield ChatLine()
        yield Signpost()

    def compose_body(self) -> ComposeResult:
        """The screen's own widgets."""
        yield from ()

    def reload(self) -> None:
        """Read again what the screen shows."""

    @property
    def session(self) -> Session:
        """Book, person and day."""
        return session_of(self.app)

    @property
    def signpost(self) -> Signpost:
        """The two rows at the bottom."""
        return self.query_one(Signpost)

    def where(self) -> str:
        """Where the reader is, for the signpost."""
        return PLACE[self.MODE].title

    def on_mount(self) -> None:
        self.go_home()

    def on_screen_resume(self) -> None:
        self.refresh_frame()
        self.mention()
        self.reload_if_old()

    def refresh_frame(self) -> None:
        """Person, day and place, anew."""
        session = self.session
        today = session.today
        self.query_one(TitleBar).at_work(f"{session.person or '未登录'} {today.month}月{today.day}日")
        self.signpost.place(self.where())

    def reload_if_old(self) -> None:
        """Read again if somebody wrote since the last reading."""
        session = self.session
        if session.book is not None and session.person is not None and self._seen != session.revision:
            self._seen = session.revision
            self.reload()

    def go_home(self) -> None:
        """Put the focus where the screen's work is done."""
        if self.HOME:
            self.query_one(self.HOME).focus()

    def say(self, text: str, tone: str = "plain") -> None:
        """Show on the signpost what happened."""
        self.signpost.say(text, tone)

    def mention(self) -> None:
        """Say what the timetable did, but over no outcome and no question."""
        if self.session.news and not self.signpost.outcome:
            self.say(self.session.news)
            self.session.news = ""

    # Reading and writing

    def read(self, what: str, query: Callable[[Tx], T], show: Callable[[T], None]) -> None:
        """Read in a worker and show the result; of two readings of the same thing the later one counts."""
        book = self.session.book
        if book is None:
            return
        turn = self._turns[what] = self._turns.get(what, 0) + 1

        def work() -> None:
            with book.read() as tx:
                value = query(tx)
            self.post_message(Arrived(what, turn, lambda: show(value)))

        self.guarded(work, what)

    def act(
        self,
        step: Callable[[Tx], T],
        told: Callable[[T], str],
        then: Callable[[T], None] | None = None,
    ) -> None:
        """Write in a worker as the person at work; all or nothing. `told` says in one line what is so now."""

        def use(book: Book, person: str) -> T:
            with book.write(person) as tx:
                return step(tx)

        self.use(use, told, then)

    def use(
        self,
        case: Callable[[Book, str], T],
        told: Callable[[T], str],
        then: Callable[[T], None] | None = None,
        *,
        busy: str = "正在写入账簿",
    ) -> None:
        """Run a use case that opens its own transactions, in a worker, as the person at work."""
        session = self.session
        book, person = session.book, session.person
        if book is None or person is None:
            return
        self.say(busy, "busy")

        def work() -> None:
            value = case(book, person)
            self.post_message(Done(told(value), (lambda: then(value)) if then else None))

        self.guarded(work, "write")

    def use_long(
        self,
        title: str,
        case: Callable[[Book, str, Tell], T],
        told: Callable[[T], str],
        then: Callable[[T], None] | None = None,
        *,
        stopped: Callable[[int], str],
    ) -> None:
        """As `use`, under a bar: the case tells how far it is, and raises Stopped when a person ends it."""
        from tui.screens.working import Working

        session = self.session
        book, person = session.book, session.person
        if book is None or person is None:
            return
        bar = Working(title, stopped)

        def ended(value: T) -> None:
            bar.close()
            if then is not None:
                then(value)

        def work() -> None:
            value = case(book, person, bar.tell)
            self.post_message(Done(told(value), lambda: ended(value)))

        self.app.push_screen(bar)
        self.guarded(work, "write", bar.close)

    def guarded(self, work: Callable[[], None], what: str, failed: Callable[[], None] | None = None) -> None:
        """Run in a worker's thread; a refusal is posted, and so is the unexpected, which is logged first.

        `failed` is called on the screen's thread, too, when the work did not come to its end.
        """

        def run() -> None:
            try:
                work()
            except GongjianError as refusal:
                self.post_message(Refusal(what, str(refusal), failed))
            except Exception as error:  # noqa: BLE001 - a worker's boundary: the desk stays open
                self.post_message(Refusal(what, log_unexpected(error, self.session.clock()), failed))

        self.run_worker(run, thread=True, group=what, description=what)

    @on(Arrived)
    def _arrived(self, message: Arrived) -> None:
        message.stop()
        if self._turns.get(message.what) == message.turn and self.is_attached:
            message.show()

    @on(Done)
    def _done(self, message: Done) -> None:
        message.stop()
        self.session.wrote()
        self.say(message.text, "good")
        if message.then is not None:
            message.then()
        self.reload_if_old()

    @on(Refusal)
    def _refused(self, message: Refusal) -> None:
        message.stop()
        self.say(message.text, "bad")
        if message.failed is not None:
            message.failed()
        self.refused(message.what)

    def refused(self, what: str) -> None:
        """A subclass may put right what a refused step left half done."""

    # Talking

    def talked(self) -> None:
        """Show the last turn of the conversation."""
        talk = self.session.talk
        chat = self.query_one(ChatLine)
        if talk.busy:
            chat.answer("正在查…")
        elif talk.lines:
            last = talk.lines[-1]
            sources = f"\n出处：{'；'.join(last.sources)}" if last.sources else ""
            chat.answer(last.text + sources, proposing=talk.proposing)

    @on(ChatLine.Asked)
    def _asked(self, message: ChatLine.Asked) -> None:
        from tui.screens.talking import ask

        message.stop()
        ask(self, message.text)

    @on(ChatLine.Confirmed)
    def _confirmed(self, message: ChatLine.Confirmed) -> None:
        from tui.screens.talking import YES, ask

        message.stop()
        ask(self, YES)

    @on(Judgement)
    def _judgement_arrived(self, message: Judgement) -> None:
        message.stop()
        if self.is_attached:
            message.show()

    @on(TitleBar.Picked)
    def _tab_picked(self, message: TitleBar.Picked) -> None:
        self.app.switch_mode(message.mode)

    # Keys

    def action_refresh(self) -> None:
        """Read again."""
        self.session.revision += 1
        self.say("")
        self.reload_if_old()

    def action_back(self) -> None:
        """One step back: from the chat line, from a text line, from a page, to the overview."""
        chat = self.query_one(ChatLine)
        if chat.display:
            chat.close()
            self.go_home()
        elif self.leave(self.focused):
            return
        elif len(self.app.screen_stack) > 1:
            self.dismiss()
        elif self.MODE != "overview":
            self.app.switch_mode("overview")

    def leave(self, focused: Widget | None) -> bool:
        """Leave what is focused for the screen's main part; False when there was nothing to leave."""
        home = self.query_one(self.HOME) if self.HOME else None
        if focused is not None and focused is not home and focused.check_consume_key("x", "x"):
            self.go_home()
            return True
        return False
