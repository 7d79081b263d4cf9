"""What the entry form shows of a judgement: the fields, the candidates, the amount and the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from ledger.views import FindingView
from tui.screens.filing import Filed
from tui.screens.judged import Judged
from tui.widgets.candidates import Candidate
from tui.widgets.cells import day
from tui.widgets.prose import Paragraph, step


def known_fields(before: Filed) -> dict[str, str]:
    """The fields of a filed finding as corrections; the rule only where a person had chosen it."""
    draft = before.draft
    chosen = draft.assessment.chosen_by_person
    return {
        "day": f"{draft.found_on:%Y-%m-%d}",
        "level": draft.level.label,
        "body": draft.inspecting_body or "",
        "office": draft.office or "",
        "subject": draft.subject or "",
        "place": draft.place or "",
        "rule": str(before.rule) if before.rule and chosen else "",
        "count": str(draft.assessment.count) if chosen else "",
        "task": draft.obligation or "",
    }


def filed_line(view: FindingView) -> str:
    """What was filed and what comes next."""
    row = view.row
    price = f"{row.amount} 元" if row.amount is not None else row.assessment_status.label
    return f"已立案 {row.number}：{row.office or '单位未定'}，{price}，待复核。接着写下一条。"


def asked_line(asked: Sequence[str]) -> str:
    """What is asked before filing: the first question, and how many there are."""
    return asked[0] if len(asked) == 1 else f"共 {len(asked)} 处要看（见“依据”）：{asked[0]}"


def parts_filed_line(views: Sequence[FindingView]) -> str:
    """What was filed of a text that told of several findings."""
    first, last = views[0].row.number, views[-1].row.number
    return f"已立案 {len(views)} 条：{first} 至 {last}，待复核。接着写下一条。"


def shown_fields(judged: Judged) -> dict[str, tuple[str, str]]:
    """Each field's value and the note beside it."""
    draft = judged.draft
    return {
        "day": (f"{draft.found_on:%Y-%m-%d}", "沿用上条" if judged.day_carried else day(draft.found_on)[-2:]),
        "level": (draft.level.label, ""),
        "body": (draft.inspecting_body or "", ""),
        "office": (draft.office or "", draft.office or "未定"),
        "subject": (draft.subject or "", ""),
        "place": (draft.place or "", ""),
        "rule": (str(judged.rule) if judged.rule else "", judged.rule_name),
        "count": (str(draft.assessment.count) if judged.rule else "", ""),
        "repeated": ("", ""),
        "task": (draft.obligation or "", judged.task_heading),
    }


def candidates_of(judged: Judged) -> tuple[Candidate, ...]:
    """Rules then tasks, with digits in one run."""
    rules = [
        ("rule", str(rule.place), f"{rule.place}. {rule.name}", rule.price, rule.place == judged.rule)
        for rule in judged.rules
    ]
    tasks = [
        (
            "task",
            task.number,
            f"{task.number}. {task.heading}",
            f"{task.confidence:.0%}",
            task.number == judged.draft.obligation,
        )
        for task in judged.tasks
    ]
    return tuple(
        Candidate(str(index), kind, value, label, note, chosen)
        for index, (kind, value, label, note, chosen) in enumerate([*rules, *tasks][:9], 1)
    )


def amount_of(judged: Judged) -> Content:
    """The amount, or the word for why there is none."""
    assessment = judged.draft.assessment
    if assessment.amount is None:
        return Content.assemble(("金额      ", "$faint"), (assessment.status.label, "bold $accent"))
    return Content.assemble(
        ("金额      ", "$faint"),
        (f"{assessment.amount} 元", "bold $accent"),
        (f"　{assessment.amount.as_wan()}", "bold"),
    )


def working_of(judged: Judged) -> Iterator[Paragraph]:
    """The reasons, one a line, doubts first; before them each finding of a text that tells of several."""
    if judged.several:
        yield Paragraph(((judged.several, "bold $warning"),), "？", "bold $warning", indent=3)
    for number, part in enumerate(judged.parts, 1):
        amount = part.judged.draft.assessment.amount
        price = amount.as_wan() if amount is not None else part.judged.draft.assessment.status.label
        yield step(number, f"{price}　{part.judged.rule_name or '未定'}　{part.text}")
    for doubt in judged.doubts:
        yield Paragraph(((doubt, "bold $warning"),), "？", "bold $warning", indent=3)
    for number, line in enumerate(judged.draft.assessment.working, 1):
        yield step(number, line)
    why = next((rule.why for rule in judged.rules if rule.place == judged.rule and rule.why), "")
    if why:
        yield Paragraph(((f"认出 {why}", "$faint"),))
