"""What the books said on a past day.

The chain up to that moment is replayed into memory and asked as usual.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import takewhile

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ledger import search
from ledger.columns import instant_text
from ledger.dialect import scratch_engine
from ledger.replay import documents, links, replay
from ledger.schema import HOME_DISTRICT, Base, District
from ledger.statements import table_of
from ledger.transactions import Tx


@contextmanager
def as_of(tx: Tx, moment: datetime) -> Iterator[Tx]:
    """A reading transaction on the books as they were recorded at an aware moment.

    It is the record date that counts, not the date of the event.  The cost grows with the length of the
    chain.
    """
    until = instant_text(moment)
    with empty_books() as connection:
        past = Tx(connection, moment)
        replay(past, takewhile(lambda link: link.at <= until, links(tx)), documents(tx))
        yield Tx(connection, moment)


@contextmanager
def empty_books() -> Iterator[Connection]:
    """A connection to books in memory, with tables and nothing in them."""
    engine = scratch_engine()
    try:
        with engine.connect() as connection, connection.begin():
            Base.metadata.create_all(connection)
            search.create(connection)
            home = {"id": HOME_DISTRICT, "name": "本区", "notice_prefix": None}
            connection.execute(sa.insert(table_of(District)), home)
            yield connection
    finally:
        engine.dispose()
