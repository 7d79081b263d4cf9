"""The plans as a library: which document a question means, and what in it covers the question.

Owns the choice among documents; the plan in force comes first, another is taken where it is named or plainly
says more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from importers.sentences.numerals import INTEGER, integer
from ledger.plan import Plan
from tui.assistant import naming
from tui.assistant.answers import tasks
from tui.assistant.answers.script import Script
from tui.assistant.retrieval import Found, Index, synonyms
from tui.assistant.values import Intent, Reply, Slots

ENOUGH, _MOSTLY, _SURELY = 0.45, 0.8, 0.95
_FEW, _TELLING, _RARE, _TOUCHED = 3, 3, 2.5, 0.6
_TASK_NUMBER = re.compile(rf"第({INTEGER}(?:\(\d+\))?)(?:条|项|号任务|个任务)")
_YEAR = re.compile(r"(20\d\d)年?(?:的|方案|文件|计划)|(?:按|查|问)(20\d\d)")
_WHOSE = re.compile(r"(?:归|是)[^，。]{2,12}?(?:管[不吗没]?|牵头|还是[^，。]{2,10})[管吗呢?？]*$")
_MAY = re.compile(
    r"能不能|可不可以|让不让|准不准|允不允许|(?:能|可以|允许|准许?)[^，。]{1,16}[不吗么][?？]?$|禁止|禁不禁"
)
_MUST_NOT = re.compile(r"禁止|严禁|不得|不准|不予|暂停")
_AREA = re.compile(r"[\u4e00-\u9fff]{2,4}?(?=[市区县])")


@dataclass(frozen=True)
class Library:
    """Some plans, the first of which is in force, and their index."""

    plans: tuple[Plan, ...]
    index: Index

    def plan_meant(self, text: str) -> int:
        """The place of the plan that the words name; the first where they name none."""
        return self.plan_named(text) or 0

    def plan_named(self, text: str) -> int | None:
        """The place of the plan that the words name by year or area, other than the one in force."""
        hit = _YEAR.search(text)
        years = {int(year) for year in hit.groups() if year} if hit else set()
        if re.search(r"(?:去年|前年|上一?年度?)的?(?:方案|文件)", text):
            years.update(plan.document.year for plan in self.plans[1:])
        for place, plan in enumerate(self.plans):
            area = _AREA.match(plan.document.title)
            if place and (plan.document.year in years or (area and area.group() in text)):
                return place
        return None

    def search(self, text: str, *, tasks_only: bool = False, dated: bool = False) -> tuple[Found | None, str]:
        """What covers the question best, in the plan that is meant or another; and the topic."""
        numbered = _TASK_NUMBER.search(text)
        meant = self.plan_meant(text)
        if numbered:
            number = str(integer(numbered[1]) or numbered[1])
            found = self._task(meant, number)
            if found:
                return found, ""
        question = without_document(text, self.plans)
        topic = naming.content(question)
        hits = self.index.search(topic, hints=question, plan=meant, tasks_only=tasks_only)
        mine = hits[0].coverage if hits else 0.0
        elsewhere = mine < _MOSTLY and self.plan_named(text) is None
        others = self.index.search(topic, hints=question, tasks_only=tasks_only) if elsewhere else []
        surely = bool(others) and others[0].coverage > _SURELY
        if mine >= ENOUGH and not (surely and not self._same_core(hits[0], others[0], topic)):
            return (self._dated(hits) if dated else self._nearest(hits, text)), topic
        touched = None if surely else self._touched(hits, topic)
        return touched or next((hit for hit in others if hit.coverage >= ENOUGH), None), topic

    def _same_core(self, mine: Found, other: Found, topic: str) -> bool:
        """Whether both hold the telling stretch of a topic, the rest being wording."""
        part = naming.core(topic, _held(other), self.index.idf).lower()
        return len(part) > 1 and part in _held(mine).lower()

    def _touched(self, hits: list[Found], topic: str) -> Found | None:
        """A hit that covers little of a wordy question but holds a telling stretch of it."""
        for hit in hits[:_FEW]:
            held = _held(hit)
            part = naming.core(topic, held, self.index.idf, late=1.0)
            if len(part) >= _TELLING and self.index.idf(part) >= _RARE and part.lower() in held.lower():
                return hit
        return None

    def of_whom(self, text: str) -> tuple[Found | None, str]:
        """The task that is asked about, or a clause that covers the question far better than any task."""
        matter = _WHOSE.sub("", text)
        text = matter if len(naming.content(matter)) > 1 else text
        found, topic = self.search(text, tasks_only=True)
        wider, _ = self.search(text)
        if wider and wider.task is None and wider.coverage > (found.coverage if found else 0.0) + 0.2:
            return wider, topic
        return found, topic

    def coverage(self, text: str) -> float:
        """The share of what a question asks about that stands in one task or clause, in [0, 1]."""
        topic = naming.content(text)
        hits = self.index.search(topic, best=1) if len(topic) > 1 else []
        if not hits:
            return 0.0
        share = min(hits[0].coverage, hits[0].score)
        return max(share, _TOUCHED) if share < _TOUCHED and self._touched(hits, topic) else share

    def _dated(self, hits: list[Found]) -> Found:
        """The best hit, or one that covers as much, is nearly as good and has a date."""
        first = hits[0]
        close = [hit for hit in hits if hit.score >= 0.8 * first.score and hit.coverage >= first.coverage]
        return next((hit for hit in close if hit.task and hit.task.deadlines), first)

    def _nearest(self, hits: list[Found], text: str) -> Found:
        """The best hit; where a figure is asked for, one nearly as good that has such a figure."""
        close = [hit for hit in hits if hit.score >= 0.7 * hits[0].score and hit.coverage >= ENOUGH]
        if _MAY.search(text):
            forbidding = (hit for hit in close if any(_MUST_NOT.search(p.text) for p in hit.sentences[:1]))
            return next(forbidding, hits[0])
        return next((hit for hit in close if tasks.has_figure(hit.sentences[:1], text)), hits[0])

    def _task(self, place: int, number: str) -> Found | None:
        plan = self.plans[place]
        task = plan.obligation(number)
        if task is None:
            return None
        mine = self.index.passages_of(place, number)
        return Found(plan, number, task, tuple(mine), 1.0)

    def script(self, plan: Plan | None = None, text: str = "") -> Script:
        """An empty answer; a year of which there is no plan is said first."""
        chosen = plan or self.plans[0]
        script = Script(chosen, foreign=chosen is not self.plans[0])
        hit = _YEAR.search(text)
        year = next((year for year in hit.groups() if year), None) if hit else None
        if year and all(int(year) != plan.document.year for plan in self.plans):
            script.say(
                f"没有{year}年的文件，以下是{chosen.document.year}年方案的规定。", str(chosen.document.year)
            )
        return script

    def topic(self, topic: str, found: Found | None) -> Slots:
        """The slot that says what was asked about, in the words found; a unit's name is no topic."""
        if found and found.task:
            units = "|".join(re.escape(part.unit) for part in found.task.assignments)
            short = re.sub(units, " ", topic) if units else topic
            topic = short if len(short.strip()) > 1 else topic
        if not topic:
            return {}
        held = _held(found) if found else ""
        words = _official(topic, held) or naming.core(topic, held, self.index.idf)
        return {"topic": words} if words else {}

    def absent(self, intent: Intent, topic: str) -> Reply:
        """That the documents do not say."""
        script = self.script()
        words = topic.replace(" ", "")
        slots: Slots = {"topic": words} if words else {}
        about = f"“{words}”" if words else "这方面"
        script.say(f"文件里没有找到{about}的规定，不作答。可以换个说法，或到文件屏查全文。", words)
        return replace(reply(intent, slots, script), understood=False)


def reply(intent: Intent, slots: Slots, script: Script) -> Reply:
    """A finished answer without a card."""
    return Reply(intent, slots, script.text(), tuple(script.citations), sources=tuple(script.sources))


def _held(found: Found) -> str:
    """The text of a task, or the sentences of a clause."""
    return found.task.span.of(found.plan.text) if found.task else " ".join(p.text for p in found.sentences)


def _official(topic: str, held: str) -> str | None:
    """The plan's own word where the topic is little but another word for it."""
    for word, others in synonyms().items():
        if word in topic and word not in held and 10 * len(word) >= 6 * len(topic.split()[0]):
            return next((other for other in others if other in held), None)
    return None


def without_document(text: str, plans: Sequence[Plan]) -> str:
    """A question without the words that name a document."""
    for plan in plans:
        area = _AREA.match(plan.document.title)
        if area:
            text = re.sub(rf"{area.group()}[市区县]?的?", " ", text)
    return re.sub(r"20\d\d年?的?", " ", text)
