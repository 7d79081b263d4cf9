"""The steps of a review: accept a fact, put it right, reject it, add what was missed. Each is one key.

What a person types is asked for with a reason; the screen shows at once what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from importers.reviewing import (
    Review,
    edit_fields,
    fields_to_add,
    find_quote,
    read_value,
    suggestion_for,
    task_at,
    typed_values,
)
from ledger.errors import NotFound
from ledger.facts import KINDS, LABELS, PARTS, TASK, required, task_of
from ledger.plan import NOWHERE
from ledger.reviews import ReviewDraft
from ledger.vocabulary import ReviewAction
from tui.screens.base import DeskScreen
from tui.screens.dialogs import Ask, Choice, Choose, Form, Line
from tui.screens.facts import FactLine
from tui.widgets.cells import one_line
from tui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from ledger.database import Tx
    from ledger.reviewed import ReviewedFact

WORDS = {
    "扣缴": "扣缴标准：发现什么问题扣多少钱",
    "期限": "任务的期限",
    "单位": "任务的牵头、配合、责任单位",
    "目标": "任务的数量目标",
    "补助": "补助标准",
    "奖励": "奖励标准",
    "指标": "空气质量指标",
    "任务": "漏读的整项任务",
}
_HINTS = {
    "amount": "例如 2万元、20000",
    "date": "例如 2026-06-30",
    "role": "牵头、配合、责任、督导",
    "per": "起、处、台、辆、家……",
    "stackable": "是 或 否",
    "fallback": "是 或 否",
    "comparison": "不高于、不低于、等于",
    "kind": "完成、开始、截止",
    "persons": "几个人用顿号隔开",
}
_REASON = "例如 与纸质件核对"


class FactTable(LineTable[FactLine]):
    """The facts of a policy, with the keys of the review."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "screen.accept_fact", "确认", id="facts.accept", tooltip="这一条读得对"),
        Binding("e", "screen.edit_fact", "改定", id="facts.edit", tooltip="改这一条的金额、日期、单位等"),
        Binding("x", "screen.reject_fact", "剔除", id="facts.reject", tooltip="这一条读错了，不要"),
        Binding("n", "screen.add_fact", "补录", id="facts.add", tooltip="补上漏读的标准、期限、单位"),
        Binding(
            "space", "screen.next_doubt", "下一处存疑", id="facts.next", tooltip="跳到下一条存疑或漏读的"
        ),
    ]


