"""Papers that are done go to their recipients: a folder, a merged file to print, an e-mail; each once.

A copy that was broken off is made again.  A letter that was broken off while it was handed over stays as it
is, shown, until a person releases it: it may have arrived.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.errors import BadDocument, GongjianError
from ledger.views import ClaimView
from tui.timetable import mail
from tui.timetable.kinds import OFFICES, Kind, addresses, kinds

if TYPE_CHECKING:
    from ledger.database import Book, Tx


@dataclass(frozen=True, slots=True)
class Parcel:
    """One paper for one recipient by one channel."""

    claim: ClaimView
    kind: Kind
    channel: str
    recipient: str

    @property
    def label(self) -> str:
        words = (self.claim.period, self.claim.office, self.kind.label)
        return " ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a parcel."""

    parcel: Parcel
    at: datetime
    error: str | None = None


def deliver(
    book: Book, person: str, clock: Callable[[], datetime], password: str, send: mail.Send = mail.send
) -> list[Delivered]:
    """Hands over what is done and not delivered; gives what became of each parcel."""
    with book.read() as tx:
        parcels = list(_parcels(tx))
        known = mail.server(tx)
    outcomes = (_hand_over(book, person, clock, parcel, known, password, send) for parcel in parcels)
    return [outcome for outcome in outcomes if outcome is not None]


def _parcels(tx: Tx) -> Iterator[Parcel]:
    from ledger import deliveries, timetable

    post = addresses(tx)
    delivered = {
        (each.kind, each.office, each.period, each.channel, each.recipient)
        for each in deliveries.list_deliveries(tx, 1_000_000)
        if each.delivered_at is not None
    }
    for kind in kinds(tx):
        if not kind.recipients:
            continue
        for claim in timetable.list_claims(tx, kind.key):
            done = claim.done_at
            if done is None or not claim.files or done.date() < kind.recipients_from:
                continue
            for channel, recipient in _targets(kind, claim, post):
                if (kind.key, claim.office, claim.period, channel, recipient) not in delivered:
                    yield Parcel(claim, kind, channel, recipient)


def _targets(kind: Kind, claim: ClaimView, post: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Every channel and recipient once."""
    found: dict[tuple[str, str], None] = {}
    for word in kind.recipients:
        channel, _, target = word.partition(":")
        if word == OFFICES:
            known = [post[claim.office]] if claim.office in post else []
            for address in known if claim.office else post.values():
                found["mail", address] = None
        else:
            found[channel, target] = None
    yield from found


def _hand_over(
    book: Book,
    person: str,
    clock: Callable[[], datetime],
    parcel: Parcel,
    known: mail.Server | None,
    password: str,
    send: mail.Send,
) -> Delivered | None:
    """What became of a parcel; None where it is not ours to deliver."""
    from ledger import deliveries

    claim, files = parcel.claim, [Path(name) for name in parcel.claim.files]
    name = (claim.kind, claim.office, claim.period, parcel.channel, parcel.recipient)
    with book.write(person) as tx:
        sha256 = "" if not all(path.is_file() for path in files) else _hash(files)
        number = deliveries.begin(
            tx, *name, files=claim.files, sha256=sha256, repeatable=parcel.channel != "mail"
        )
    if number is None:
        return None
    try:
        if not sha256:
            raise BadDocument(
                f"文件不在原处，不能送达：{'、'.join(p.name for p in files if not p.is_file())}。"
            )
        if parcel.channel == "dir":
            _copy(files, Path(parcel.recipient))
        elif parcel.channel == "print":
            _merge(files, Path(parcel.recipient), parcel.label)
        else:
            _mail(known, parcel, files, number, clock(), lambda host, made: send(host, password, made))
    except (GongjianError, OSError) as error:
        if parcel.channel == "mail" and not isinstance(error, GongjianError):
            return Delivered(parcel, clock(), f"第 {number} 号送达中断，是否送到不明，请核实：{error}")
        with book.write(person) as tx:
            deliveries.finish(tx, number, str(error))
        return Delivered(parcel, clock(), str(error))
    with book.write(person) as tx:
        deliveries.finish(tx, number)
    return Delivered(parcel, clock())


def _mail(
    known: mail.Server | None,
    parcel: Parcel,
    files: Sequence[Path],
    number: int,
    at: datetime,
    send: Callable[[mail.Server, EmailMessage], None],
) -> None:
    if known is None:
        raise mail.NotSent("还没有设置邮件服务器，请用 gongjian schedule mail 设置。")
    key = hashlib.sha256(f"{parcel.label}|{parcel.recipient}|{number}".encode()).hexdigest()[:32]
    body = f"{parcel.label}，共 {len(files)} 个附件。\n本邮件由攻坚台账按定期任务发出。\n"
    send(known, mail.letter(known.sender, parcel.recipient, parcel.label, body, files, key, at))


def _hash(files: Sequence[Path]) -> str:
    whole = hashlib.sha256()
    for path in files:
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _copy(files: Sequence[Path], folder: Path) -> None:
    """Each file whole or not at all; the same name is written over, for a delivery happens once."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in files:
        partial = folder / f".{path.name}.{os.getpid()}.part"
        try:
            shutil.copyfile(path, partial)
            os.replace(partial, folder / path.name)
        finally:
            partial.unlink(missing_ok=True)


def _merge(files: Sequence[Path], folder: Path, label: str) -> None:
    """The papers as one file to print."""
    from templates.merging import merge
    from templates.package import save

    papers = [path.read_bytes() for path in files if path.suffix == ".docx"]
    if not papers:
        raise BadDocument(f"“{label}”没有可打印的文书（.docx）。")
    folder.mkdir(parents=True, exist_ok=True)
    save(merge(papers), folder / f"{label}（打印）.docx")
