"""Where things are kept on this machine: the books and the log. Reads the environment it is given.

The books are where --db says, else GONGJIAN_DB, else one file in the user's data folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ledger.errors import BadInput

APPLICATION = "gongjian-ledger"
SCHEMES = ("sqlite",)


def book_url(given: str | None, environment: Mapping[str, str]) -> str:
    """The database address: `given`, else GONGJIAN_DB, else the default file.

    A plain path is taken as an SQLite file.  Raises BadInput for other kinds of databases.
    """
    address = (given or environment.get("GONGJIAN_DB", "")).strip()
    if not address:
        return f"sqlite:///{data_folder() / 'book.db'}"
    scheme, marker, _ = address.partition("://")
    if not marker:
        return f"sqlite:///{Path(address).expanduser()}"
    if scheme.partition("+")[0] not in SCHEMES:
        raise BadInput(
            f"不支持的数据库“{scheme}”，本版账簿是一个 SQLite 文件，请写文件路径（如 --db 账簿.db）。"
        )
    return address


def book_path(url: str) -> Path | None:
    """The file of an SQLite address; None for a server."""
    scheme, _, rest = url.partition("://")
    return Path(rest.removeprefix("/").partition("?")[0]) if scheme.startswith("sqlite") else None


def papers_folder(url: str) -> Path:
    """Where papers go unless told otherwise: beside an SQLite file, else the data folder."""
    path = book_path(url)
    return path.resolve().parent if path is not None else data_folder()


def data_folder() -> Path:
    """The folder that holds the default books, made where it is missing."""
    from platformdirs import user_data_path

    return user_data_path(APPLICATION, ensure_exists=True)


def log_file() -> Path:
    """Where unexpected errors are written."""
    from platformdirs import user_state_path

    return user_state_path(APPLICATION) / "gongjian.log"
