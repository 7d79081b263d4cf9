"""The papers of the timetable: what each covers, when it is made and for whom, as the books have it set."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING, Any

from ledger.cycles import Cycle
from ledger.errors import BadValue

if TYPE_CHECKING:
    from ledger.database import Tx

DAILY, WEEKLY, CIRCULAR, MONTHLY_SUMMARY, QUARTERLY, YEARLY = (
    "daily",
    "weekly",
    "circular",
    "monthly_summary",
    "quarterly",
    "yearly",
)
MAKING_TIME = time(8, 0)
_SETTING = "timetable/"
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
CHANNELS = {"dir": "文件夹", "print": "合并打印", "mail": "邮件"}
OFFICES = "offices"


@dataclass(frozen=True, slots=True)
class Kind:
    """A paper that is made once a period, for each office where `per_office`.

    It is designated for `at` on the day that is `after` days after the period's last one.  `recipients` are
    words like dir:FOLDER, print:FOLDER, mail:ADDRESS and offices (each office by its own address), and count
    from `recipients_from` on.
    """

    key: str
    label: str
    cycle: Cycle
    per_office: bool = False
    on: bool = True
    at: time = MAKING_TIME
    after: int = 1
    recipients: tuple[str, ...] = ()
    recipients_from: date = date.min


USUAL = (
    Kind(DAILY, "日报", Cycle.DAY),
    Kind(WEEKLY, "周报", Cycle.WEEK),
    Kind(CIRCULAR, "情况通报", Cycle.MONTH),
    Kind(MONTHLY_SUMMARY, "月度汇总", Cycle.MONTH, per_office=True),
    Kind(QUARTERLY, "季度汇总", Cycle.QUARTER),
    Kind(YEARLY, "年度汇总", Cycle.YEAR),
)
LABELS = {kind.key: kind.label for kind in USUAL}


def kinds(tx: Tx) -> tuple[Kind, ...]:
    """Every kind as it is set."""
    from ledger import settings

    wanted = settings.under(tx, _SETTING)
    return tuple(_as_set(kind, wanted.get(kind.key, {})) for kind in USUAL)


def _as_set(kind: Kind, wanted: dict[str, Any]) -> Kind:
    hour, minute = map(int, wanted.get("at", f"{kind.at:%H:%M}").split(":"))
    return replace(
        kind,
        on=wanted.get("on", kind.on),
        at=time(hour, minute),
        after=wanted.get("after", kind.after),
        recipients=tuple(wanted.get("to", ())),
        recipients_from=date.fromisoformat(wanted["to_from"]) if "to_from" in wanted else date.min,
    )


def kind_named(word: str, among: Iterable[Kind] = USUAL) -> Kind:
    """A kind by its key or its Chinese name. Raises BadValue."""
    for kind in among:
        if word in (kind.key, kind.label):
            return kind
    known = "、".join(f"{kind.label}（{kind.key}）" for kind in USUAL)
    raise BadValue(f"没有“{word}”这种定期文件，可用：{known}。")


def set_kind(tx: Tx, kind: Kind) -> None:
    """Set when a kind is made and who gets it. Raises BadValue for a recipient that is none."""
    from ledger import settings

    if not 1 <= kind.after <= 28:
        raise BadValue(f"期末后第“{kind.after}”天不对，请填 1 到 28 之间的整数。")
    for word in kind.recipients:
        _check_recipient(word)
    before = kind_named(kind.key, kinds(tx))
    begin = before.recipients_from if before.recipients == kind.recipients else tx.today
    value: dict[str, Any] = {"on": kind.on, "at": f"{kind.at:%H:%M}", "after": kind.after}
    if kind.recipients:
        value |= {"to": list(kind.recipients), "to_from": begin.isoformat()}
    settings.put(tx, _SETTING + kind.key, value)


def _check_recipient(word: str) -> None:
    channel, _, target = word.partition(":")
    if word == OFFICES or (channel in ("dir", "print") and target.strip()):
        return
    if channel == "mail" and _MAIL.fullmatch(target):
        return
    raise BadValue(
        f"收件方式“{word}”看不懂，请写成 dir:文件夹、print:文件夹、mail:邮箱 或 offices（各单位自己的邮箱）。"
    )


def addresses(tx: Tx) -> dict[str, str]:
    """The e-mail address of each unit, where one is set."""
    from ledger import settings

    found: dict[str, str] = settings.get(tx, "addresses", {})
    return found


def set_address(tx: Tx, unit: str, address: str) -> None:
    """Set a unit's e-mail address; an empty one takes it away. Raises NotFound and BadValue."""
    from ledger import settings, units

    name = units.get(tx, unit).name
    if address and not _MAIL.fullmatch(address):
        raise BadValue(f"“{address}”不是邮箱地址，请写成 name@example.gov.cn。")
    known = addresses(tx)
    known.pop(name, None)
    settings.put(tx, "addresses", known | ({name: address} if address else {}))
