"""The guard on every reply: no figure and no person's name that is not in what the reply stands on.

A reply stands on the quotes of its citations, the user's own words, and what was queried.  A sum that the
reply itself works out (6万元×3=18万元) stands where its rate and its count stand and the working is right.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from tui.assistant.quantities import counts_in
from tui.assistant.values import Reply

WITHDRAWN = "这句答复里有一处没有出处，已收回。请换个问法，或到文件屏查看原文。"

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_SUM = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(亿|万)?元")
_RATE = r"\d[\d,]*(?:\.\d+)?(?:亿|万)?元"
_WORKED = re.compile(rf"({_RATE}×\d+(?:\+{_RATE}×\d+)*)=({_RATE})")
_TERM = re.compile(rf"({_RATE})×(\d+)")
_LISTED = re.compile(r"^\d+\. ", re.MULTILINE)


def unsupported(
    text: str, sources: Iterable[str], persons: Sequence[str] = (), counts: Collection[int] = ()
) -> list[str]:
    """Figures, sums and names of `text` that stand in none of the sources, in the order of the text.

    `counts` are the numbers by which a rate may be multiplied.
    """
    ground = "\n".join(sources)
    held = set(_FIGURE.findall(ground)) | {_bare(figure) for figure in _FIGURE.findall(ground)}
    sums = {_fen(hit) for hit in _SUM.finditer(ground)}
    said = _LISTED.sub("", text)
    sums |= set(_worked_out(said, sums, counts))
    held |= {str(count) for count in counts}
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
    if not unsupported(reply.text, sources, persons, _counts(reply, words)):
        return reply
    return replace(reply, text=WITHDRAWN, citations=(), proposal=None, asks=None)


def _worked_out(text: str, sums: Collection[int], counts: Collection[int]) -> Iterator[int]:
    """The results, in fen, of the workings in `text` whose rates and counts stand and that come out right."""
    for worked in _WORKED.finditer(text):
        terms = [(_sum(term[1]), int(term[2])) for term in _TERM.finditer(worked[1])]
        stands = all(rate in sums and count in counts for rate, count in terms)
        if stands and sum(rate * count for rate, count in terms) == _sum(worked[2]):
            yield _sum(worked[2])


def _counts(reply: Reply, words: str) -> set[int]:
    """The counts of the user's words and of what was judged of them; a document's figures count nothing."""
    quotes = {citation.quote for citation in reply.citations}
    judged = [source for source in reply.sources if source not in quotes]
    found = {number for text in (words, *judged) for number, _ in counts_in(text)}
    found |= {int(figure) for figure in _FIGURE.findall(words) if figure.isdecimal()}
    return found | {int(source) for source in judged if source.isdecimal()}


def _sum(written: str) -> int:
    hit = _SUM.fullmatch(written)
    return _fen(hit) if hit else -1


def _bare(figure: str) -> str:
    return figure.replace(",", "").lstrip("0") or "0"


def _fen(hit: re.Match[str]) -> int:
    from decimal import Decimal

    factor = {"亿": 10_000_000_000, "万": 1_000_000}.get(hit[2] or "", 100)
    return int(Decimal(hit[1].replace(",", "")) * factor)
