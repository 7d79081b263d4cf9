"""Days named in a sentence, and which of them is the day of the finding: no deadline, no earlier event."""

from __future__ import annotations

import re
from datetime import date

from importers.sentences.date_patterns import PATTERNS
from importers.sentences.facts import DateMention
from ledger.plan import Span


def find_dates(text: str, today: date) -> tuple[DateMention, ...]:
    """Every day named in the folded sentence, in order of place; overlapping readings give the longest."""
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    for pattern, build in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            day = build(match, today)
            if day is None:
                if len(match.groupdict().get("y") or "") == 4:
                    # 9999年12月31日: a whole date that cannot be meant leaves no 12月31日 of another year.
                    taken.append((start, end))
                continue
            taken.append((start, end))
            found.append(DateMention(day, match.group(), Span(start, end), _weight(text, start, end)))
    return tuple(sorted(found, key=lambda mention: mention.span))


def day_of_finding(mentions: tuple[DateMention, ...], today: date) -> date | None:
    """The day on which the problem was found: no deadline, and no day to come.

    But for one beside a verb of finding where no other is named (28日查到, written on the 15th): the slip
    shows when the day is refused as one to come, and is not made good by a guess at the month.
    """
    usable = [mention for mention in mentions if mention.weight >= 0 and mention.day <= today]
    usable = usable or [mention for mention in mentions if mention.weight >= _FOUND]
    best = max(usable, key=lambda mention: (mention.weight, -mention.span.start), default=None)
    return best.day if best else None


_FOUND = 2
"""The weight of a day beside a verb of finding."""

_FINDING = re.compile(
    r"查|发现|巡|督|拍|抓|拦|截|通报|交办|反馈|暗访|检|见|现场|看|飞|曝光|转办|移交|航拍|监控|逮|碰|撞|举报"
)
_DEADLINE_AFTER = re.compile(
    r"\s*(?:\d{1,2}[点时:]\d{0,2}分?|下班|晚饭|天黑|零点|午夜)?\s*(?:之?以?前(?!天|后|日|夜)|止|底前|起(?![火烧灶诉吊跑床重尘烟色飞])|内|之?后)"
)
_DEADLINE_BEFORE = re.compile(
    r"(?:限|截至|截止|务必|责令|须|必须|要求|期限|计划|预计|应于|应在|承诺)[^，。；,;]{0,6}$"
)
_RECTIFY = re.compile(
    r"^[^，。；,;]{0,8}(?:整改(?!不|方)|完成|销号|报送|上报|拆除完|到位|交差|复查|验收|开会|例会)"
)
_EARLIER = re.compile(
    r"(?:自从?|从|上次|曾|已于|早在|原定|批复|成立|投产|开工|建成|取缔|下达|启动|发布|责令|签收)[^，。；,;]{0,4}$"
)
_EARLIER_AFTER = re.compile(
    r"^[^，。；,;查]{0,8}(?:启动|发布|预警|下达|取缔|关停令|签|到期|投产|建成|购|验收|停过|已停|生产日期|备案)"
)


def _weight(text: str, start: int, end: int) -> int:
    """How likely the day is that of the finding: above 0 beside a verb of finding, below 0 for a deadline."""
    before, after = text[max(0, start - 14) : start], text[end : end + 16]
    if _DEADLINE_AFTER.match(after):
        return -2
    if _DEADLINE_BEFORE.search(before) and _RECTIFY.match(after):
        return -2
    if _RECTIFY.match(after) and not _FINDING.search(after):
        return -1 if _DEADLINE_BEFORE.search(before) else 0
    if _EARLIER.search(before) or _EARLIER_AFTER.match(after):
        return 0
    clause = re.split(r"[。；;\n]", after)[0]
    near = re.search(r"(?:组|局|办|厅|队)[^，。；,;]{0,3}$", before)
    return _FOUND if _FINDING.search(clause) or near else 1
