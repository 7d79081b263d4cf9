"""The whole books as JSON: the chain of steps and the documents. Reading it back takes every step again.

The shape is in `books.schema.json`.  Books that were read back have the same hashes, or they are refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ledger import chain
from ledger.database import Book
from ledger.errors import BadInput, BooksDoNotVerify, WrongState
from ledger.replay import Recorded, links, replay
from ledger.schema import Event, Policy
from ledger.statements import table_of
from ledger.transactions import Tx

FORMAT = "gongjian-ledger/books/1"
SCHEMA = Path(__file__).with_name("books.schema.json")
_policy, _event = table_of(Policy), table_of(Event)
_FIELDS = ("seq", "step", "subject", "actor", "at", "reason", "data", "hash")


def write(tx: Tx) -> Iterator[str]:
    """The JSON text, in pieces: one event or document a line."""
    length, head, _ = chain.head(tx)
    yield f'{{"format": {_json(FORMAT)}, "events": {length}, "head": {_json(head)},\n"documents": ['
    numbers = tx.all(sa.select(_policy.c.number).order_by(_policy.c.number))
    for place, (number,) in enumerate(numbers):
        row = tx.first(sa.select(_policy.c.content, _policy.c.plan).where(_policy.c.number == number))
        assert row is not None
        document = {
            "number": number,
            "sha256": hashlib.sha256(row.content).hexdigest(),
            "content": base64.b64encode(row.content).decode(),
            "plan": json.loads(row.plan),
        }
        yield ("," if place else "") + "\n" + _json(document)
    yield '],\n"chain": ['
    for place, link in enumerate(links(tx)):
        event = {field: getattr(link, field) for field in _FIELDS} | {"data": json.loads(link.data)}
        yield ("," if place else "") + "\n" + _json(event)
    yield "\n]}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def read(book: Book, text: str) -> str:
    """Take the steps of an export again in books in which nothing has happened; the chain's last hash.

    All or nothing.  Raises WrongState for books in use, BadInput for what is no export, BooksDoNotVerify when
    a hash does not follow.
    """
    exported = _parsed(text)
    documents = {each["number"]: _document(each) for each in exported["documents"]}

    def document(number: int) -> tuple[bytes, str]:
        if number not in documents:
            raise BooksDoNotVerify(f"导入文件缺少第 {number} 号政策的原文。")
        return documents[number]

    with book.begin() as tx:
        if tx.scalar(sa.select(sa.func.count()).select_from(_event)):
            raise WrongState("只能导入到空账簿，请另给一个新的账簿文件。")
        replay(tx, (_recorded(each) for each in exported["chain"]), document)
        _, head, _ = chain.head(tx)
        if head != exported["head"]:
            raise BooksDoNotVerify("导入文件的事件链与其首部的哈希不符，没有导入。")
    return head


def _parsed(text: str) -> dict[str, Any]:
    try:
        exported = json.loads(text)
    except ValueError as error:
        raise BadInput(f"不是账簿的 JSON 导出文件：{error}") from None
    wanted = {"format", "events", "head", "documents", "chain"}
    if not isinstance(exported, dict) or exported.get("format") != FORMAT or not wanted <= exported.keys():
        raise BadInput(f"不是账簿的 JSON 导出文件（格式应为 {FORMAT}）。")
    return exported


def _document(each: dict[str, Any]) -> tuple[bytes, str]:
    try:
        return base64.b64decode(each["content"], validate=True), chain.canonical(each["plan"])
    except (KeyError, TypeError, binascii.Error):
        raise BadInput("导入文件中的政策原文损坏，请重新导出。") from None


def _recorded(each: dict[str, Any]) -> Recorded:
    try:
        fields = {field: each[field] for field in _FIELDS}
    except (KeyError, TypeError):
        raise BadInput("导入文件中的事件缺少内容，请重新导出。") from None
    return Recorded(**fields | {"data": chain.canonical(fields["data"])})
