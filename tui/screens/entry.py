"""立案: type what the inspectors found; what it comes to is shown while one types; Enter files it.

Everything shown can be corrected in place, by typing or by a digit; what is typed is kept until it is filed.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static, TextArea

from ledger.views import FindingView
from tui.messages import Judgement
from tui.screens.base import DeskScreen
from tui.screens.dialogs import Ask, Choice, Choose
from tui.screens.entry_views import (
    amount_of,
    asked_line,
    candidates_of,
    filed_line,
    known_fields,
    parts_filed_line,
    shown_fields,
    working_of,
)
from tui.screens.filing import Filed, amend, file_judged, file_parts, filed
from tui.screens.judged import FIELDS, Corrections, Judged, Part
from tui.widgets.candidates import Candidates
from tui.widgets.cells import cut, one_line
from tui.widgets.entry_field import EntryField
from tui.widgets.entry_text import EntryText
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from textual.widget import Widget

    from ledger.database import Tx
    from tui.screens.judging import Bench

DRAFT = "entry"


class EntryScreen(DeskScreen):
    """The form, live."""

    MODE = "entry"
    CSS_PATH = "entry.tcss"
    HOME = "#entry-text"
    ABOUT = (
        "把督查发现写（或粘贴）在上面，下面随写随判：日期、层级、单位、适用标准、数量、违反的任务、金额和依据。\n"
        "判得对就按回车立案，马上写下一条。不对就按 ↓ 到候选，按数字改选，再按回车。\n"
        "也可按 Tab 到左边的栏目直接改：日期写 0812，层级写 1–4，单位写拼音首字母，标准和任务写编号。\n"
        "改过的栏目有 ✎ 标记，按 Ctrl+R 恢复自动。一段话里有几个问题时，按 Ctrl+L 各立一案。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "choose_rule", "全部标准", id="screen.rules", tooltip="从全部扣缴标准里选"),
        Binding("t", "choose_task", "全部任务", id="screen.tasks", tooltip="从全部任务里选"),
        Binding(
            "ctrl+l", "split", "各立一案", show=False, id="screen.split", tooltip="一段话里的几个问题各立一案"
        ),
        Binding("ctrl+n", "empty", "另起一条", show=False, id="screen.empty", tooltip="不要这一条了"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._bench: Bench | None = None
        self._judged: Judged | None = None
        self._judging = False
        self._again = False
        self._accepting = False
        self._warned: tuple[str, ...] = ()
        self._key = ""
        self._queue: list[Part] = []
        self._filed: list[str] = []
        self._amending: Filed | None = None

    def compose_body(self) -> ComposeResult:
        with Vertical(classes="panel", id="entry-panel") as panel:
            panel.border_title = "督查发现"
            yield EntryText(
                id="entry-text", placeholder="例如：市攻坚办8月3日查到松涧办锦鲤湾三期工地没围挡、土方没盖"
            )
        with Horizontal(id="entry-columns"):
            with Vertical(classes="panel", id="fields-panel") as panel:
                panel.border_title = "判定"
                for name, label, hint in FIELDS:
                    yield EntryField(name, label, hint)
                yield Static(id="entry-amount", markup=False)
            yield Candidates()
        with Horizontal(id="entry-foot"):
            with VerticalScroll(classes="panel", id="working-panel", can_focus=False) as panel:
                panel.border_title = "依据"
                yield Prose(id="working")
            filed = Static(classes="panel", id="filed", markup=False)
            filed.border_title = "刚立案"
            yield filed

    # Correcting what was filed

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self.go_home()
        number = self.session.memory.pop("entry.amend", None)
        if number is not None:
            self.read("amend", lambda tx: filed(tx, number), self._begin_amending)

    def _begin_amending(self, before: Filed) -> None:
        self._keep_draft()
        self._amending = before
        self._fill(before.draft.text, known_fields(before))
        self._title()
        self.say(f"正在更正 {before.number}：改好后回车，写明理由；Ctrl+N 不改了。")
        self._judge()

    def _title(self) -> None:
        rest = f"督查发现（还有 {len(self._queue)} 条）" if self._queue else "督查发现"
        self.query_one("#entry-panel").border_title = self.where()[5:] if self._amending else rest
        self.signpost.place(self.where())

    def where(self) -> str:
        return f"立案 › 更正 {self._amending.number}" if self._amending else super().where()

    # Reading the schedule

    def reload(self) -> None:
        today = self.session.today

        def query(tx: Tx) -> Bench:
            from tui.screens.judging import bench_of

            return bench_of(tx, today, self._bench)

        self.read("bench", query, self._bench_ready)

    def _bench_ready(self, bench: Bench) -> None:
        self._bench = bench
        self._restore_draft()
        if not bench.policies:
            self.say("还没有采用的扣缴标准：按 F2 到“政策”导入并采用方案，再来立案。", "bad")
        self._judge()

    def refused(self, what: str) -> None:
        self._accepting = False

    # What is typed

    def _restore_draft(self) -> None:
        kept = self.session.drafts.get(DRAFT)
        if self._text or not kept:
            return
        self._key = kept.get("key", "")
        self._fill(kept.get("text", ""), kept)
        self.query_one("#entry-text", EntryText).move_cursor((10**6, 10**6))
        if kept.get("text"):
            self.say("上次没立完的一条还在。")

    def _keep_draft(self) -> None:
        if self._amending is not None:
            return
        text = self._text
        fields = {"text": text, "key": self._key, **self._corrections.as_dict()} if text else {}
        self.session.drafts.keep(DRAFT, fields)

    def _fill(self, text: str, corrections: Mapping[str, str]) -> None:
        for name, _, _ in FIELDS:
            self._field(name).type(corrections.get(name, ""))
        self.query_one("#entry-text", EntryText).text = text

    @property
    def _text(self) -> str:
        return self.query_one("#entry-text", EntryText).text.strip()

    def _field(self, name: str) -> EntryField:
        return self.query_one(f"#field-{name}", EntryField)

    @property
    def _corrections(self) -> Corrections:
        return Corrections(**{name: self._field(name).typed for name, _, _ in FIELDS})

    @on(TextArea.Changed, "#entry-text")
    def _typed(self) -> None:
        self._changed()

    @on(EntryField.Changed)
    def _corrected(self) -> None:
        self._changed()

    def _changed(self) -> None:
        if not self._key:
            self._key = uuid.uuid4().hex
        self._warned = ()
        self._keep_draft()
        self._judge()

    # Judging

    def _judge(self) -> None:
        """Judge what stands there, in a worker; while one is at work the next waits for it."""
        bench, text = self._bench, self._text
        if bench is None:
            return
        if self._judging:
            self._again = True
            return
        if not text:
            self._show(None)
            return
        corrections = self._corrections
        self._judging = True

        def work() -> None:
            judged = bench.judge(text, corrections)
            self.post_message(Judgement(lambda: self._judgement(judged)))

        self.guarded(work, "judge", lambda: self._judgement(None))

    def _judgement(self, judged: Judged | None) -> None:
        self._judging = False
        if self._again:
            self._again = False
            self._judge()
            if self._judging:
                return
        if judged is not None and judged.draft.text != self._text:
            return
        self._show(judged)
        if self._accepting:
            self._accepting = False
            self._accept()

    def _show(self, judged: Judged | None) -> None:
        self._judged = judged
        if judged is None:
            for name, _, _ in FIELDS:
                self._field(name).propose("")
            self.query_one(Candidates).list(())
            self.query_one("#entry-amount", Static).update("", layout=False)
            self.query_one("#working", Prose).show(())
            return
        objections = dict(judged.objections)
        for name, (value, note) in shown_fields(judged).items():
            field = self._field(name)
            field.propose(value, note)
            if name in objections:
                field.object(objections[name])
        self.query_one(Candidates).list(candidates_of(judged))
        self.query_one("#entry-amount", Static).update(amount_of(judged), layout=False)
        self.query_one("#working", Prose).show(tuple(working_of(judged)))

    # Choosing

    @on(EntryText.Left)
    def _to_candidates(self) -> None:
        self.query_one(Candidates).focus()

    @on(Candidates.Left)
    def _to_text(self) -> None:
        self.go_home()

    @on(Candidates.Picked)
    def _picked(self, message: Candidates.Picked) -> None:
        self._field(message.candidate.kind).type(message.candidate.value)
        self._changed()

    def action_choose_rule(self) -> None:
        """Choose among all rules in force."""
        if self._bench is None or self._judged is None:
            return
        rules = self._bench.rules_on(self._judged.draft.found_on)
        choices = [Choice(str(rule.place), f"{rule.place}. {rule.name}", rule.price) for rule in rules]
        self._choose("rule", "扣缴标准", [*choices, Choice("0", "0. 不属于扣缴范围", "登记，不扣缴")])

    def action_choose_task(self) -> None:
        """Choose among all tasks of the plan."""
        if self._bench is None or self._judged is None:
            return
        tasks = self._bench.tasks_on(self._judged.draft.found_on)
        choices = [Choice(each.number, f"{each.number}. {each.heading}") for each in tasks]
        self._choose("task", "任务", choices)

    def _choose(self, name: str, title: str, choices: list[Choice[str]]) -> None:
        def chosen(value: str | None) -> None:
            if value is not None:
                self._field(name).type(value)
                self._changed()

        self.app.push_screen(Choose(title, choices), chosen)

    def leave(self, focused: Widget | None) -> bool:
        if isinstance(focused, EntryText):
            self.query_one(Candidates).focus()
            return True
        if isinstance(focused, Input):
            self.go_home()
            return True
        return False

    # Filing

    @on(EntryText.Accepted)
    @on(Candidates.Accepted)
    @on(EntryField.Accepted)
    def _accept(self) -> None:
        """File what is shown; what the program doubts is asked once."""
        if not self._text:
            self.say("请先写下督查发现的问题。", "bad")
            return
        if self._judging or self._bench is None:
            self._accepting = True
            return
        judged = self._judged
        if judged is None or judged.draft.text != self._text:
            self._accepting = True
            self._judge()
            return
        if judged.objections:
            self.say(judged.objections[0][1], "bad")
            return
        asked = judged.asked(amending=self._amending is not None)
        if asked and self._warned != asked:
            self._warned = asked
            self.say(asked_line(asked), "bad")
            return
        self._file(judged)

    def _file(self, judged: Judged) -> None:
        if self._amending is not None:
            self._amend(self._amending, judged)
            return
        key = self._key or uuid.uuid4().hex

        def step(tx: Tx) -> FindingView:
            return file_judged(tx, judged, key)

        self.act(step, filed_line, self._next)

    def _amend(self, before: Filed, judged: Judged) -> None:
        def go(reason: str | None) -> None:
            if reason is not None:
                self.act(
                    lambda tx: amend(tx, before, judged, reason),
                    lambda _: f"{before.number} 已更正，待复核。",
                    lambda _: self.action_empty(),
                )

        self.app.push_screen(Ask(f"更正 {before.number}", "写明更正的理由：", hint="例如 单位写错"), go)

    def _next(self, *views: FindingView) -> None:
        for view in views:
            row = view.row
            if self._bench is not None:
                self._bench.last_day = row.found_on
            price = f"{row.amount.as_wan()}" if row.amount is not None else row.assessment_status.label
            self._filed.insert(0, f"{row.number} {price}　{one_line(row.text)}")
        width = max(self.query_one("#filed").size.width - 4, 10)
        self.query_one("#filed", Static).update("\n".join(cut(line, width) for line in self._filed[:8]))
        self.query_one("#filed").border_title = f"刚立案 {len(self._filed)} 条"
        self.action_empty()
        if self._queue:
            self._begin_part(self._queue.pop(0))

    def _begin_part(self, part: Part) -> None:
        self._fill(part.text, part.known.as_dict())
        self._title()

    def action_empty(self) -> None:
        """Begin anew; a correction that was begun is left as it was."""
        was_amending, self._amending = self._amending, None
        self._key = ""
        self._warned = ()
        for name, _, _ in FIELDS:
            self._field(name).clear()
        self.query_one("#entry-text", EntryText).text = ""
        if was_amending is None:
            self.session.drafts.keep(DRAFT, {})
        else:
            self._title()
            self._restore_draft()
        self.go_home()

    def action_split(self) -> None:
        """File each finding of one text; where one needs a person's eye, one after the other."""
        parts = self._judged.parts if self._judged and self._judged.draft.text == self._text else ()
        if not parts or self._amending is not None:
            self.say("这段话里只读出一个问题。")
            return
        if all(part.sure for part in parts):
            key = self._key or uuid.uuid4().hex
            self.act(lambda tx: file_parts(tx, parts, key), parts_filed_line, lambda done: self._next(*done))
            return
        first, *self._queue = [*parts, *self._queue]
        self._key = ""
        self._begin_part(first)
        self.say(f"已拆成 {len(parts)} 条，有的还要人看，逐条立案。")
