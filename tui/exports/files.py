"""An export as one file, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.errors import BadValue
from tui.exports import plain_text, tables

if TYPE_CHECKING:
    from ledger.database import Book

FORMATS = ("beancount", "hledger", "csv", "xlsx", "json")


def export(book: Book, form: str, out: Path, today: date) -> int:
    """Writes the journal as of now; gives the number of vouchers. Raises BadValue as `write_whole` does."""
    from ledger import journal

    if out.resolve() == book.path.resolve():
        raise BadValue(f"“{out}”是账簿本身，请换一个文件名。")
    with book.read() as tx:
        vouchers = journal.vouchers(tx)
        balances = journal.trial_balance(tx, None)
    if form == "beancount":
        content = plain_text.beancount(vouchers).encode()
    elif form == "hledger":
        content = plain_text.hledger(vouchers).encode()
    elif form == "csv":
        content = tables.as_csv(vouchers)
    elif form == "xlsx":
        content = tables.as_xlsx(vouchers, balances, today)
    else:
        content = tables.as_json(vouchers, balances).encode()
    write_whole(out, content)
    return len(vouchers)


def write_whole(out: Path, content: bytes) -> None:
    """Writes beside and then puts in place, so that nobody ever reads half a file. Raises BadValue."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, out)
    except OSError as error:
        raise BadValue(f"写不了“{out}”（{error.strerror}），请检查目录和权限。") from None
