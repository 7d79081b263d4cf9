"""Full-text search over findings that is exact for Chinese of one character and up.

FTS5's own tokenizers lose short Chinese words.  The shadow index holds, for every run of letters and
digits, all its bigrams and its last character; a word is searched as the phrase of its bigrams.  The single
character at the end of each run keeps a phrase from crossing punctuation.  Only capital ASCII letters are
folded, as LIKE does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import add

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ledger.statements import Prepared
from ledger.transactions import Tx

TABLE = sa.table("finding_search", sa.column("rowid", sa.Integer), sa.column("words"), sa.column("tags"))
# unicode61 must split at nothing but the spaces between tokens: every other category counts as a letter.
CREATE = (
    "CREATE VIRTUAL TABLE finding_search USING fts5 (words, tags, content='',"
    """ tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co Cn'")""",
    "INSERT INTO finding_search (finding_search, rank) VALUES ('automerge', 0)",
)
_RUN = re.compile(r"[^\W_]+")
_CAPITAL = re.compile("[A-Z]")
_SMALL = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_index = Prepared(sa.text("INSERT INTO finding_search (rowid, words, tags) VALUES (:id, :words, :tags)"))
_forget = Prepared(
    sa.text(
        "INSERT INTO finding_search (finding_search, rowid, words, tags)"
        " VALUES ('delete', :id, :words, :tags)"
    )
)


def create(connection: Connection) -> None:
    """Make the index in a database without one."""
    for statement in CREATE:
        connection.exec_driver_sql(statement)


def searched_text(*fields: str | None) -> str:
    """The fields of a finding as one text; a word is found within a field only."""
    return "\n".join(field for field in fields if field)


def fold(text: str) -> str:
    """Capital ASCII letters made small."""
    return text.translate(_SMALL) if _CAPITAL.search(text) else text


def runs(text: str) -> list[str]:
    """The maximal runs of letters and digits of a text, folded."""
    return _RUN.findall(fold(text))


def tokens(text: str) -> str:
    """What is indexed for a text: the bigrams of each run, then its last character."""
    found: list[str] = []
    for run in runs(text):
        found += map(add, run, run[1:])
        found.append(run[-1])
    return " ".join(found)


def phrase(run: str) -> str:
    """The FTS5 query for a run of letters and digits, as a part of a longer run or all of it."""
    if len(run) == 1:
        return f'"{run}"*'
    return '"' + " ".join(map(add, run, run[1:])) + '"'


def match_of(text: str, tags: str) -> str | None:
    """The FTS5 query for all words of a text and all tags, or None where nothing can be looked up."""
    parts = [f"words : {phrase(run)}" for word in text.split() for run in runs(word)]
    parts += [f'tags : "{tag}"' for tag in tags.split()]
    return " AND ".join(parts) or None


def needs_recheck(text: str) -> tuple[str, ...]:
    """The words that hold punctuation: their runs are looked up, the whole word must then be compared."""
    return tuple(word for word in text.split() if not word.isalnum())


def tags_of(office_id: int | None, rule: int | None, month: str | None) -> str:
    """The filters that are kept in the index: a page of them costs its rows, not all that they let through.

    `rule` is a place in the printed schedule, `month` is "2025-08".
    """
    tags = [
        "" if office_id is None else f"o{office_id}",
        "" if rule is None else f"r{rule}",
        "" if month is None else f"m{month.replace('-', '')}",
    ]
    return " ".join(tag for tag in tags if tag)


def index(tx: Tx, finding_id: int, text: str, tags: str) -> None:
    """Add a finding."""
    tx.run(_index, id=finding_id, words=tokens(text), tags=tags)


def forget(tx: Tx, finding_id: int, text: str, tags: str) -> None:
    """Take a finding out; `text` and `tags` are what it was indexed with."""
    tx.run(_forget, id=finding_id, words=tokens(text), tags=tags)


def index_many(tx: Tx, rows: Iterable[tuple[int, str, str]]) -> None:
    """Add many findings: their key, text and tags."""
    tx.run_many(
        _index,
        [{"id": finding_id, "words": tokens(text), "tags": tags} for finding_id, text, tags in rows],
    )


def merge(tx: Tx, pages: int = 500) -> None:
    """Merge the index in idle time; left to itself it would do so in the middle of a filing."""
    tx.execute(sa.text(f"INSERT INTO finding_search (finding_search, rank) VALUES ('merge', {int(pages)})"))
