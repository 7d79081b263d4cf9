"""Issuing: number, words, file and hash, all of them or none.

In one write on the books every paper takes its number, is filled, and its file is written whole under a
hidden name beside its place; its hash and what it was filled with are recorded.  Whatever fails up to here,
a full disk too, takes the numbers back and leaves no file.  Then the books commit, and only then the files
are renamed into place: a file whose number the books do not know can never lie in the folder, and a number
whose file would not move is printed again, byte for byte, by `looking_back.reprint`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.errors import BadDocument
from ledger.views import NoticeView
from ledger.vocabulary import NoticeKind
from tui.usecases.papers.filled import Filled, paper_bytes, refuse_broken_template, to_json
from tui.usecases.papers.kinds import MAKERS
from tui.usecases.papers.letterheads import letterhead_of, with_wishes
from tui.usecases.papers.staging import Staging
from tui.usecases.papers.wishes import Wishes

if TYPE_CHECKING:
    from ledger.database import Book, Tx
    from templates.contexts import Letterhead


@dataclass(frozen=True, slots=True)
class Paper:
    """An issued paper and its file; `remark` is a line about it for the clerk, or empty."""

    notice: NoticeView
    path: Path
    remark: str = ""


def issue(
    book: Book,
    person: str,
    about: Sequence[str],
    kind: NoticeKind,
    folder: Path,
    today: date,
    letterhead: Letterhead | None = None,
    wishes: Wishes | None = None,
) -> tuple[Paper, ...]:
    """Issues the papers of a kind and writes them into a folder.

    `about` is what the kind is about: numbers of findings, of papers (更正通知, 送达回证), or names of units
    (补助, 奖励); a circular and a summary need none.  Raises WrongState, NotFound, Unbalanced and BadValue
    where the books or the wishes do not allow the paper, BadDocument where a file cannot be written.
    """
    wanted = wishes or Wishes()
    with Staging(folder) as staging:
        with book.write(person) as tx:
            head = with_wishes(letterhead or letterhead_of(tx, today), wanted)
            refuse_broken_template(kind, "，".join(head.copies), wanted.look)
            made = MAKERS[kind](tx, head, about, today, wanted)
            papers = tuple(_write(tx, filled, staging, wanted) for filled in made)
        stuck = staging.move()
    if stuck:
        lost = [paper.notice.number for paper in papers if paper.path in stuck]
        raise BadDocument(
            f"{'、'.join(lost)} 已编号入账，但文件没能放进“{folder}”；"
            f"请关闭打开着的同名文件，再用 gongjian notice reprint 文号 重印。"
        )
    return papers


def _write(tx: Tx, filled: Filled, staging: Staging, wishes: Wishes) -> Paper:
    from ledger import notices
    from templates.batches import paper_file_name

    notice = filled.notice
    content = paper_bytes(notice.kind, filled.context, filled.charts, wishes.look)
    sha256 = hashlib.sha256(content).hexdigest()
    place = staging.put(paper_file_name(notice.kind, filled.context), content)
    recorded = notices.attach_content(tx, notice.number, sha256, to_json(filled, wishes.look))
    return Paper(recorded, place, filled.remark)
