"""设置: the registered units with the names people use for them, and who works here.

Units are never removed: papers and shares name them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from ledger.drafts import UnitDraft
from ledger.views import PersonView, UnitView
from ledger.vocabulary import UnitKind
from tui.screens.base import DeskScreen
from tui.screens.dialogs import Ask, Choice, Choose
from tui.screens.typed import readable_file
from tui.themes import NAMES
from tui.widgets.line_table import Column, Held, LineTable

if TYPE_CHECKING:
    from ledger.database import Book, Tx


@dataclass(frozen=True)
class Names:
    """Units and people, read in one snapshot."""

    units: tuple[UnitView, ...]
    people: tuple[PersonView, ...]


class SettingsScreen(DeskScreen):
    """Who and what the books know by name."""

    MODE = "settings"
    CSS_PATH = "settings.tcss"
    HOME = "#units"
    ABOUT = (
        "单位名册是识别“松涧办”“住建局”这类叫法的依据，也是金额分担的对象。\n"
        "按 i 导入名册（csv：name,aliases，别名用 | 分隔），按 n 登记一个单位。单位登记后不删除。\n"
        "按 Ctrl+T 换主题（深色、浅色、单色）。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "import", "导入名册", id="screen.import", tooltip="从 csv 文件登记单位和别名"),
        Binding("n", "register", "登记单位", id="screen.register", tooltip="登记一个单位，或给它加别名"),
        Binding("p", "person", "换人办理", id="screen.person", tooltip="交给另一位经办或复核人"),
    ]

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="settings-columns"):
            yield LineTable(
                [
                    Column[UnitView]("名称", 24, lambda unit: unit.name),
                    Column[UnitView]("类别", 8, lambda unit: unit.kind.label, tone=lambda _: "faint"),
                    Column[UnitView]("也叫", 0, lambda unit: "、".join(unit.aliases)),
                ],
                id="units",
                title="单位名册",
                empty="名册是空的：按 i 导入名册，或按 n 登记单位。",
            )
            with Vertical(id="settings-right"):
                yield LineTable(
                    [Column[PersonView]("姓名", 0, lambda person: person.name)], id="people", title="办理人员"
                )
                with Vertical(classes="panel", id="about-panel") as panel:
                    panel.border_title = "本机"
                    yield Static(id="about", markup=False)

    def reload(self) -> None:
        self.read("names", read_names, self._show)

    def _show(self, names: Names) -> None:
        self.query_one("#units", LineTable).show(Held(names.units), keep_cursor=True)
        self.query_one("#people", LineTable).show(Held(names.people), keep_cursor=True)
        session = self.session
        self.query_one("#about", Static).update(
            Content.assemble(
                ("账簿  ", "$faint"),
                f"{session.url}\n",
                ("文书  ", "$faint"),
                f"{session.papers}\n",
                ("主题  ", "$faint"),
                NAMES.get(self.app.theme, self.app.theme),
            )
        )

    def action_import(self) -> None:
        """Ask for a roster and register its units."""
        self.app.push_screen(
            Ask("导入单位名册", "名册文件的路径（csv）：", hint="例如 名册.csv", check=readable_file),
            self._import,
        )

    def _import(self, typed: str | None) -> None:
        if typed is None:
            return
        path: Path = readable_file(typed)

        def case(book: Book, person: str) -> tuple[UnitView, ...]:
            from importers.importing import import_roster

            return import_roster(book, person, path)

        self.use(case, lambda units: f"名册已登记 {len(units)} 个单位。", busy=f"正在读 {path.name}")

    def action_register(self) -> None:
        """Ask for a name, then for its kind."""
        self.app.push_screen(
            Ask("登记单位", "单位全称；有别名的用空格隔开写在后面：", hint="例如 松涧街道办事处 松涧办 松涧"),
            self._ask_kind,
        )

    def _ask_kind(self, typed: str | None) -> None:
        if typed is None:
            return
        name, *aliases = typed.split()
        choices = [Choice(kind, kind.label, key=str(number)) for number, kind in enumerate(UnitKind, 1)]

        def register(kind: UnitKind | None) -> None:
            if kind is None:
                return
            draft = UnitDraft(name, kind, tuple(aliases))
            self.act(
                lambda tx: _register(tx, draft), lambda unit: f"已登记{unit.name}（{unit.kind.label}）。"
            )

        self.app.push_screen(Choose(f"{name} 是哪一类？", choices), register)

    def action_person(self) -> None:
        """Hand the desk to somebody else."""
        from tui.screens.people import WhoIsAtWork

        self.app.push_screen(WhoIsAtWork(), self._hand_over)

    def _hand_over(self, name: str | None) -> None:
        if name is None:
            return
        session = self.session
        session.person = name
        session.drafts.of(name)
        session.revision += 1
        self.refresh_frame()
        self.reload_if_old()
        self.say(f"现在由 {name} 办理。", "good")


def read_names(tx: Tx) -> Names:
    """Units and people."""
    from ledger import people, units

    return Names(tuple(units.list_units(tx)), tuple(people.list_people(tx)))


def _register(tx: Tx, draft: UnitDraft) -> UnitView:
    from ledger import units

    return units.register(tx, draft)
