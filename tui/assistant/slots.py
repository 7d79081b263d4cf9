"""The slots of an utterance, by intent, normalised as the conversation files write them.

Every value is read from the utterance, the words said last or the schedule; nothing is assumed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from importers.rosters import Registry
from importers.sentences.departments import find_departments
from importers.sentences.folding import fold
from importers.sentences.offices import find_offices
from ledger.plan import DeductionRule, Plan, Span
from ledger.vocabulary import FindingStatus
from tui.assistant import mentions, naming, quantities
from tui.assistant.contexts import Context
from tui.assistant.masking import folded
from tui.assistant.periods import Period, read_period, shifted
from tui.assistant.rulebook import RuleBook
from tui.assistant.values import Intent, Slots

YES = re.compile(
    r"^(?:对的?|是的?|好的?|确认|确定|没错|可以|行|嗯+|登吧|登记吧|就这样|没问题|ok|yes|y|同意|写入|提交)"
    r"(?:登记|写入|提交|更正|作废|吧|了|啊|呀|的)*[。.!！]*$",
    re.IGNORECASE,
)
NO = re.compile(
    r"^(?:算了|取消|不登了|不用了|不要了|放弃|先不登|别登了|不登|停|撤|作废|不弄了|不|不对,?算了)"
    r"(?:登记|这条|这个|吧|了|啊)*[。.!！]*$"
)
FULL_NUMBER = re.compile(r"(?<!\d)\d{4}-\d{4,5}(?!\d)")
"""A finding's number in full: 2022-0001."""
WAITING = re.compile(r"(?:没有?|未|还?没|尚未)(?:经过?)?复核|[待等](?:着|人)?复核|复核(?:完)?了?[没吗]有?")
"""What waits for another person's approval."""
MEDIA: tuple[tuple[str, str], ...] = (
    (
        "水污染",
        r"污水|废水|河道|水体|水质|排污口|饮用水|COD|氨氮|总磷|入河|排入.{0,3}河|排到?河|直排河|河里|臭水|自来水|水源地",
    ),
    ("噪声", r"噪声|噪音|扰民|分贝"),
    ("土壤污染", r"土壤|耕地污染"),
    ("固体废物", r"固废|固体废物|危废|危险废物|医疗废物"),
    ("辐射", r"辐射|放射性"),
)
_AIR = re.compile(r"恶臭|臭气|异味|臭味|臭|废气|大气|扬尘|VOC|油烟|焚烧|粉尘|颗粒物|烟")
_NEW_VALUE = re.compile(
    r".*(?:应当是|改成|改为|改到|改至|改|换成|换为|应该是|应是|应为|写成|变成|更正为|更正[:：]?|订正[:：]?|其实是|实际是|就是|而是|叫)"
)
_SPEAKER = re.compile(
    r"[\u4e00-\u9fff]?(?:主任|书记|局长|区长|科长|处长|所长|领导)(?:催|要|让|说|交代|等着|问)+了?"
)
_NOT_THIS = re.compile(r"不是[^，。；,;!！]*?(?=[，。；,;!！]|而?是|$)")

_ANSWERS = {
    "reason": re.compile(r"..", re.DOTALL),
    "level": re.compile(r"市|省|国家|区|自查|部里"),
    "announced": re.compile(r"公示|^(?:还|尚|暂)?[没未]|^[是对有已]"),
    "industry": re.compile(r"^(?!.*[吗几谁])[\u4e00-\u9fff]{2,12}$"),
}
"""What answers a question whose slot is kept on the card, not among the slots of the utterance."""


