"""设置: the registered units with the names people use for them, who works here, and the timetable's papers.

Units are never removed: papers and shares name them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from ledger.drafts import UnitDraft
from ledger.views import PersonView, UnitView
from ledger.vocabulary import UnitKind
from tui.screens.base import DeskScreen
from tui.screens.dialogs import Ask, Choice, Choose, Form, Line
from tui.screens.typed import read_count, read_time, read_yes, readable_file
from tui.themes import NAMES
from tui.widgets.line_table import Column, Held, LineTable

if TYPE_CHECKING:
    from ledger.database import Book, Tx
    from tui.timetable.kinds import Kind


@dataclass(frozen=True)
class Names:
    """Units, people and the timetable, read in one snapshot."""

    units: tuple[UnitView, ...]
    people: tuple[PersonView, ...]
    papers: tuple[Kind, ...]
    addresses: dict[str, str]


class SettingsScreen(DeskScreen):
    """Who and what the books know by name."""

    MODE = "settings"
    CSS_PATH = "settings.tcss"
    HOME = "#units"
    ABOUT = (
        "单位名册是识别“松涧办”“住建局”这类叫法的依据，也是金额分担的对象。\n"
        "按 i 导入名册（csv：name,aliases，别名用 | 分隔），按 n 登记一个单位。单位登记后不删除。\n"
        "定期文件按各自的时刻自动生成：按 t 设置时刻、收件和启停，按 e 登记选中单位的邮箱。\n"
        "按 Ctrl+T 换主题（深色、浅色、单色）。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "import", "导入名册", id="screen.import", tooltip="从 csv 文件登记单位和别名"),
        Binding("n", "register", "登记单位", id="screen.register", tooltip="登记一个单位，或给它加别名"),
        Binding("t", "timetable", "定期文件", id="screen.timetable", tooltip="几点做、发给谁、启用停用"),
        Binding("e", "address", "登记邮箱", id="screen.address", show=False, tooltip="选中单位收文件的邮箱"),
        Binding("p", "person", "换人办理", id="screen.person", tooltip="交给另一位经办或复核人"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._papers: tuple[Kind, ...] = ()
        self._addresses: dict[str, str] = {}

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
                    [
                        Column("文件", 8, _label_of, tone=_kind_tone),
                        Column("时间", 0, time_of, tone=_kind_tone),
                        Column("收件", 20, recipients_of, tone=_kind_tone, at_least=44),
                    ],
                    id="papers",
                    title="定期文件",
                    opens=True,
                )
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
        self.query_one("#papers", LineTable).show(Held(names.papers), keep_cursor=True)
        self._papers = names.papers
        self._addresses = names.addresses
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

    # The timetable

    def action_timetable(self) -> None:
        """Ask which paper, then when it is made and who gets it."""
        choices = [
            Choice(kind, kind.label, f"{time_of(kind)}　{recipients_of(kind)}", key=str(number))
            for number, kind in enumerate(self._papers, 1)
        ]
        self.app.push_screen(
            Choose("设置哪种定期文件？", choices),
            lambda kind: self._ask_kind_of_paper(kind) if kind else None,
        )

    @on(LineTable.Chosen, "#papers")
    def _paper_chosen(self, message: LineTable.Chosen[Kind]) -> None:
        self._ask_kind_of_paper(message.row)

    def _ask_kind_of_paper(self, kind: Kind) -> None:
        lines = [
            Line("on", "启用", "y" if kind.on else "n", "y 启用，n 停用", read_yes),
            Line("at", "时刻", f"{kind.at:%H:%M}", "08:00", read_time),
            Line("after", "第几天", str(kind.after), "期末后第几天，1 到 28", read_count),
            Line("to", "收件", " ".join(kind.recipients), "不填只存在汇总目录", optional=True),
        ]
        text = "收件可写几个，用空格隔开：dir:文件夹、print:文件夹、mail:邮箱、offices（各单位自己的邮箱）。"

        def go(typed: dict[str, str] | None) -> None:
            if typed is None:
                return
            wanted = replace(
                kind,
                on=read_yes(typed["on"]),
                at=read_time(typed["at"]),
                after=read_count(typed["after"]),
                recipients=tuple(typed["to"].split()),
            )
            self.act(lambda tx: _set_kind(tx, wanted), kind_line)

        self.app.push_screen(Form(kind.label, lines, text), go)

    def action_address(self) -> None:
        """Ask for the mailbox of the unit under the cursor."""
        unit: UnitView | None = self.query_one("#units", LineTable).row
        if unit is None:
            self.say("先在名册里选一个单位。", "bad")
            return
        line = Line("address", "邮箱", self._addresses.get(unit.name, ""), "不填则取消", optional=True)

        def go(typed: dict[str, str] | None) -> None:
            if typed is not None:
                address = typed["address"]
                said = f"已设为 {address}" if address else "已取消"
                self.act(
                    lambda tx: _set_address(tx, unit.name, address), lambda _: f"{unit.name}的邮箱{said}。"
                )

        self.app.push_screen(Form(f"{unit.name}收文件的邮箱", [line]), go)

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
    """Units, people and the timetable."""
    from ledger import people, units
    from tui.timetable.kinds import addresses, kinds

    return Names(tuple(units.list_units(tx)), tuple(people.list_people(tx)), kinds(tx), addresses(tx))


def _label_of(kind: Kind) -> str:
    return kind.label


def time_of(kind: Kind) -> str:
    """When a paper is made, or that it is not."""
    return f"期末后{kind.after}天 {kind.at:%H:%M}" if kind.on else "停用"


def recipients_of(kind: Kind) -> str:
    """Who gets a paper."""
    return "、".join(kind.recipients) or "只存在汇总目录"


def kind_line(kind: Kind) -> str:
    """How a paper is set now."""
    return f"{kind.label}：{'启用，' if kind.on else ''}{time_of(kind)}，收件：{recipients_of(kind)}。"


def _kind_tone(kind: Kind) -> str | None:
    return None if kind.on else "faint"


def _set_kind(tx: Tx, kind: Kind) -> Kind:
    from tui.timetable.kinds import set_kind

    set_kind(tx, kind)
    return kind


def _set_address(tx: Tx, unit: str, address: str) -> None:
    from tui.timetable.kinds import set_address

    set_address(tx, unit, address)


def _register(tx: Tx, draft: UnitDraft) -> UnitView:
    from ledger import units

    return units.register(tx, draft)
