"""What a finding is found by: its words, its office, its rule and its month, kept in step with its row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from ledger import chain, search
from ledger.schema import Assessment, Finding, Rule
from ledger.statements import Prepared, table_of
from ledger.transactions import Tx

FIELDS = ("text", "subject", "place", "inspecting_body", "source_ref", "number")
_finding, _assessment, _rule = table_of(Finding), table_of(Assessment), table_of(Rule)
_current = Prepared(
    sa.select(
        *(_finding.c[field] for field in FIELDS),
        _finding.c.office_id,
        _finding.c.found_on,
        _rule.c.place.label("rule"),
    )
    .join(_assessment, _assessment.c.id == _finding.c.assessment_id)
    .outerjoin(_rule, _rule.c.id == _assessment.c.rule_id)
    .where(_finding.c.id == sa.bindparam("id"))
)


def of_filing(data: Mapping[str, Any]) -> tuple[int, str, str]:
    """The key, words and tags of a finding as a filing's link holds it."""
    rule = data["assessment"]["rule"]
    tags = search.tags_of(data["office_id"], None if rule is None else rule[1], data["found_on"][:7])
    return data["id"], search.searched_text(*(data[field] for field in FIELDS)), tags


def add(tx: Tx, data: Mapping[str, Any]) -> None:
    """Index a finding as it is filed."""
    search.index(tx, *of_filing(data))


def add_many(tx: Tx, links: Iterable[chain.Link]) -> None:
    """Index many findings as they are filed."""
    search.index_many(tx, _each(links))


def _each(links: Iterable[chain.Link]) -> Iterator[tuple[int, str, str]]:
    for link in links:
        yield of_filing(link.data)


def change(tx: Tx, finding_id: int, do: Callable[[], None]) -> None:
    """Do what changes a finding's words or tags, and index it anew."""
    search.forget(tx, finding_id, *_now(tx, finding_id))
    do()
    search.index(tx, finding_id, *_now(tx, finding_id))


def _now(tx: Tx, finding_id: int) -> tuple[str, str]:
    *fields, office_id, found_on, rule = tx.run(_current, id=finding_id).fetchone()
    return search.searched_text(*fields), search.tags_of(office_id, rule, str(found_on)[:7])
