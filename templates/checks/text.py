"""The text: levels, indents, attachments, signature, date, amounts (7.3.3–7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger.errors import BadAmount
from ledger.money import Money
from templates.capitals import read_capital
from templates.checks.document import Defect, PaperFile, Paragraph
from templates.standard import width_in_characters

LEVELS = (
    (re.compile(r"[一二三四五六七八九十]+、"), "公文一级标题"),
    (re.compile(r"（[一二三四五六七八九十]+）"), "公文二级标题"),
)
DAY = re.compile(r"\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")
AMOUNT = re.compile(r"([零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]{3,})（¥([\d,]+\.\d\d)）")
TAG = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
HALF = 0.5


def check_text(paper: PaperFile) -> Iterator[Defect]:
    """Every paragraph outside tables by its style, then signature and attachments."""
    for paragraph in paper.flow:
        text = paragraph.text
        if paper.filled and TAG.search(text):
            yield Defect("模板", f"“{text[:20]}”里还有没有填写的标签")
        if text.startswith((" ", "\u3000")):
            yield Defect("7.3.3", f"“{text.strip()[:10]}”用空格缩进")
        for pattern, style in LEVELS:
            if pattern.match(text) and paragraph.style != style:
                yield Defect("7.3.3", f"“{text[:10]}”的样式不是{style}")
        if paragraph.style.startswith("公文正文") and paragraph.characters("firstLine") != 2:
            yield Defect("7.3.3", f"“{text[:10]}”没有左空二字")
    yield from _signature(paper)
    yield from _attachments(paper)


def check_amounts(paper: PaperFile) -> Iterator[Defect]:
    """Each amount in capitals agrees with the digits beside it."""
    for paragraph in paper.paragraphs():
        for capitals, digits in AMOUNT.findall(paragraph.text):
            try:
                same = read_capital(capitals) == Money.yuan(digits)
            except BadAmount:
                same = False
            if not same:
                yield Defect("金额", f"大写“{capitals}”与小写“{digits}”不一致")


def _signature(paper: PaperFile) -> Iterator[Defect]:
    places = [position for position, p in enumerate(paper.flow) if p.style == "成文日期"]
    if not places:
        yield Defect("7.3.5", "没有成文日期")
        return
    place = places[-1]
    date, signature = paper.flow[place], paper.flow[place - 1] if place else paper.flow[place]
    if signature.style != "署名" or not signature.text:
        yield Defect("7.3.5", "成文日期上方没有署名")
    if not paper.filled:
        return
    if not DAY.fullmatch(date.text):
        yield Defect("7.3.5", f"成文日期“{date.text}”不是阿拉伯数字或编了虚位")
    if date.characters("right") < 2:
        yield Defect("7.3.5", "成文日期没有右空四字")
    if abs(_centre(date) - _centre(signature)) > HALF:
        yield Defect("7.3.5", "署名没有以成文日期为准居中")


def _centre(paragraph: Paragraph) -> float:
    return paragraph.characters("right") + width_in_characters(paragraph.text) / 2


def _attachments(paper: PaperFile) -> Iterator[Defect]:
    notes = [(i, p) for i, p in enumerate(paper.flow) if p.style.startswith("附件说明")]
    marks = [(i, p) for i, p in enumerate(paper.flow) if p.style == "附件标识"]
    if len(notes) != len(marks):
        yield Defect("7.3.4", f"附件说明列了 {len(notes)} 件，附件有 {len(marks)} 件")
    for position, note in notes:
        before = paper.flow[position - 1]
        if before.text and not before.style.startswith("附件说明"):
            yield Defect("7.3.4", "附件说明上方没有空一行")
        if note.text.endswith(("。", "；", "，")):
            yield Defect("7.3.4", f"附件名称“{note.text}”后有标点")
    for number, (position, mark) in enumerate(marks, 1):
        wanted = "附件" if len(marks) == 1 else f"附件{number}"
        if mark.text != wanted or not mark.has("pageBreakBefore"):
            yield Defect("7.3.7", f"“{mark.text}”没有另面编排，或者没有写作“{wanted}”")
        following = paper.flow[position + 1 : position + 3]
        if len(following) != 2 or following[0].text or following[1].style != "附件标题":
            yield Defect("7.3.7", f"“{mark.text}”的标题不在第三行")
