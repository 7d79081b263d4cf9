"""Answers from the documents: amounts, tasks, deadlines, who is responsible, what is paid."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ledger.plan import Plan
from ledger.vocabulary import Role
from tui.assistant import mentions, naming
from tui.assistant.answers import amounts, subsidies, targets, tasks
from tui.assistant.answers.script import Script
from tui.assistant.contexts import Context
from tui.assistant.filing import FindingReader, Reading
from tui.assistant.library import ENOUGH, Library, reply, without_document
from tui.assistant.periods import read_period
from tui.assistant.slots import SlotReader
from tui.assistant.values import Intent, Reply, Slots

_COMPARED = re.compile(r"不同|变化|区别|对比|比较|差别|差异|不一样")
_UNNAMED = re.compile(r"^(?P<name>[\u4e00-\u9fff]{2,3})(?:是哪|是谁|是干|负责|分管|管|在哪|属于|归)")
_MONEY = re.compile(r"扣缴|扣款|财力|罚款|标准|分别|都|全部|所有|类别|各类|每类|几万|[扣罚缴几万元块]")
_ASKED = re.compile(r"(?:一共|总共|共|应该|[得要会该能])*[扣罚缴](?:缴|款|钱|财力|财政)?(?:多少|几|啥).*$")
_ONE_OR_NONE = re.compile(r"一[个项条][没未不]")
"""一项没落实 is one that failed or not one that was carried out: no count is taken from it."""
_ASKING = re.compile(r"还是|多少|怎么|咋|是不是|[吗呢]$")
_OF_MONEY = re.compile(
    r"补助|补贴|奖补|奖励|申请|专项资金|资金|补|奖|领|拿|钱|享受|绩效|企业|行业|满足|条件|才能|标准|政策|支持|财政"
    r"|评级|分级|评上"
)
_ABOUT_UNITS = re.compile(
    r"[区市县局办]|承担|都|任务|项|工作|活儿?|职责|差事|方案|文件|名字|[里中在写的上叫]"
)
_PRIVATE = re.compile(r"电话|手机|号码|工资|年龄|多大|住哪|地址|微信")


def _matter(text: str) -> str:
    """What a question about money tells of a matter: without the clauses and the endings that ask."""
    parts = [_ASKED.sub("", part) for part in re.split(r"[，。；？！,;?!]", text)]
    told = [part for part in parts if part and not _MONEY.search(part) and not _ASKING.search(part)]
    return "，".join(told) or text


@dataclass(frozen=True)
class DocumentAnswerer:
    """Answers over the library; how a finding would be judged is asked of the reader of findings."""

    library: Library
    slots: SlotReader
    filing: FindingReader
    persons: tuple[str, ...]

    def amount(self, text: str, today: date, context: Context) -> Reply:
        """What a kind of finding costs the treasury."""
        slots = self.slots.read(Intent.ASK_AMOUNT, text, today, context)
        plan = self.library.plans[self.library.plan_meant(text)]
        script = self.library.script(plan, text)
        read = self.filing.read(text, today)
        if "rule" not in slots:
            slots |= self._judged(text, today)
        if not read.proposal.ranked:
            read = self.filing.read(_matter(text), today)
        judged = read.proposal.ranked[0].count if read.proposal.ranked else None
        same = read.rule is not None and read.rule.rule.place == slots.get("rule")
        working = ""
        told = judged is not None and not _ONE_OR_NONE.search(text)
        if "count" not in slots and judged and told and judged.value > 1 and same:
            slots["count"], working = judged.value, judged.working
        asks = self._count_asked(script, slots, plan, read)
        if asks:
            return replace(reply(Intent.ASK_AMOUNT, slots, script), asks=asks)
        numbers = read.tasks[:1] if "rule" in slots else ()
        amounts.answer(script, text, slots, plan.deductions, numbers, self._unlisted(text, slots), working)
        return reply(Intent.ASK_AMOUNT, slots, script)

    def _count_asked(self, script: Script, slots: Slots, plan: Plan, read: Reading) -> str | None:
        """Asks again where more measures are counted than the sites can fail; the count is then no slot."""
        rule = next((rule for rule in plan.deductions if rule.place == slots.get("rule")), None)
        count = slots.get("count")
        if rule is None or not rule.stackable or not isinstance(count, int):
            return None
        most = amounts.most_measures(rule) * max(read.facts.sites, 1)
        if count <= most:
            return None
        del slots["count"]
        return amounts.ask_count(script, rule, count, most)

    def _judged(self, text: str, today: date) -> Slots:
        """The line of the schedule under which the matter of a question would be judged."""
        matter = naming.content(_MONEY.sub(" ", text)).replace(" ", "")
        match = self.filing.read(matter, today).proposal.match if len(matter) > 2 else None
        sure = match is not None and match.place is not None and not match.abstain
        return {"rule": match.place} if sure and match and match.place else {}

    def _unlisted(self, text: str, slots: Slots) -> str:
        """What is asked about, where no line of the schedule is meant."""
        topic = (
            ""
            if "rule" in slots
            else naming.content(_MONEY.sub(" ", without_document(text, self.library.plans)))
        )
        return max(topic.split(), key=len, default="") if len(topic) > 1 else ""

    def obligation(self, text: str, today: date, context: Context) -> Reply:
        """What the documents demand."""
        for plan in (self.library.plans[self.library.plan_meant(text)], *self.library.plans):
            figures = targets.of_unit(plan, text)
            if figures:
                script = self.library.script(plan)
                targets.answer(script, figures)
                return reply(Intent.ASK_OBLIGATION, {"topic": figures[0].metric}, script)
        if len(self.library.plans) > 1 and _COMPARED.search(text):
            return self._compared(text)
        found, topic = self.library.search(text)
        if found is None:
            return self.library.absent(Intent.ASK_OBLIGATION, topic)
        script = self.library.script(found.plan, text)
        tasks.obligation(script, found, text)
        if re.search(r"实时|现在|目前|今天|当前|到多少", text):
            script.say("文件只写目标和要求，没有实时数据。")
        return reply(Intent.ASK_OBLIGATION, self.library.topic(topic, found), script)

    def _compared(self, text: str) -> Reply:
        """What each plan says of a matter, one after the other."""
        words = re.sub(
            r"两年|今年|去年|之间|相比|有|的",
            " ",
            _COMPARED.sub(" ", without_document(text, self.library.plans)),
        )
        topic = naming.content(words)
        script = Script(self.library.plans[0], foreign=True)
        for place, plan in enumerate(self.library.plans):
            hits = [
                hit
                for hit in self.library.index.search(topic, hints=words, plan=place)
                if hit.coverage >= ENOUGH
            ]
            part = Script(plan, foreign=True)
            if hits:
                tasks.obligation(part, hits[0], text)
            else:
                part.say(f"{part.document()}没有找到“{topic}”的规定。", topic)
            script.absorb(part)
        return reply(Intent.ASK_OBLIGATION, {"topic": topic.replace(" ", "")} if topic else {}, script)

    def deadline(self, text: str, today: date, context: Context) -> Reply:
        """By when a matter is due, or what is due in a span."""
        found, topic = self.library.search(text, tasks_only=True, dated=True)
        period = read_period(text, today)
        which = re.search(r"哪些|什么任务|几项|有没有.{0,4}到期|快到期|超期|逾期", text)
        if which and (found is None or re.search(r"任务|到期|超期|逾期", text)):
            return self._due(text, today, period.first if period else None, period.last if period else None)
        if found is None:
            return self.library.absent(Intent.ASK_DEADLINE, topic)
        script = self.library.script(found.plan)
        slots = self.library.topic(topic, found)
        tasks.deadline(script, found, text, str(slots.get("topic", "")))
        return reply(Intent.ASK_DEADLINE, slots, script)

    def _due(self, text: str, today: date, first: date | None, last: date | None) -> Reply:
        script = self.library.script()
        if re.search(r"超期|逾期|已经过|过了", text):
            tasks.due_between(
                script, script.plan, date(1949, 1, 1) if first is None else first, today, overdue=True
            )
        else:
            soon = date.fromordinal(today.toordinal() + 31)
            tasks.due_between(script, script.plan, first or today, last or soon)
        return reply(Intent.ASK_DEADLINE, {}, script)

    def responsible(self, text: str, today: date, context: Context) -> Reply:
        """Whose a task is, or what a person or unit answers for."""
        persons = mentions.persons_in(text, self.persons)
        units = mentions.departments_in(text, self.slots.registry)
        if persons:
            plan = self._plan_of_person(persons[0])
            script = self.library.script(plan)
            tasks.person(script, plan, persons[0])
            asked = _PRIVATE.search(text)
            if asked:
                script.say(f"文件没有写{asked.group()}。")
            return reply(Intent.ASK_RESPONSIBLE, {"person": persons[0]}, script)
        unknown = _UNNAMED.match(text)
        if unknown and not units and self._unheard(unknown["name"]):
            script = self.library.script()
            tasks.person(script, script.plan, unknown["name"])
            return reply(Intent.ASK_RESPONSIBLE, {"person": unknown["name"]}, script)
        if units and self._only_unit(text):
            script = self.library.script()
            tasks.unit(script, script.plan, units[0], wants_person=True)
            return reply(Intent.ASK_RESPONSIBLE, {"unit": units[0]}, script)
        found, topic = self.library.of_whom(text)
        if found is None:
            return self.library.absent(Intent.ASK_RESPONSIBLE, topic)
        script = self.library.script(found.plan)
        parts = tasks.whose(found)
        if (
            re.search(r"牵头", text)
            and not re.search(r"配合|落实", text)
            and any(part.role is Role.LEAD for part in parts)
        ):
            parts = [part for part in parts if part.role is Role.LEAD]
        tasks.responsible(script, found, parts)
        slots = self.library.topic(topic, found)
        rules = self.slots.rules.named_in(text)
        if rules and re.search(r"焚烧|烧|燃放|没|未|黑渣土|不到位", text):
            slots["rule"] = rules[0].place
        return reply(Intent.ASK_RESPONSIBLE, slots, script)

    def _only_unit(self, text: str) -> bool:
        """Whether the question is about a unit as such, not about a matter of its."""
        spans = self.slots.unit_spans(text)
        left = naming.content(naming.without(text, spans).replace("\n", " "))
        return len(_ABOUT_UNITS.sub("", left).strip()) < 2

    def _plan_of_person(self, name: str) -> Plan:
        return next(
            (
                plan
                for plan in self.library.plans
                for task in plan.obligations
                for part in task.assignments
                if name in part.persons
            ),
            self.library.plans[0],
        )

    def _unheard(self, name: str) -> bool:
        """Whether a short word at the start is a name of no one and nothing in the plans."""
        return not any(name in plan.text for plan in self.library.plans) and not self.slots.rules.named_in(
            name
        )

    def subsidy(self, text: str, today: date, context: Context) -> Reply:
        """What is paid by grade or for a matter."""
        plan = self.library.plans[self.library.plan_meant(text)]
        slots = self.slots.read(Intent.SUBSIDY_QUERY, text, today, context)
        script = self.library.script(plan)
        if slots:
            subsidies.by_grade(script, text, mentions.grades_in(text))
            return reply(Intent.SUBSIDY_QUERY, slots, script)
        topic = naming.content(_OF_MONEY.sub(" ", text))
        hits = (
            [
                hit
                for hit in self.library.index.search(topic, plan=self.library.plan_meant(text))
                if hit.coverage >= ENOUGH
            ]
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
            found, _ = self.library.search(text)
            if found is None or not any(subsidies.MONEY_WORDS.search(p.text) for p in found.sentences[:3]):
                return self.library.absent(Intent.SUBSIDY_QUERY, topic)
            script = self.library.script(found.plan)
            subsidies.by_topic(script, found)
            return reply(Intent.SUBSIDY_QUERY, self.library.topic(topic, found), script)
        if not hits:
            subsidies.conditions(script)
            return reply(Intent.SUBSIDY_QUERY, slots, script)
        subsidies.by_topic(script, hits[0])
        return reply(Intent.SUBSIDY_QUERY, self.library.topic(topic, hits[0]), script)