class FactSteps(DeskScreen):
    """What the policies' screen does with the fact under the cursor."""

    shown_review: Review | None = None
    wanted_fact: str | None = None
    """The fact to which the cursor goes after the next reading."""

    @property
    def facts(self) -> FactTable:
        """The list of facts."""
        return self.query_one(FactTable)

    def action_next_doubt(self) -> None:
        """To the next line that somebody has to look at, from the end back to the beginning."""
        rows = [self.facts.row_at(index) for index in range(self.facts.count)]
        places = [index for index, row in enumerate(rows) if row is not None and _waits(row)]
        if not places:
            self.say("没有存疑或漏读的了。按 Esc 回到文件清单，再按 a 采用。", "good")
            return
        after = [index for index in places if index > self.facts.cursor]
        self.facts.cursor = after[0] if after else places[0]

    def action_accept_fact(self) -> None:
        """The fact is right as it stands."""
        fact = self._decidable("确认")
        if fact is not None:
            if not fact.doubtful:
                self.facts.cursor += 1
            self._record(ReviewDraft(fact.key, ReviewAction.ACCEPT), None, f"已确认{fact.key}")

    def action_edit_fact(self) -> None:
        """Ask for the field, then for what it should say and why."""
        fact = self._decidable("改定")
        if fact is None:
            return
        fields, labels = edit_fields(fact), LABELS[type(fact.fact)]
        choices = [
            Choice(name, labels[name], value or "（空）", str(place))
            for place, (name, value) in enumerate(_foremost(fields).items(), 1)
        ]
        if len(choices) == 1:
            self._ask_edit(fact, choices[0].value)
            return

        def chosen(name: str | None) -> None:
            if name is not None:
                self._ask_edit(fact, name)

        self.app.push_screen(Choose(f"改定{fact.key}：改哪一栏？", choices), chosen)

    def _ask_edit(self, fact: ReviewedFact, name: str) -> None:
        kind = type(fact.fact)
        label = LABELS[kind][name]
        lines = [
            _line(kind, name, label, edit_fields(fact)[name], optional=name not in required(kind)),
            Line("reason", "原因", hint=_REASON),
        ]

        def done(typed: dict[str, str] | None) -> None:
            if typed is not None:
                values = typed_values(fact.key, {name: typed[name]})
                draft = ReviewDraft(fact.key, ReviewAction.EDIT, values)
                self._record(
                    draft, typed["reason"], f"{fact.key}的{label}改为{typed[name] or '无'}，记为人工录入"
                )

        self.app.push_screen(Form(f"改定{fact.key}", lines, self._quote(fact)), done)

    def action_reject_fact(self) -> None:
        """Ask why, and reject."""
        fact = self._decidable("剔除")
        if fact is None:
            return

        def done(reason: str | None) -> None:
            if reason is not None:
                draft = ReviewDraft(fact.key, ReviewAction.REJECT)
                self._record(draft, reason, f"已剔除{fact.key}（按 a 可恢复）")

        question = f"{self._quote(fact)}\n\n为什么剔除？采用后这一条不起作用。"
        self.app.push_screen(Ask(f"剔除{fact.key}", question, hint="例如 这是对企业的罚款"), done)

    def action_add_fact(self) -> None:
        """Ask what was missed; a sentence under the cursor that became no fact is made use of."""
        review = self._open_review("补录")
        if review is None:
            return
        row = self.facts.row
        hint = suggestion_for(review, row.leftover) if row is not None and row.leftover else None
        kinds = sorted(WORDS, key=lambda kind: hint is None or kind != hint.kind)
        choices = [Choice(kind, kind, WORDS[kind], str(place)) for place, kind in enumerate(kinds, 1)]

        def chosen(kind: str | None) -> None:
            if kind is not None:
                self._ask_addition(review, kind, row)

        self.app.push_screen(Choose("补录什么？", choices), chosen)

    def _ask_addition(self, review: Review, kind: str, row: FactLine | None) -> None:
        hint = suggestion_for(review, row.leftover) if row is not None and row.leftover else None
        fact = (KINDS | PARTS)[kind]
        typed = {"role": "责任单位"} | (dict(hint.typed) if hint else {})
        lines = []
        if kind in PARTS:
            task = _task_of_row(review, row) or ""
            lines.append(
                Line("task", "任务编号", task.removeprefix(TASK), "例如 12", lambda text: _task(review, text))
            )
        labels = {"number": "编号"} | LABELS[fact]
        lines += [
            _line(fact, name, labels[name], typed.get(name, ""), optional=name == "per")
            for name in fields_to_add(kind)
        ]
        quote = hint.quote if hint else ""
        text = review.plan.text
        lines.append(
            Line("quote", "原文", quote, "照抄一句；没有就留空", lambda t: find_quote(text, t), optional=True)
        )
        lines.append(Line("reason", "原因", hint="例如 正文漏读、会议要求"))

        def done(answer: dict[str, str] | None) -> None:
            if answer is None:
                return
            key = f"{_task(review, answer['task'])}.{kind}" if kind in PARTS else kind
            values = typed_values(key, {name: answer[name] for name in fields_to_add(kind)})
            draft = ReviewDraft(key, ReviewAction.ADD, values, find_quote(text, answer["quote"]))
            marked = "" if answer["quote"] else "，标明没有原文依据"
            self._record(draft, answer["reason"], f"已补录{kind}，记为人工录入{marked}")

        self.app.push_screen(Form(f"补录{kind}", lines), done)

    def _record(self, draft: ReviewDraft, reason: str | None, told: str) -> None:
        review = self.shown_review
        if review is None:
            return
        number = review.policy.number

        def step(tx: Tx) -> tuple[str, int]:
            from importers.reviewing import review_of
            from ledger import reviews

            decided = reviews.review(tx, number, [draft], reason)
            return (decided[0].key if decided else draft.fact), len(review_of(tx, number).doubtful)

        def then(result: tuple[str, int]) -> None:
            if draft.action is ReviewAction.ADD:
                self.wanted_fact = result[0]

        def words(result: tuple[str, int]) -> str:
            return f"{told}。{f'还有 {result[1]} 条存疑' if result[1] else '存疑的都看完了'}。"

        self.act(step, words, then)

    def _open_review(self, what: str) -> Review | None:
        review = self.shown_review
        if review is not None and not review.open:
            self.say(f"第{review.policy.number}号政策已采用，条目不能再{what}；更正请导入新的版本。", "bad")
            return None
        return review

    def _decidable(self, what: str) -> ReviewedFact | None:
        """The fact under the cursor, or None having said why there is nothing to decide."""
        row = self.facts.row
        if self._open_review(what) is None or row is None:
            return None
        if row.fact is None:
            self.say("这一行还不是条目：漏读的按 n 补录，其余对照右边的原文看，按空格看下一处。", "bad")
        return row.fact

    def _quote(self, fact: ReviewedFact) -> str:
        review = self.shown_review
        if review is None or fact.fact.span == NOWHERE:
            return "没有原文依据。"
        return f"原文：{one_line(fact.fact.span.of(review.plan.text))[:160]}"


def _waits(row: FactLine) -> bool:
    return row.fact is None or row.fact.doubtful


def _foremost(fields: dict[str, str]) -> dict[str, str]:
    """The fields with those first that are mostly put right."""
    order: Sequence[str] = ("amount", "date", "value", "unit", "heading")
    first = [name for name in order if name in fields]
    return {name: fields[name] for name in (*first, *(name for name in fields if name not in first))}


def _line(kind: type, name: str, label: str, value: str, *, optional: bool) -> Line:
    check: Callable[[str], object] = lambda text: read_value(kind, name, text)  # noqa: E731
    return Line(name, label, value, _HINTS.get(name, ""), check, optional)


def _task(review: Review, number: str) -> str:
    """The key of the task of that printed number. Raises NotFound."""
    key = f"{TASK}{number.strip().removeprefix(TASK)}"
    if all(fact.key != key for fact in review.facts):
        raise NotFound(f"没有编号为“{number}”的任务，请照清单填写。")
    return key


def _task_of_row(review: Review, row: FactLine | None) -> str | None:
    if row is None:
        return None
    if row.fact is not None:
        return task_of(row.fact.key) or (row.fact.key if row.fact.key.startswith(TASK) else None)
    return task_at(review, row.span) if row.span is not None else None
