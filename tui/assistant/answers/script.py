"""What an answer is written into: lines, the citations they stand on, and the sources of their figures."""

from __future__ import annotations

from dataclasses import dataclass, field

from ledger.money import Money
from ledger.plan import Deadline, DeductionRule, Obligation, Plan, RewardRule, Span, SubsidyRule
from tui.assistant.passages import Passage, document_label, plain
from tui.assistant.values import Citation

MOST_QUOTED = 160


@dataclass
class Script:
    """An answer in the making. `foreign` says that the plan is not the one in force, and is named."""

    plan: Plan
    foreign: bool = False
    lines: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    def say(self, line: str, *sources: str) -> None:
        """A line, with what its figures stand on where no citation holds them."""
        self.lines.append(line)
        self.sources.extend(sources)

    def cite(self, key: str, quote: str = "", span: Span | None = None) -> None:
        """A place in the plan, once; a part of a task (5(1)) cites the task too."""
        keys = [key, key.split("(")[0]] if "(" in key and key[0].isdigit() else [key]
        for each in keys:
            if not any(known.key == each and known.quote == quote for known in self.citations):
                self.citations.append(Citation(each, document_label(self.plan), quote, span))
        self.sources.append(quote)

    def quote(self, passage: Passage) -> str:
        """A passage as quoted, shortened around nothing: cut at the end where it is long."""
        self.cite(passage.key, passage.text, passage.span)
        return quoted(passage.text)

    def cite_task(self, task: Obligation) -> None:
        """The task's heading and whole text as a source."""
        self.cite(task.number, plain(task.span.of(self.plan.text)), task.span)

    def cite_rule(self, rule: DeductionRule | SubsidyRule | RewardRule) -> None:
        """A line of money with its printed words."""
        self.cite(rule.clause, plain(rule.printed), rule.span)

    def absorb(self, other: Script) -> None:
        """Another answer's lines with what they stand on."""
        self.lines.extend(other.lines)
        self.citations.extend(other.citations)
        self.sources.extend(other.sources)

    def document(self) -> str:
        """The words that name the plan where it is not the one in force."""
        return f"《{self.plan.document.title}》（{document_label(self.plan)}）" if self.foreign else ""

    def text(self) -> str:
        """The whole answer."""
        return "\n".join(line for line in self.lines if line)


def quoted(text: str) -> str:
    """In corner marks, so that the document's own quotation marks stay; cut where it is long."""
    text = text.strip("。；; ")
    return f"「{text[:MOST_QUOTED]}……」" if len(text) > MOST_QUOTED else f"「{text}」"


def due(deadline: Deadline) -> str:
    """A date as printed, with the full day where the year or the day is not printed."""
    day = deadline.date
    full = f"{day.year}年{day.month}月{day.day}日"
    printed = plain(deadline.printed)
    return printed if full in printed or str(day.year) in printed else f"{printed}（{full}）"


def times(amount: Money, count: int) -> str:
    """A product with its working: 10万元×3=30万元."""
    return f"{amount.as_wan()}×{count}={(amount * count).as_wan()}"