@dataclass(frozen=True)
class SlotReader:
    """Reads slots against a roster and the plan in force."""

    plan: Plan
    registry: Registry
    rules: RuleBook
    persons: tuple[str, ...]

    def read(self, intent: Intent, text: str, today: date, context: Context) -> Slots:
        """The slots that the utterance fills; those of a finding to file are read in `filing`."""
        readers: dict[Intent, Callable[[str, date, Context], Slots]] = {
            Intent.ASK_AMOUNT: self._amount,
            Intent.LIST_FINDINGS: self._listed,
            Intent.OFFICE_TOTAL: self._total,
            Intent.MAKE_NOTICE: self._paper,
            Intent.SUMMARY_REPORT: self._summary,
            Intent.CORRECT_LAST: self._correction,
            Intent.VOID_FINDING: self._void,
            Intent.SUBSIDY_QUERY: self._subsidy,
            Intent.GRADE_COMPANY: self._grade,
            Intent.SMALLTALK: self._medium,
            Intent.MULTI_TURN_FILL: self._fill,
        }
        reader = readers.get(intent)
        return reader(folded(text), today, context) if reader else {}

    def unit_spans(self, text: str) -> list[Span]:
        """Where offices and departments are written."""
        plain = fold(text)
        offices = [hit.span for hit in find_offices(plain, self.registry)]
        return offices + [hit.span for hit in find_departments(plain, self.registry)]

    def named(self, text: str, *uses: str) -> str | None:
        """The name that is left when units, periods, grades and the words of a command are taken away."""
        plain = folded(text)
        spans = self.unit_spans(plain)
        rest = naming.without(plain, spans)
        period = read_period(rest, date(2000, 1, 1))
        while period:
            rest = rest[: period.start] + "\n" + rest[period.end :]
            period = read_period(rest, date(2000, 1, 1))
        rest = re.sub(
            r"(?:绩效)?引领性?(?:企业)?|(?<![A-Za-z])[ABCDabcd](?:级|类)?(?:企业)?(?![A-Za-z0-9])|第?\d+号",
            "\n",
            rest,
        )
        return naming.name_in(_SPEAKER.sub("\n", rest), *uses)

    def _rule(self, text: str) -> DeductionRule | None:
        found = self.rules.named_in(text)
        return found[0] if found else None

    def _rule_slot(self, text: str, subject: str | None = None) -> Slots:
        rule = self._rule(text.replace(subject, "") if subject else text)
        return {"rule": rule.place} if rule else {}

    def _offices(self, text: str) -> Slots:
        offices = mentions.offices_in(text, self.registry)
        return {"office": "、".join(offices)} if offices else {}

    def _units(self, text: str, *, handed: bool = False) -> Slots:
        units = mentions.departments_in(text, self.registry, handed=handed)
        return {"unit": "、".join(units)} if units else {}

    def _subject(self, text: str, *uses: str) -> str | None:
        return self.named(text, *uses)

    def _amount(self, text: str, today: date, context: Context) -> Slots:
        rule = self._rule(text)
        if rule is None and "叠加" in text:
            rule = next((line for line in self.plan.deductions if line.stackable), None)
        slots: Slots = {"rule": rule.place} if rule else {}
        count = quantities.asked_count(text, stackable=bool(rule and rule.stackable))
        if count:
            slots["count"] = count
        sums = mentions.sums_in(text)
        if len(sums) == 1:
            slots["amount"] = sums[0][0].as_json()
        return slots

    def _period(self, text: str, today: date, *, bare_days: bool = True) -> tuple[Slots, Period | None]:
        period = read_period(text, today, bare_days=bare_days)
        return (period.slots() if period else {}), period

    def _listed(self, text: str, today: date, context: Context) -> Slots:
        numbers = "、".join(FULL_NUMBER.findall(text)) or self._numbers(text)
        if FULL_NUMBER.search(text):
            return {"number": numbers}
        slots, _ = self._period(text, today, bare_days=not numbers)
        if numbers:
            return slots | {"number": numbers}
        if WAITING.search(text):
            return slots | self._offices(text) | {"status": FindingStatus.FILED.value}
        subject = self._subject(text, "command", "records")
        slots |= self._offices(text) | self._units(text) | self._rule_slot(text, subject)
        return slots | ({"subject": subject} if subject else {})

    def _total(self, text: str, today: date, context: Context) -> Slots:
        slots, _ = self._period(text, today)
        return slots | self._offices(text) | self._rule_slot(text)

    def _paper(self, text: str, today: date, context: Context) -> Slots:
        slots, _ = self._period(text, today, bare_days=False)
        numbers = self._numbers(text) or self._marked(text)
        if numbers:
            slots["number"] = numbers
        slots |= self._offices(text) | self._units(text, handed=False)
        subject = None if numbers else self._subject(text, "command", "paper", "records")
        if subject:
            slots["subject"] = subject
        return slots if subject else slots | self._rule_slot(text)

    def _numbers(self, text: str) -> str:
        if re.search(r"\d+月\d+[号日]|从.*[号日]到", text):
            return ""
        marked = re.search(r"第|编号|\d{4}-\d{3,}", text)
        asked = re.search(
            r"[号条].{0,4}(?:问题|记录|通知|督办|认定|作废|撤|删|取消|开|出|和|、|是什么|什么情况|登|复核|不算|冲|销|注销)",
            text,
        )
        after = re.search(r"(?:作废|撤[销回掉]?|删[掉除]?|取消(?:登记)?|注销|冲销)第?\d", text)
        return "、".join(mentions.record_numbers(text)) if marked or asked or after else ""

    def _marked(self, text: str) -> str:
        """Every 12号 of a command about records, unless it is the day of a month or a span of days."""
        if re.search(r"[月]\s*\d+[号日]|从.*[号日].*到", text):
            return ""
        return "、".join(mentions.record_numbers(text))

    def _summary(self, text: str, today: date, context: Context) -> Slots:
        slots, _ = self._period(text, today)
        return slots | self._offices(text) | self._rule_slot(text)

    def _void(self, text: str, today: date, context: Context) -> Slots:
        numbers = self._numbers(text) or self._marked(text)
        if numbers:
            return {"number": numbers}
        slots, _ = self._period(text, today, bare_days=False)
        slots |= self._offices(text)
        subject = self._subject(text, "command", "void", "records")
        slots |= self._rule_slot(text, subject)
        return slots | ({"subject": subject} if subject and "rule" not in slots else {})

    def _correction(self, text: str, today: date, context: Context) -> Slots:
        new = _NOT_THIS.sub("", text)
        hit = _NEW_VALUE.match(new)
        tail = new[hit.end() :] if hit and new[hit.end() :].strip() else new
        moved = shifted(context.day, text) if context.day else None
        if moved:
            return {"date": moved.isoformat()}
        slots: Slots = {}
        period = read_period(tail, today) or read_period(new, today)
        if period and period.kind == "day":
            slots["date"] = period.first.isoformat()
        slots |= self._offices(tail) or self._offices(new)
        slots |= self._units(tail, handed=True) or self._units(new)
        sums = mentions.sums_in(tail)
        if sums and not slots:
            return {"amount": sums[-1][0].as_json()}
        if not slots:
            slots |= self._corrected_count(tail, new, context)
        if not slots:
            slots |= self._corrected_thing(tail, text)
        return slots

    def _corrected_count(self, tail: str, new: str, context: Context) -> Slots:
        if re.search(r"名字|名称|叫|企业名", new):
            return {}
        more = re.search(r"再加|少[写记算]了|还有|漏了|多[写记算]了|再添", new)
        count = quantities.stated_count(tail if quantities.counts_in(tail) else new)
        if count is None:
            return {}
        if more and context.count is not None and not re.search(r"是|共|改", new):
            count = context.count - count if "多" in more.group() else context.count + count
        return {"count": count}

    def _corrected_thing(self, tail: str, text: str) -> Slots:
        named = re.search(r"名字|名称|叫|企业名|工地名|单位名称|店名", text)
        rule = None if named else self._rule(tail)
        if rule and (
            naming.is_kind(naming.name_in(tail, "command") or "") or naming.name_in(tail, "command") is None
        ):
            return {"rule": rule.place}
        subject = naming.name_in(re.sub(r".*(?:应该)?是|.*叫|名字|名称|企业|写?错了?", "\n", tail), "command")
        replaced = named or _NEW_VALUE.match(text) or re.search(r"不是.+是|应该是|错了", text)
        if subject and replaced and (named or rule is None):
            return {"subject": subject}
        return {"rule": rule.place} if rule else {}

    def _subsidy(self, text: str, today: date, context: Context) -> Slots:
        grades = self.tiers(mentions.grades_in(text))
        return {"grade": "、".join(grades)} if grades else {}

    def tiers(self, grades: tuple[str, ...]) -> tuple[str, ...]:
        """Grades that one printed sentence pays alike (B级和绩效引领性企业) are one tier, the first."""
        printed: dict[str, str] = {}
        for grade in grades:
            line = next((rule.printed for rule in self.plan.subsidies if rule.grade.startswith(grade)), grade)
            printed.setdefault(line, grade)
        return tuple(printed.values())

    def _grade(self, text: str, today: date, context: Context) -> Slots:
        grades = mentions.grades_in(text)
        subject = self._subject(text, "command", "grade", "records")
        slots: Slots = {"subject": "、".join(re.split("[和与及跟]", subject))} if subject else {}
        asked = re.search(r"几级|什么|啥|哪一?级|查", text) and not re.search(r"登|改|降|升|定|更新|录", text)
        if grades and not asked:
            slots["grade"] = grades[-1]
        return slots

    def _medium(self, text: str, today: date, context: Context) -> Slots:
        medium = other_medium(text)
        return {"topic": medium} if medium else {}

    def _fill(self, text: str, today: date, context: Context) -> Slots:
        return self.fill(context.asks or "", text, today) or {}

    def fill(self, slot: str, text: str, today: date) -> Slots | None:
        """The value that an answer gives to the slot that was asked for; None where it gives none."""
        text = folded(text)
        if slot == "office":
            return self._offices(text) or None
        if slot == "unit":
            return self._units(text, handed=True) or self._offices(text) or None
        if slot == "count":
            count = quantities.stated_count(text)
            return None if count is None else {"count": count}
        if slot in ("date", "month"):
            period = read_period(text, today)
            return period.slots() if period else None
        if slot == "rule":
            return self._rule_slot(text) or None
        if slot == "grade":
            grades = mentions.grades_in(text)
            return {"grade": grades[-1]} if grades else None
        if slot == "number":
            numbers = mentions.record_numbers(text) or tuple(re.findall(r"\d+", text))
            return {"number": "、".join(numbers)} if numbers else None
        if slot == "amount":
            sums = mentions.sums_in(text)
            return {"amount": sums[0][0].as_json()} if sums else None
        if slot == "subject":
            name = re.sub(
                r"^(?:是|叫|就是|应该是|名字是|名称是|为)|(?:那家|这家|吧|呗|的|那里|那个|啊)+$",
                "",
                text.strip("。，！ "),
            )
            return {"subject": name} if 1 < len(name) <= 40 else None
        if slot == "yes":
            return {} if YES.match(text) or NO.match(text) else None
        answers = _ANSWERS.get(slot)
        return {} if answers and answers.search(text) else None


def other_medium(text: str) -> str | None:
    """Another kind of pollution than the air's that an utterance is about."""
    if _AIR.search(text):
        return None
    return next((name for name, pattern in MEDIA if re.search(pattern, text, re.IGNORECASE)), None)
