"""Several findings in one text: told apart by form, then where clauses surely break different rules.

Two facts at one place (a boiler and an uncovered stockyard) are two findings; one site's failing measures are
one.  Refuses to split where it is not sure: a person can, a wrong split charges twice.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from importers.rosters import Registry
from importers.sentences import Facts, read_sentence, split_findings
from penalties.matching import Matcher

_CLAUSE = re.compile(r"[。；;]|[，,](?=另外?|还有|同时|此外|以及)")
_SURE = 0.8


def separate(text: str, today: date, matcher: Matcher, registry: Registry) -> tuple[tuple[str, Facts], ...]:
    """The findings in a text, each with its facts; a text that tells of one comes back as it is."""
    pieces: list[tuple[str, Facts]] = []
    for part in split_findings(text):
        whole = read_sentence(part, today, registry)
        for piece in _apart(part, today, matcher, registry):
            facts = whole if piece == part else _inheriting(read_sentence(piece, today, registry), whole)
            pieces.append((piece, facts))
    return tuple(pieces) if len(pieces) > 1 else ((text, read_sentence(text, today, registry)),)


def may_be_several(text: str) -> bool:
    """Whether a text has the form of more than one finding: several records, or clauses that stand apart."""
    return len(split_findings(text)) > 1 or len(_clauses(text)) > 1


def _clauses(part: str) -> list[str]:
    return [clause.strip(" ，,") for clause in _CLAUSE.split(part) if clause.strip(" ，,")]


def _apart(part: str, today: date, matcher: Matcher, registry: Registry) -> list[str]:
    """The clauses that surely break different rules, with those between them; else the whole part."""
    clauses = _clauses(part)
    if len(clauses) < 2:
        return [part]
    groups: list[tuple[int | None, str]] = []
    for clause in clauses:
        match = matcher.judge(clause, read_sentence(clause, today, registry))
        sure = match.place if match.rules and match.confidence >= _SURE else None
        if groups and (sure is None or groups[-1][0] in (None, sure)):
            groups[-1] = (groups[-1][0] or sure, f"{groups[-1][1]}；{clause}")
        else:
            groups.append((sure, clause))
    places = {place for place, _ in groups}
    return [words for _, words in groups] if len(places) > 1 and None not in places else [part]


def _inheriting(facts: Facts, whole: Facts) -> Facts:
    return replace(
        facts,
        found_on=facts.found_on or whole.found_on,
        office=facts.office or whole.office,
        units=facts.units or whole.units,
        level=facts.level or whole.level,
        body=facts.body or whole.body,
        subject=facts.subject or whole.subject,
        self_found=facts.self_found or whole.self_found,
    )
