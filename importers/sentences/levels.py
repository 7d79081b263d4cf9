"""Who found the problem: the inspecting body as written, and its level.

The highest body that found it counts; one that only ordered the check or is only told of it does not.  A
district's own check (自查, 区控尘办巡查) is the district level.  Where nobody is named there is no level;
where only a level is named (市里查的, 省级通报) there is no body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from importers.words import alternatives, pattern
from ledger.plan import Span
from ledger.vocabulary import Level

_HIGHER = ((Level.NATIONAL, "national"), (Level.PROVINCIAL, "provincial"), (Level.MUNICIPAL, "municipal"))
_BODY = re.compile(
    r"[一-鿿“”]{0,12}?(?:办公室|攻坚办|控尘办|代办|指挥部|专班|督[查察导]组|帮扶组|检查组|工作组|巡查组|巡察组|支队|大队|总队|厅|局|委|办|组|队|部|平台|中心)"
)


@dataclass(frozen=True, slots=True)
class Inspection:
    """The level (None where none is stated), the body as written where one is named, its place, and 自查."""

    level: Level | None
    body: str | None
    span: Span | None
    self_found: bool


def find_inspection(text: str, offices: tuple[Span, ...] = ()) -> Inspection:
    """Who found it, from the folded sentence; `offices` are the places where an office is named."""
    own = pattern("levels", "self_found").search(text)
    for level, key in _HIGHER:
        for match in pattern("levels", key).finditer(text):
            if _found_it(text, match, own):
                body, span = _body(text, match, offices)
                return Inspection(level, body, span, False)
    if own:
        return Inspection(Level.DISTRICT, _own_body(text, own, offices), Span(*own.span()), True)
    for match in pattern("levels", "district").finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if pattern("levels", "responsible_before").search(before) or _told(before):
            continue
        if pattern("levels", "inspecting_after").search(after) or re.search(
            r"(?:自查|检查|巡查|抽查|排查|查|通报|交办|反馈)$", match.group()
        ):
            body, span = _body(text, match, offices)
            return Inspection(Level.DISTRICT, body, span, False)
    for span in offices:
        if re.match(
            r"[^，。；\s]{0,6}?(?:日常巡|自查|巡查|排查|摸排|夜查|查到|查出|查获|发现|检查)", text[span.end :]
        ):
            return Inspection(Level.DISTRICT, text[span.start : span.end], span, True)
    return Inspection(None, None, None, False)


def _own_body(text: str, own: re.Match[str], offices: tuple[Span, ...]) -> str | None:
    """The district's body that stands just before 自查, if any: 区控尘办, 孟村办."""
    bodies = [Span(*match.span()) for match in pattern("levels", "district").finditer(text)] + list(offices)
    near = [span for span in bodies if span.start <= own.start() <= span.end + 4]
    words = near[0].of(text).removesuffix("自查") if near else ""
    return None if not words or pattern("levels", "level_only").fullmatch(words) else words


def _told(before: str) -> bool:
    return bool(pattern("levels", "told_before").search(before))


def _found_it(text: str, match: re.Match[str], own: re.Match[str] | None) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    rest = text[match.start() + 1 :]
    if _told(before) or pattern("levels", "afterwards").search(after):
        return False
    if own and own.start() <= match.start() < own.end():
        return False
    if pattern("levels", "responsible_before").search(before) and not pattern(
        "levels", "inspecting_after"
    ).search(after):
        return False
    if pattern("levels", "ordered_before").search(before):
        return bool(pattern("levels", "found_after").search(rest)) and not pattern(
            "levels", "ordered_after"
        ).search(rest)
    if own and own.start() > match.start():
        between = text[match.end() : own.start()]
        return not re.search(r"要求|部署|安排|通知|布置|下令|让|叫|督促|指示|通报|后", between)
    return True


def _body(text: str, match: re.Match[str], offices: tuple[Span, ...] = ()) -> tuple[str | None, Span]:
    """The body's whole name: up to its 办, 局, 组 …, else the words that were recognised.

    None where they say the level only; what the body did is no part of its name (市里查到松涧办).
    """
    start = match.start()
    name = _BODY.match(text, start)
    end = max(match.end(), name.end() if name and name.end() - start <= 20 else 0)
    # 市督查王封办: the act of the level, then the office that it came to.
    inner = [span.start for span in offices if start < span.start < end <= span.end]
    end = max(match.end(), min(inner)) if inner else end
    if pattern("levels", "act_inside").search(text, match.end(), end):
        end = match.end()
    named = re.search(f"(?:{alternatives('levels', 'provinces')})$", text[:start])
    start = named.start() if named else start
    words = text[start:end]
    return None if pattern("levels", "level_only").fullmatch(words) else words, Span(start, end)
