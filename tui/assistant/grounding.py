"""The guard on every reply: no figure and no person's name that is not in what the reply stands on.

A reply stands on the quotes of its citations, the user's own words, and what was computed or queried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tui.assistant.values import Reply

WITHDRAWN = "这句答复里有一处没有出处，已收回。请换个问法，或到文件屏查看原文。"

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_SUM = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(亿|万)?元")
_LISTED = re.compile(r"^\d+\. ", re.MULTILINE)


def unsupported(text: str, sources: Iterable[str], persons: Sequence[str] = ()) -> list[str]:
    """Figures, sums and names of `text` that stand in none of the sources, in the order of the text."""
    ground = "\n".join(sources)
    held = set(_FIGURE.findall(ground)) | {_bare(figure) for figure in _FIGURE.findall(ground)}
    sums = {_fen(hit) for hit in _SUM.finditer(ground)}
    said = _LISTED.sub("", text)
    missing = [hit.group() for hit in _SUM.finditer(said) if _fen(hit) not in sums]
    missing += [
        figure
        for figure in _FIGURE.findall(_SUM.sub("", said))
        if figure not in held and _bare(figure) not in held
    ]
    missing += [person for person in persons if person in said and person not in ground]
    return list(dict.fromkeys(missing))


def grounded(reply: Reply, words: str, persons: Sequence[str] = ()) -> Reply:
    """The reply, or in its place an admission where something in it stands on nothing."""
    sources = [*reply.sources, words, *(citation.quote for citation in reply.citations)]
    sources += [citation.key + " " + citation.document for citation in reply.citations]
    if not unsupported(reply.text, sources, persons):
        return reply
    return replace(reply, text=WITHDRAWN, citations=(), proposal=None, asks=None)


def _bare(figure: str) -> str:
    return figure.replace(",", "").lstrip("0") or "0"


def _fen(hit: re.Match[str]) -> int:
    from decimal import Decimal

    factor = {"亿": 10_000_000_000, "万": 1_000_000}.get(hit[2] or "", 100)
    return int(Decimal(hit[1].replace(",", "")) * factor)
