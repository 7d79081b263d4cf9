"""The desk: places, themes, the keys that work everywhere, the opening of the book. Does no work itself."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from ledger.clock import local_now
from ledger.errors import GongjianError
from tui.messages import BookFailed, BookLooked, BookOpened, TimetableTold
from tui.screens import PLACES
from tui.screens.base import DeskScreen
from tui.screens.drafts import Drafts
from tui.screens.session import Session, log_unexpected
from tui.themes import NAMES, THEMES, following
from tui.widgets.chat_line import ChatLine

if TYPE_CHECKING:
    from tui.timetable.service import Service

TIMETABLE_AFTER = 60.0
"""Seconds that the desk has to itself before it makes what fell due while it was closed."""

KEY_NAMES = {
    "escape": "Esc",
    "enter": "回车",
    "tab": "Tab",
    "space": "空格",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "question_mark": "?",
    "semicolon": ";",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "full_stop": ".",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Del",
    "home": "Home",
    "end": "End",
}


class GongjianApp(App[None]):
    """The desk of one person at one book."""

    TITLE = "攻坚台账"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {place.mode: place.open for place in PLACES}
    DEFAULT_MODE = "overview"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (130, "-wide")]  # noqa: RUF012

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g,f2,ctrl+g", "goto", "转到", id="desk.goto", tooltip="去别的画面"),
        Binding(
            "f1,question_mark",
            "desk_help",
            "帮助",
            id="desk.help",
            key_display="F1",
            tooltip="本画面的用法和按键",
        ),
        Binding("semicolon,f4", "chat", "助手", id="desk.chat", tooltip="在任何画面问助手"),
        Binding("ctrl+t", "next_theme", "换主题", show=False, id="desk.theme", tooltip="深色、浅色、单色"),
        Binding("ctrl+q", "quit", "退出", show=False, id="desk.quit", tooltip="退出；已写入的都在账簿里"),
        *(
            Binding(place.key, f"place('{place.mode}')", place.title, show=False, id=f"place.{place.mode}")
            for place in PLACES
        ),
    ]

    def __init__(
        self,
        url: str,
        person: str | None = None,
        *,
        clock: Callable[[], datetime] = local_now,
        drafts: Path | None = None,
        papers: Path | None = None,
        look_every: float = 3.0,
        summaries: Path | None = None,
        timetable_after: float = TIMETABLE_AFTER,
    ) -> None:
        """`drafts` is the folder for what is being typed, `papers` the one for notices and summaries.

        Every `look_every` seconds the desk looks whether somebody else has written; 0 never.  With a folder
        `summaries` the papers of the timetable are made there while the desk is open.
        """
        super().__init__()
        self._look_every = look_every
        self._looking = False
        self._summaries, self._timetable_after = summaries, timetable_after
        self._timetable: Service | None = None
        self.session = Session(
            url=url,
            clock=clock,
            drafts=Drafts(drafts),
            papers=papers or Path.cwd() / "文书",
            person=person,
        )
        for theme in THEMES:
            self.register_theme(theme)
        # Set without watchers: nothing is shown yet, and each of them would parse every style sheet anew.
        self.set_reactive(App.theme, THEMES[0].name)
        self.stylesheet.set_variables(self.get_css_variables())

    def on_ready(self) -> None:
        self.call_after_refresh(self._first_frame_shown)

    def _first_frame_shown(self) -> None:
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        # Only now: loading the database library would have held the first frame up.
        self.run_worker(self._open_book, thread=True, group="book", exit_on_error=False)

    def _open_book(self) -> None:
        from ledger.database import open_book  # the database library: the first frame does not wait for it

        try:
            self.session.book = open_book(self.session.url, clock=self.session.clock)
        except GongjianError as refusal:
            self.post_message(BookFailed(str(refusal)))
            return
        except Exception as error:  # noqa: BLE001 - a worker's boundary
            self.post_message(BookFailed(log_unexpected(error, self.session.clock())))
            return
        self.post_message(BookOpened())

    @on(BookOpened)
    def _book_opened(self) -> None:
        if self.session.person is None:
            from tui.screens.people import WhoIsAtWork

            self.push_screen(WhoIsAtWork(), self._at_work)
        else:
            self._at_work(self.session.person)

    @on(BookFailed)
    def _book_failed(self, message: BookFailed) -> None:
        from tui.screens.dialogs import Reading

        self.push_screen(Reading("账簿打不开", message.text), lambda _: self.exit(return_code=2))

    def _at_work(self, name: str | None) -> None:
        if name is None:
            self.exit()
            return
        self.session.person = name
        self.session.drafts.of(name)
        if self._look_every and not self._looking:
            self._looking = True
            self.set_interval(self._look_every, self.look)
        if self._summaries is not None and self._timetable is None:
            self.run_worker(partial(self._keep_time, name, self._summaries), thread=True, group="timetable")
        if isinstance(self.screen, DeskScreen):
            self.screen.refresh_frame()
            self.screen.reload_if_old()

    @on(BookLooked)
    def _book_looked(self, message: BookLooked) -> None:
        session = self.session
        before, session.head = session.head, message.head
        if before in (None, message.head) or message.revision != session.revision:
            return
        session.revision += 1
        if isinstance(self.screen, DeskScreen):
            if not self.screen.signpost.outcome:
                self.screen.say("别人刚写了账簿，已重新读取。")
            self.screen.reload_if_old()

    def _keep_time(self, name: str, folder: Path) -> None:
        """Start the timetable in the name of who opened the desk; it rings in a thread of its own."""
        from tui.timetable.service import Service
        from tui.timetable.telling import News, round_text

        told: list[News] = []

        def ended() -> None:
            if told:
                self.post_message(TimetableTold(round_text(told)))
                told.clear()

        self._timetable = Service(
            self.session.url,
            name,
            folder,
            clock=self.session.clock,
            tell=told.append,
            ended=ended,
            first_after=self._timetable_after,
        )
        self._timetable.start()

    @on(TimetableTold)
    def _timetable_told(self, message: TimetableTold) -> None:
        self.session.revision += 1
        self.session.news = message.text or self.session.news
        if isinstance(self.screen, DeskScreen):
            self.screen.mention()

    def look(self) -> None:
        """Look, in a worker, whether somebody else has written."""
        self.run_worker(self._look, thread=True, group="look", exit_on_error=False)

    def _look(self) -> None:
        from ledger import chain

        book, revision = self.session.book, self.session.revision
        if book is None:
            return
        with book.read() as tx:
            head = chain.head(tx)[0]
        self.post_message(BookLooked(head, revision))

    async def on_unmount(self) -> None:
        if self._timetable is not None:
            self._timetable.stop()
        if self.session.book is not None:
            self.session.book.close()

    def get_key_display(self, binding: Binding) -> str:
        """Keys as they are printed on a keyboard."""
        if binding.key_display:
            return binding.key_display
        *modifiers, key = binding.key.split("+")
        name = KEY_NAMES.get(key, key.upper() if modifiers or len(key) > 1 else key)
        return "+".join([*(modifier.capitalize() for modifier in modifiers), name])

    # Keys that work everywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Places and chat are for screens, not for dialogs."""
        if action in ("goto", "place", "chat", "desk_help"):
            return isinstance(self.screen, DeskScreen) and self.session.person is not None
        return True

    def action_place(self, mode: str) -> None:
        """Go to a place."""
        self.switch_mode(mode)

    def action_goto(self) -> None:
        """Choose a place."""
        from tui.screens.dialogs import Choice, Choose

        choices = [Choice(place.mode, place.title, place.about, place.display) for place in PLACES]
        self.push_screen(Choose("转到", choices), self._gone_to)

    def _gone_to(self, mode: str | None) -> None:
        if mode:
            self.switch_mode(mode)

    def action_help_quit(self) -> None:
        """Say how to quit, to whoever presses Ctrl+C for it."""
        self.notify("按 Ctrl+Q 退出；已写入的都在账簿里。", title="要退出吗？")

    def action_desk_help(self) -> None:
        """Explain the screen."""
        from tui.screens.help import help_of

        screen = self.screen
        if isinstance(screen, DeskScreen):
            self.push_screen(help_of(screen))

    def action_chat(self) -> None:
        """Open the assistant's line; on its own screen, go to the line there."""
        screen = self.screen
        if isinstance(screen, DeskScreen) and screen.MODE == "assistant":
            screen.go_home()
        else:
            screen.query_one(ChatLine).open()

    def action_next_theme(self) -> None:
        """The next look."""
        self.theme = following(self.theme)
        if isinstance(self.screen, DeskScreen):
            self.screen.say(f"主题：{NAMES[self.theme]}")

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers."""
        from tui.screens.palette import commands_of

        return commands_of(self, partial(self.switch_mode))


def run(url: str, person: str | None) -> None:
    """Open the desk on the book at `url`, for `person` or for whoever is chosen at the start."""
    from tui.settings import book_path, data_folder

    # What the start makes stays; collecting in between costs a tenth of the time to the first frame.
    gc.disable()
    path = book_path(url)
    home = path.parent if path is not None else data_folder()
    GongjianApp(
        url, person, drafts=data_folder() / "drafts", papers=home / "文书", summaries=home / "汇总"
    ).run()
