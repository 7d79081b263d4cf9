"""What a clerk says about a paper beside what it is about; each kind takes what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Look:
    """How papers look: form (信函, 文件), font set, margins by their names; None is the template's own.

    `templates` is the folder of the clerk's own templates, which go before the shipped ones.
    """

    form: str | None = None
    fonts: str | None = None
    margins: str | None = None
    preprinted: bool = False
    templates: Path | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """Everything that may be said; what is None or empty is taken from the books or asked for.

    `month` is "2026-08"; `by` is office, rule or month; `only` restricts papers on findings to one unit.
    """

    to: str | None = None
    reason: str = ""
    due: date | None = None
    month: str | None = None
    year: int | None = None
    by: str = "office"
    time: datetime | None = None
    place: str = ""
    interviewer: str = ""
    attendants: str = ""
    basis: str = ""
    way: str = "直接送达"
    revoke: bool = False
    reissue: bool = False
    charts: bool = True
    copies: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    only: str | None = None
    look: Look = Look()
