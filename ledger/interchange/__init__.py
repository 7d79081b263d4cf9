"""The whole journal for other programs.

Beancount, hledger, CSV, rows for a workbook, JSON that proves itself.

Every format is a fold of the same vouchers; only `json_books` holds the chain too and can be read back.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from ledger.errors import BadValue, BooksUnavailable
from ledger.interchange import beancount, hledger, json_books, tables
from ledger.transactions import Tx

__all__ = ["FORMATS", "beancount", "export", "hledger", "json_books", "tables"]

FORMATS: dict[str, Callable[[Tx], Iterator[str]]] = {
    "beancount": beancount.write,
    "hledger": hledger.write,
    "csv": tables.write_csv,
    "json": json_books.write,
}


def export(tx: Tx, form: str, out: Path) -> Path:
    """Write the journal to a file, whole or not at all. Raises BadValue for an unknown format.

    The rows of a workbook are `tables.rows`; writing .xlsx is the room of templates.
    """
    writer = FORMATS.get(form)
    if writer is None:
        raise BadValue(f"不支持“{form}”格式，可选：{'、'.join(FORMATS)}、xlsx。")
    partial = out.with_name(out.name + ".part")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            file.writelines(writer(tx))
        os.replace(partial, out)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise BooksUnavailable(f"写不了“{out}”（{error.strerror}），请检查路径、权限和磁盘空间。") from error
    return out
