"""The card of an enterprise's grade: grade, industry and whether it was announced, each said or asked for.

Nothing is taken from a word that merely occurs: 还没公示 is no announcement, a firm's name is no industry.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.assistant.answers import subsidies
from tui.assistant.answers.script import Script
from tui.assistant.contexts import QUESTIONS
from tui.assistant.slots import YES
from tui.assistant.values import Intent, Proposal, Slots

if TYPE_CHECKING:
    from ledger.database import Book

LABELS = {"announced": "是否已公示", "industry": "所属行业"}
"""The slots that a card needs besides the firm and its grade, in the order in which they are asked for."""

_ASKS = re.compile(r"公示[^，。；]*[吗么?？]|是否[^，。；]*公示|公示没有?[?？]?$")
_NOT_ANNOUNCED = re.compile(
    r"(?:没|未|不|待|等|拟|正在|准备|即将)[^，。；]{0,6}公示|公示(?:中|期(?!满|结束|已?过)|还?没|尚?未|不)"
)
_ANNOUNCED = re.compile(
    r"(?:已经?|经|通过|完成)[^，。；]{0,8}公示|公示(?:了|过|完|的|结束|通过|无异议|期满|期结束|期?已)"
)
_NO_BARE = re.compile(r"^(?:还|尚|暂)?(?:没|未|不是|否)")
_YES_BARE = re.compile(r"^(?:(?:已经?|通过|公示|过)(?:公示|通过)?了?|[是对嗯有](?:的|了|啊)*)[。.!！]?$")
_INDUSTRY = re.compile(
    r"行业[是为：:]{1,2}(?P<after>[\u4e00-\u9fff（）]{2,12})|(?:属于?|是|[，,](?:属于?|是)?)(?P<before>[\u4e00-\u9fff]{2,8}?)行业"
)
_PLAIN_NAME = re.compile(r"^(?:是|属于?)?(?P<name>[\u4e00-\u9fff（）]{2,12}?)(?:行业)?(?:的|吧)?[。.]?$")
_NO_NAME = re.compile(r"多少|什么|怎么|[谁哪几吗查登改扣补]|不知道|取消|确认")


def announced_in(text: str) -> bool | None:
    """Whether the words say that the grade was announced; None where they do not say."""
    if "公示" not in text or _ASKS.search(text):
        return None
    if _NOT_ANNOUNCED.search(text):
        return False
    return True if _ANNOUNCED.search(text) else None


def industry_in(text: str) -> str | None:
    """The industry that the words call one; None where they call nothing so."""
    hit = _INDUSTRY.search(text)
    return _listed(hit["after"] or hit["before"]) if hit else None


def grade(script: Script, text: str, slots: Slots, book: Book | None) -> tuple[Proposal | None, str | None]:
    """Which grade would be entered for which enterprise, or what the books hold of it."""
    subject = slots.get("subject")
    for line in script.plan.subsidies:
        subsidies.cite_home(script, line)
    if subject and "grade" not in slots:
        _held_grade(script, str(subject), book)
        return None, None
    if not subject:
        script.say("是哪家企业？请说企业名称。")
        return None, "subject"
    new = str(slots["grade"])
    name = new if "引领" in new else f"{new}级"
    script.say(f"拟把{subject}登记为{name}。", str(subject), name)
    rule = subsidies.rule_for(script.plan, new)
    if rule:
        script.cite_rule(rule)
        home = subsidies.place(script.plan, rule)
        script.say(f"按{home}，{name}企业通过公示的补助{rule.amount.as_wan()}。", rule.amount.as_wan(), home)
    elif script.plan.subsidies:
        script.say(f"{name}企业没有补助。")
    card = _card(slots, text, announced_in(text), industry_in(text) or _known_industry(str(subject), book))
    asks = asked_of(card)
    script.say(_told(card), text, str(card.steps[0]["industry"] or ""))
    script.say(question(asks))
    return card, asks


def filled(card: Proposal, asks: str, text: str) -> Proposal | None:
    """The card with what an answer to `asks` says; None where it does not answer."""
    step = dict(card.steps[0])
    announced, industry = announced_in(text), industry_in(text)
    if asks == "announced" and announced is None and not _ASKS.search(text):
        announced = False if _NO_BARE.match(text) else True if _YES_BARE.match(text) else None
    if asks == "industry" and industry is None and announced is None:
        industry = _named(text)
    if announced is None and industry is None:
        return None
    announced = step["announced"] if announced is None else announced  # type: ignore[assignment]
    slots = {name: step[name] for name in ("subject", "grade") if name in step}
    words = f"{card.words}；{text}"
    return _card(slots, words, announced, industry or step["industry"])  # type: ignore[arg-type]


def asked_of(card: Proposal) -> str | None:
    """The first slot that a card still needs."""
    return next((slot for slot, label in LABELS.items() if label in card.missing), None)


def question(asks: str | None) -> str:
    """What is asked next; whether to write it, where nothing is missing."""
    return QUESTIONS[asks] if asks else "确认登记吗？"


def _told(card: Proposal) -> str:
    told = [f"{name}：{value}" for name, value in card.fields if name in LABELS.values()]
    return f"{'；'.join(told)}。" if told else ""


def _card(slots: Slots, words: str, announced: bool | None, industry: str | None) -> Proposal:
    said = {"announced": None if announced is None else "已公示" if announced else "还没公示"}
    said["industry"] = industry
    fields = [("企业或工地", str(slots.get("subject", ""))), ("等级", str(slots.get("grade", "")))]
    fields += [(LABELS[slot], value) for slot, value in said.items() if value]
    missing = tuple(LABELS[slot] for slot, value in said.items() if not value)
    step = {**slots, "announced": announced, "industry": industry}
    return Proposal(Intent.GRADE_COMPANY, "登记企业绩效等级", tuple(fields), (step,), words, missing)


def _named(text: str) -> str | None:
    hit = _PLAIN_NAME.match(text)
    return _listed(hit["name"]) if hit and not _NO_NAME.search(text) and not YES.match(text) else None


def _listed(written: str) -> str:
    """The industry's name in the guide, else as it was said."""
    from penalties.industries import industries_of_2020

    return industries_of_2020().find(written) or written


def _known_industry(subject: str, book: Book | None) -> str | None:
    """The industry under which the books hold the firm."""
    if book is None:
        return None
    from ledger import grades

    with book.read() as tx:
        held = [view.industry for view in grades.current(tx, tx.today) if view.enterprise == subject]
    return held[-1] if held else None


def _held_grade(script: Script, subject: str, book: Book | None) -> None:
    if book is None:
        script.say(f"查询：{subject}的绩效等级。台账没有打开，以台账登记为准。", subject)
        return
    from ledger import grades

    with book.read() as tx:
        held = [view for view in grades.current(tx, tx.today) if subject in view.enterprise]
    if not held:
        script.say(f"台账里没有{subject}的绩效等级。", subject)
    for view in held:
        line = f"{view.enterprise}：{_grade_label(view.grade)}，自 {view.from_day} 起。"
        script.say(line, line)


def _grade_label(grade: str) -> str:
    return "绩效引领性" if "引领" in grade or grade == "leading" else f"{grade.removesuffix('级')}级"
