"""What a person answers about a finding, and the finding with the answers in the place of what was read.

Values only; the prices come from `penalties.cases`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from importers.sentences import Facts
from ledger.drafts import FindingDraft
from ledger.views import RuleView
from ledger.vocabulary import Level
from penalties.assess import Question, not_priced

UNSTATED_LEVEL = Level.MUNICIPAL
"""Who writes no level writes for the inspectors, of whom the city's are the nearest."""

NOT_OF_THE_SCHEDULE = "经人工判定，不属于扣缴标准所列问题"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person said about a finding beside its text; None leaves what was read.

    `rule` is a place of the main schedule; `unpriced` says that no rule prices it, `no_task` that it breaks
    no task; `repeated` whether the problem came up again.
    """

    found_on: date | None = None
    level: Level | None = None
    inspecting_body: str | None = None
    office: str | None = None
    subject: str | None = None
    place: str | None = None
    rule: int | None = None
    unpriced: bool = False
    count: int | None = None
    repeated: bool | None = None
    obligation: str | None = None
    no_task: bool = False

    def day_of(self, facts: Facts, today: date) -> date:
        """The day of the finding; today where nobody named one."""
        return self.found_on or facts.found_on or today

    def level_of(self, facts: Facts) -> Level:
        """Who found it; UNSTATED_LEVEL where nobody said."""
        if self.level is None and facts.self_found:
            return Level.DISTRICT
        return self.level or facts.level or UNSTATED_LEVEL

    def leave_open(self, question: Question, facts: Facts) -> bool:
        """Whether a question stands that neither an answer nor the text settles."""
        settled = {
            "found_on": self.found_on is not None,
            "level": self.level is not None,
            "office": (self.office or facts.office) is not None,
            "rule": self.rule is not None or self.unpriced,
            "condition": self.rule is not None or self.unpriced,
            "count": self.count is not None,
            "repeated": self.repeated is not None,
        }
        return not settled.get(question.about, False)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A finding with a person's answers in it: the draft without its key, the rule that it stands under, and
    the questions that still stand."""

    draft: FindingDraft
    rule: RuleView | None
    questions: tuple[Question, ...]


def unruled(text: str, facts: Facts, answers: Answers, today: date) -> FindingDraft:
    """A finding of a day on which no schedule is in force: as it reads, without key and price."""
    return FindingDraft(
        "",
        text,
        answers.day_of(facts, today),
        answers.level_of(facts),
        not_priced("当日没有已采用的扣缴标准").draft(),
        inspecting_body=answers.inspecting_body or facts.body,
        office=answers.office or facts.office,
        subject=answers.subject or facts.subject,
        place=answers.place or facts.place,
    )
