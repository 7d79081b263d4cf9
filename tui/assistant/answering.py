"""Which answer an intent gets: picks the plan, searches it, and lets `answers` write.

Every answer carries its citations; where the plan in force does not say, the other plans are searched and the
document is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from importers.sentences.numerals import INTEGER, integer
from ledger.plan import Plan
from ledger.vocabulary import Role
from tui.assistant import knowledge, mentions, naming
from tui.assistant.answers import actions, amounts, findings, records, subsidies, targets, tasks
from tui.assistant.answers.script import Script
from tui.assistant.contexts import Context
from tui.assistant.filing import FindingReader
from tui.assistant.periods import read_period
from tui.assistant.retrieval import Found, Index, synonyms
from tui.assistant.slots import SlotReader
from tui.assistant.values import Intent, Proposal, Reply, Slots

if TYPE_CHECKING:
    from ledger.database import Book

_ENOUGH, _PLAINLY, _MOSTLY, _SURELY = 0.45, 0.6, 0.8, 0.95
_COMPARED = re.compile(r"不同|变化|区别|对比|比较|差别|差异|不一样")
_TASK_NUMBER = re.compile(rf"第({INTEGER}(?:\(\d+\))?)(?:条|项|号任务|个任务)")
_UNNAMED = re.compile(r"^(?P<name>[\u4e00-\u9fff]{2,3})(?:是哪|是谁|是干|负责|分管|管|在哪|属于|归)")
_WRITE_DOWN = re.compile(r"登|记[一上下]|录|新增|台账")
_MONEY = re.compile(r"扣缴|扣款|财力|罚款|标准|分别|都|全部|所有|类别|各类|每类|几万|[扣罚缴几万元块]")
_YEAR = re.compile(r"(20\d\d)年?(?:的|方案|文件|计划)|(?:按|查|问)(20\d\d)")


@dataclass(frozen=True)
class Answerer:
    """Answers over the plans and the book."""

    plans: tuple[Plan, ...]
    index: Index
    slots: SlotReader
    filing: FindingReader
    persons: tuple[str, ...]
    book: Book | None

    def answer(self, intent: Intent, text: str, today: date, context: Context) -> Reply:
        """The reply of an intent, not yet checked against its sources."""
        writers: dict[Intent, Callable[[str, date, Context], Reply]] = {
            Intent.FILE_FINDING: self._file,
            Intent.ASK_AMOUNT: self._amount,
            Intent.ASK_OBLIGATION: self._obligation,
            Intent.ASK_DEADLINE: self._deadline,
            Intent.ASK_RESPONSIBLE: self._responsible,
            Intent.SUBSIDY_QUERY: self._subsidy,
            Intent.SMALLTALK: self._small,
            Intent.HELP: self._help,
        }
        writer = writers.get(intent)
        if writer:
            return writer(text, today, context)
        return self._act(intent, text, today, context)

    def plan_meant(self, text: str) -> int:
        """The place of the plan that the words name by year or area; the first where they name none."""
        hit = _YEAR.search(text)
        years = {int(year) for year in hit.groups() if year} if hit else set()
        if re.search(r"(?:去年|前年|上一?年度?)的?(?:方案|文件)", text):
            years.update(plan.document.year for plan in self.plans[1:])
        for place, plan in enumerate(self.plans):
            area = re.match(r"[\u4e00-\u9fff]{2,4}?(?=[市区县])", plan.document.title)
            if place and (plan.document.year in years or (area and area.group() in text)):
                return place
        return 0

    def search(self, text: str, *, tasks_only: bool = False, dated: bool = False) -> tuple[Found | None, str]:
        """What covers the question best, in the plan that is meant or another; and the topic."""
        numbered = _TASK_NUMBER.search(text)
        meant = self.plan_meant(text)
        if numbered:
            number = str(integer(numbered[1]) or numbered[1])
            found = self._task(meant, number)
            if found:
                return found, ""
        question = _without_document(text, self.plans)
        topic = naming.content(question)
        hits = self.index.search(topic, hints=question, plan=meant, tasks_only=tasks_only)
        mine = hits[0].coverage if hits else 0.0
        others = self.index.search(topic, hints=question, tasks_only=tasks_only) if mine < _MOSTLY else []
        if mine >= _ENOUGH and not (others and others[0].coverage > _SURELY):
            return (self._dated(hits) if dated else self._nearest(hits, text)), topic
        return next((hit for hit in others if hit.coverage >= _ENOUGH), None), topic

    def holds(self, text: str) -> bool:
        """Whether the plans plainly speak of what a question asks about."""
        topic = naming.content(text)
        hits = self.index.search(topic, best=1) if len(topic) > 2 else []
        return bool(hits) and hits[0].coverage >= _PLAINLY and hits[0].score >= _PLAINLY

    def _dated(self, hits: list[Found]) -> Found:
        """The best hit, or one that covers as much, is nearly as good and has a date."""
        first = hits[0]
        close = [hit for hit in hits if hit.score >= 0.8 * first.score and hit.coverage >= first.coverage]
        return next((hit for hit in close if hit.task and hit.task.deadlines), first)

    def _nearest(self, hits: list[Found], text: str) -> Found:
        """The best hit; where a figure is asked for, one nearly as good that has such a figure."""
        close = [hit for hit in hits if hit.score >= 0.7 * hits[0].score and hit.coverage >= _ENOUGH]
        return next((hit for hit in close if tasks.has_figure(hit.sentences[:1], text)), hits[0])

    def _task(self, place: int, number: str) -> Found | None:
        plan = self.plans[place]
        task = plan.obligation(number)
        if task is None:
            return None
        mine = self.index.passages_of(place, number)
        return Found(plan, number, task, tuple(mine), 1.0)

    def _script(self, plan: Plan | None = None, text: str = "") -> Script:
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

    def _reply(
        self,
        intent: Intent,
        slots: Slots,
        script: Script,
        card: Proposal | None = None,
        asks: str | None = None,
    ) -> Reply:
        return Reply(intent, slots, script.text(), tuple(script.citations), card, asks, tuple(script.sources))

    def _topic(self, topic: str, found: Found | None) -> Slots:
        if not topic:
            return {}
        held = (
            found.task.span.of(found.plan.text)
            if found and found.task
            else " ".join(p.text for p in found.sentences)
            if found
            else ""
        )
        words = _official(topic, held) or naming.core(topic, held, self.index.idf)
        return {"topic": words} if words else {}

    def _file(self, text: str, today: date, context: Context) -> Reply:
        script = self._script()
        readings = self.filing.read_all(text, today)
        if all(reading.says_nothing for reading in readings) and not _WRITE_DOWN.search(text):
            return self._small(text, today, context)
        card, asks = findings.propose(script, readings, text)
        slots = (
            readings[0].slots() if len(readings) == 1 else _joined([reading.slots() for reading in readings])
        )
        return self._reply(Intent.FILE_FINDING, slots, script, card, asks)

    def _amount(self, text: str, today: date, context: Context) -> Reply:
        slots = self.slots.read(Intent.ASK_AMOUNT, text, today, context)
        plan = self.plans[self.plan_meant(text)]
        script = self._script(plan, text)
        read = self.filing.read(text, today)
        if "rule" not in slots:
            slots |= self._judged(text, today)
        numbers = read.tasks[:1] if "rule" in slots else ()
        amounts.answer(script, text, slots, plan.deductions, numbers, self._unlisted(text, slots))
        return self._reply(Intent.ASK_AMOUNT, slots, script)

    def _compared(self, text: str) -> Reply:
        """What each plan says of a matter, one after the other."""
        words = re.sub(
            r"两年|今年|去年|之间|相比|有|的", " ", _COMPARED.sub(" ", _without_document(text, self.plans))
        )
        topic = naming.content(words)
        script = Script(self.plans[0], foreign=True)
        for place, plan in enumerate(self.plans):
            hits = [
                hit for hit in self.index.search(topic, hints=words, plan=place) if hit.coverage >= _ENOUGH
            ]
            part = Script(plan, foreign=True)
            if hits:
                tasks.obligation(part, hits[0], text)
            else:
                part.say(f"{part.document()}没有找到“{topic}”的规定。", topic)
            script.absorb(part)
        return self._reply(Intent.ASK_OBLIGATION, {"topic": topic.replace(" ", "")} if topic else {}, script)

    def _judged(self, text: str, today: date) -> Slots:
        """The line of the schedule under which the matter of a question would be judged."""
        matter = naming.content(_MONEY.sub(" ", text)).replace(" ", "")
        match = self.filing.read(matter, today).proposal.match if len(matter) > 2 else None
        sure = match is not None and match.place is not None and not match.abstain
        return {"rule": match.place} if sure and match and match.place else {}

    def _unlisted(self, text: str, slots: Slots) -> str:
        """What is asked about, where no line of the schedule is meant."""
        topic = (
            "" if "rule" in slots else naming.content(_MONEY.sub(" ", _without_document(text, self.plans)))
        )
        return max(topic.split(), key=len, default="") if len(topic) > 1 else ""

    def _obligation(self, text: str, today: date, context: Context) -> Reply:
        for plan in (self.plans[self.plan_meant(text)], *self.plans):
            figures = targets.of_unit(plan, text)
            if figures:
                script = self._script(plan)
                targets.answer(script, figures)
                return self._reply(Intent.ASK_OBLIGATION, {"topic": figures[0].metric}, script)
        if len(self.plans) > 1 and _COMPARED.search(text):
            return self._compared(text)
        found, topic = self.search(text)
        if found is None:
            return self._absent(Intent.ASK_OBLIGATION, topic)
        script = self._script(found.plan, text)
        tasks.obligation(script, found, text)
        if re.search(r"实时|现在|目前|今天|当前|到多少", text):
            script.say("文件只写目标和要求，没有实时数据。")
        return self._reply(Intent.ASK_OBLIGATION, self._topic(topic, found), script)

    def _deadline(self, text: str, today: date, context: Context) -> Reply:
        found, topic = self.search(text, tasks_only=True, dated=True)
        period = read_period(text, today)
        which = re.search(r"哪些|什么任务|几项|有没有.{0,4}到期|快到期|超期|逾期", text)
        if which and (found is None or re.search(r"任务|到期|超期|逾期", text)):
            return self._due(text, today, period.first if period else None, period.last if period else None)
        if found is None:
            return self._absent(Intent.ASK_DEADLINE, topic)
        script = self._script(found.plan)
        slots = self._topic(topic, found)
        tasks.deadline(script, found, text, str(slots.get("topic", "")))
        return self._reply(Intent.ASK_DEADLINE, slots, script)

    def _due(self, text: str, today: date, first: date | None, last: date | None) -> Reply:
        script = self._script()
        if re.search(r"超期|逾期|已经过|过了", text):
            tasks.due_between(
                script, script.plan, date(1949, 1, 1) if first is None else first, today, overdue=True
            )
        else:
            soon = date.fromordinal(today.toordinal() + 31)
            tasks.due_between(script, script.plan, first or today, last or soon)
        return self._reply(Intent.ASK_DEADLINE, {}, script)

    def _responsible(self, text: str, today: date, context: Context) -> Reply:
        persons = mentions.persons_in(text, self.persons)
        units = mentions.departments_in(text, self.slots.registry)
        rest = naming.content(re.sub("|".join(map(re.escape, persons)) or "(?!)", "", text))
        if persons:
            plan = self._plan_of_person(persons[0])
            script = self._script(plan)
            tasks.person(script, plan, persons[0])
            asked = re.search(r"电话|手机|号码|工资|年龄|多大|住哪|地址|微信", text)
            if asked:
                script.say(f"文件没有写{asked.group()}。")
            return self._reply(Intent.ASK_RESPONSIBLE, {"person": persons[0]}, script)
        unknown = _UNNAMED.match(text)
        if unknown and not units and self._unheard(unknown["name"]):
            script = self._script()
            tasks.person(script, script.plan, unknown["name"])
            return self._reply(Intent.ASK_RESPONSIBLE, {"person": unknown["name"]}, script)
        if units and self._only_unit(text, rest):
            script = self._script()
            tasks.unit(script, script.plan, units[0], wants_person=True)
            return self._reply(Intent.ASK_RESPONSIBLE, {"unit": units[0]}, script)
        found, topic = self._of_whom(text)
        if found is None:
            return self._absent(Intent.ASK_RESPONSIBLE, topic)
        script = self._script(found.plan)
        parts = list(found.task.assignments) if found.task else []
        if (
            re.search(r"牵头", text)
            and not re.search(r"配合|落实", text)
            and any(part.role is Role.LEAD for part in parts)
        ):
            parts = [part for part in parts if part.role is Role.LEAD]
        tasks.responsible(script, found, parts)
        slots = self._topic(topic, found)
        rules = self.slots.rules.named_in(text)
        if rules and re.search(r"焚烧|烧|燃放|没|未|黑渣土|不到位", text):
            slots["rule"] = rules[0].place
        return self._reply(Intent.ASK_RESPONSIBLE, slots, script)

    def _of_whom(self, text: str) -> tuple[Found | None, str]:
        """The task that is asked about, or a clause that covers the question far better than any task."""
        found, topic = self.search(text, tasks_only=True)
        wider, _ = self.search(text)
        if wider and wider.task is None and wider.coverage > (found.coverage if found else 0.0) + 0.2:
            return wider, topic
        return found, topic

    def _only_unit(self, text: str, rest: str) -> bool:
        spans = self.slots.unit_spans(text)
        left = naming.content(naming.without(text, spans).replace("\n", " "))
        return len(re.sub(r"[区市县局办]|承担|都|任务|项|工作", "", left).strip()) < 2

    def _plan_of_person(self, name: str) -> Plan:
        return next(
            (
                plan
                for plan in self.plans
                for task in plan.obligations
                for part in task.assignments
                if name in part.persons
            ),
            self.plans[0],
        )

    def _unheard(self, name: str) -> bool:
        """Whether a short word at the start is a name of no one and nothing in the plans."""
        return not any(name in plan.text for plan in self.plans) and not self.slots.rules.named_in(name)

    def _subsidy(self, text: str, today: date, context: Context) -> Reply:
        plan = self.plans[self.plan_meant(text)]
        slots = self.slots.read(Intent.SUBSIDY_QUERY, text, today, context)
        script = self._script(plan)
        if slots:
            subsidies.by_grade(script, text, mentions.grades_in(text))
            return self._reply(Intent.SUBSIDY_QUERY, slots, script)
        topic = naming.content(
            re.sub(
                r"补助|补贴|奖补|奖励|申请|专项资金|资金|补|奖|领|拿|钱|享受|绩效|企业|行业|满足|条件|才能|标准|政策|支持|财政|评级|分级|评上",
                " ",
                text,
            )
        )
        hits = (
            [hit for hit in self.index.search(topic, plan=self.plan_meant(text)) if hit.coverage >= _ENOUGH]
            if topic
            else []
        )
        hits.sort(
            key=lambda hit: (
                not any(subsidies.MONEY_WORDS.search(p.text) for p in hit.sentences[:3]),
                -hit.score,
            )
        )
        if not hits and len(topic) > 1:
            found, _ = self.search(text)
            if found is None or not any(subsidies.MONEY_WORDS.search(p.text) for p in found.sentences[:3]):
                return self._absent(Intent.SUBSIDY_QUERY, topic)
            script = self._script(found.plan)
            subsidies.by_topic(script, found)
            return self._reply(Intent.SUBSIDY_QUERY, self._topic(topic, found), script)
        if not hits:
            subsidies.conditions(script)
            return self._reply(Intent.SUBSIDY_QUERY, slots, script)
        subsidies.by_topic(script, hits[0])
        return self._reply(Intent.SUBSIDY_QUERY, self._topic(topic, hits[0]), script)

    def _absent(self, intent: Intent, topic: str) -> Reply:
        script = self._script()
        words = topic.replace(" ", "")
        slots: Slots = {"topic": words} if words else {}
        about = f"“{words}”" if words else "这方面"
        script.say(f"文件里没有找到{about}的规定，不作答。可以换个说法，或到文件屏查全文。", words)
        return self._reply(intent, slots, script)

    def _small(self, text: str, today: date, context: Context) -> Reply:
        slots = self.slots.read(Intent.SMALLTALK, text, today, context)
        script = self._script()
        if slots:
            script.say(f"这是{slots['topic']}方面的事，现行方案是大气污染防治方案，没有写，不作答。")
        else:
            script.say(_first("smalltalk", text))
        return self._reply(Intent.SMALLTALK, slots, script)

    def _help(self, text: str, today: date, context: Context) -> Reply:
        script = self._script()
        words = _first("help", text)
        script.say(words, words)
        return self._reply(Intent.HELP, {}, script)

    def _act(self, intent: Intent, text: str, today: date, context: Context) -> Reply:
        slots = self.slots.read(intent, text, today, context)
        script = self._script()
        rules = script.plan.deductions
        card: Proposal | None = None
        asks: str | None = None
        if intent is Intent.LIST_FINDINGS:
            records.listed(script, slots, rules, self.book)
        elif intent is Intent.OFFICE_TOTAL:
            records.totalled(script, slots, rules, self.book, today)
        elif intent is Intent.MAKE_NOTICE:
            card, asks = actions.paper(script, text, slots, rules)
        elif intent is Intent.SUMMARY_REPORT:
            card = actions.summary(script, text, slots, rules)
        elif intent is Intent.VOID_FINDING:
            card, asks = actions.void(script, text, slots, rules, context)
        elif intent is Intent.CORRECT_LAST:
            card, asks = actions.correction(script, text, slots, rules, context)
        elif intent is Intent.GRADE_COMPANY:
            card, asks = actions.grade(script, text, slots, self.book)
        else:
            script.say(
                f"记下：{records.described(slots, rules)}。" if slots else "好的。",
                *(str(value) for value in slots.values()),
            )
        return self._reply(intent, slots, script, card, asks)


def _official(topic: str, held: str) -> str | None:
    """The plan's own word where the topic is little but another word for it."""
    for word, others in synonyms().items():
        if word in topic and word not in held and 10 * len(word) >= 7 * len(topic.split()[0]):
            return next((other for other in others if other in held), None)
    return None


def _joined(rows: Sequence[Slots]) -> Slots:
    """Slots of several findings: each value once, joined by 、."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: "、".join(dict.fromkeys(str(row[name]) for row in rows if name in row)) for name in names}


def _first(file: str, text: str) -> str:
    rows = knowledge.load_cached(file)
    return next(str(row["say"]) for row in rows if re.search(row["when"], text, re.IGNORECASE))


def _without_document(text: str, plans: Sequence[Plan]) -> str:
    for plan in plans:
        area = re.match(r"[\u4e00-\u9fff]{2,4}?(?=[市区县])", plan.document.title)
        if area:
            text = re.sub(rf"{area.group()}[市区县]?的?", " ", text)
    return re.sub(r"20\d\d年?的?", " ", text)
