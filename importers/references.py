"""Numbers of other documents and of standards that a text cites, and duties that recur."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ledger.plan import Phrase, Span

DOC_NUMBER = re.compile(
    r"(?P<head>[\u4e00-\u9fff]{1,14})[〔［\[（(【](?P<year>(?:19|20)\d\d)[〕］\]）)】]\s*(?:第)?\s*\d{1,4}\s*号"
)
_STANDARD = re.compile(
    r"(?<![A-Za-z])(?:GB|GBJ|HJ|DB\s?\d{2}|DBJ\d{0,2}|CJJ|JGJ|JTG|JT|GA|AQ|QX|NY|LY|SL|TB|YB|HG|JB|T/[A-Z]+)(?:/[TZ])?[/\s]*[\d.]+"
    r"(?:\s?[-—–－]\s?(?:19|20)?\d\d)"
)
_LEADING = re.compile(
    r".*(?:根据|按照|依据|遵照|落实|执行|参照|详见|关于|以及|通知|方案|办法|意见|规定|要求|文件|印发|发布|下发|转发|制定|出台|[和及与按由见在将了的])(?=[\u4e00-\u9fff])"
)
_RECURRING = re.compile(
    r"(?<![户台辆人家吨])(?:每(?:年度?|半年|季度?|月|半月|旬|周|日|天|两周|两月)(?:(?:至少|不少于)?(?:开展|组织|实施|[抽检巡排普督]查|抽检|检测|监测|巡护|进行|召开|通报|调度|更新)?"
    r"(?:不少于|至少)?[\d一二两三四五六七八九十]+(?:次|轮|遍|(?:家|条|个|辆|户|处)(?:[\u4e00-\u9fff]{1,6}(?=[，。；、）\n]|$))?))?|逐月|逐季|按月|按季度?|按周|日清日运|月(?:抽查|巡查|检查)率(?:(?:不低于|达到?|不少于)\d+(?:\.\d+)?%)?)"
)


def read_references(text: str, spans: Iterable[Span]) -> tuple[Phrase, ...]:
    """Document and standard numbers cited in the given places, each once, in printed order."""
    found: dict[str, Phrase] = {}
    places = sorted(
        place
        for span in spans
        for place in (
            *_documents(text, span),
            *(m.span() for m in _STANDARD.finditer(text, span.start, span.end)),
        )
    )
    for start, end in places:
        printed = text[start:end]
        found.setdefault(printed, Phrase(printed, Span(start, end)))
    return tuple(found.values())


def _documents(text: str, span: Span) -> list[tuple[int, int]]:
    places = []
    for match in DOC_NUMBER.finditer(text, span.start, span.end):
        start = match.start()
        words = _LEADING.match(match.group("head"))
        if words:
            start += words.end()
        if match.start("year") - 1 > start:
            places.append((start, match.end()))
    return places


def read_recurring(text: str, spans: Iterable[Span]) -> tuple[Phrase, ...]:
    """Duties that come round again: 每月, 每季度, 每周至少开展一次."""
    return tuple(
        Phrase(match.group(0), Span(*match.span()))
        for span in spans
        for match in _RECURRING.finditer(text, span.start, span.end)
    )
