"""How a paper shall look and when a meeting is, as written on a command line."""

from __future__ import annotations

import re
from datetime import datetime, time
from pathlib import Path

from ledger.errors import BadValue
from tui import settings
from tui.cli.caller import Caller
from tui.cli.values import day
from tui.usecases.papers.wishes import Look

TIME = re.compile(r"(.+?)[ T　]*?(?:[ T　]|(?<=日))(\d{1,2})\s*[:：时点]\s*(\d{1,2})?\s*分?")
OWN_TEMPLATES = "模板"


def look_of(
    caller: Caller,
    form: str = "",
    fonts: str = "",
    margins: str = "",
    preprinted: bool = False,
    templates: str = "",
) -> Look:
    """The look, with the clerk's own templates where there are any. Raises BadValue for a missing folder."""
    folder: Path | None = Path(templates).expanduser() if templates else own_templates(caller)
    if templates and folder is not None and not folder.is_dir():
        raise BadValue(f"没有模板目录“{templates}”，请检查路径，或先运行 gongjian template copy。")
    own = folder if folder is not None and folder.is_dir() else None
    return Look(form or None, fonts or None, margins or None, preprinted, own)


def own_templates(caller: Caller) -> Path:
    """Where a clerk's own templates are unless told otherwise."""
    return settings.papers_folder(caller.url) / OWN_TEMPLATES


def moment(text: str) -> datetime:
    """A day and a time: 2026-09-05 15:00, 2026年9月5日15时. Raises BadValue."""
    found = TIME.fullmatch(text.strip())
    if found:
        try:
            at = time(int(found[2]), int(found[3] or 0))
        except ValueError:
            found = None
    if not found:
        raise BadValue(f'--time 的“{text}”不是时间，请写成 "2026-09-05 15:00"。')
    return datetime.combine(day(found[1], "--time"), at)
