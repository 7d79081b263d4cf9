"""Papers that were issued: the same file again, and whether a paper still agrees with books and issue."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.errors import BadDocument, NotFound, WrongState
from ledger.views import NoticeView
from ledger.vocabulary import NoticeKind
from tui.usecases.papers.filled import from_json, paper_bytes
from tui.usecases.papers.on_papers import FALLEN, corrected_by, right_amount

if TYPE_CHECKING:
    from ledger.database import Tx


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of holding a paper against the books: its record, and every difference in Chinese."""

    notice: NoticeView
    identical: bool
    differences: tuple[str, ...]


def reprint(tx: Tx, number: str, folder: Path, templates: Path | None = None) -> Path:
    """Writes an issued paper's file again, byte for byte. What lies there under its name is replaced.

    Raises NotFound for an unknown number, WrongState for a paper whose words were not recorded, BadDocument
    where template or version have changed since, so that another file would come out.
    """
    from ledger import notices
    from templates.package import save

    notice = notices.get(tx, number)
    again = _again(tx, notice, templates)
    if again is None:
        raise WrongState(f"{number} 签发时没有留存内容，不能重印，请用存档的文件。")
    name, content = again
    if hashlib.sha256(content).hexdigest() != notice.content_sha256:
        raise BadDocument(
            f"{number} 的模板、图表字体或程序在签发后变了，重印会与原件不同；"
            "请换回原来的模板，或用存档的文件。"
        )
    return save(content, folder / name)


def check(tx: Tx, path: Path, templates: Path | None = None) -> Checked:
    """Holds a paper against the books' record of it, against what was issued, and against the books now.

    Raises NotFound for no such file or paper, BadDocument for what is no paper of this office.
    """
    from templates.verification import verify_notice

    notice = _notice_of(tx, path)
    again = _again(tx, notice, templates)
    found = verify_notice(path, notice, expected=None if again is None else again[1])
    now = () if notice.voided else _against_books_now(tx, notice)
    return Checked(notice, found.identical, (*found.disagreements, *now))


def _again(tx: Tx, notice: NoticeView, templates: Path | None) -> tuple[str, bytes] | None:
    """The name and the bytes of an issued paper, made again from what it was filled with."""
    from ledger import notices
    from templates.batches import paper_file_name

    kept = notices.particulars(tx, notice.number)
    if kept is None:
        return None
    filled, look = from_json(notice, kept, templates)
    content = paper_bytes(notice.kind, filled.context, filled.charts, look)
    return paper_file_name(notice.kind, filled.context), content


def _notice_of(tx: Tx, path: Path) -> NoticeView:
    """The books' record of a paper: of the very file, else by its code, else by its number."""
    from ledger import notices
    from templates.checks.document import PaperFile
    from templates.codes import verification_code
    from templates.package import read_parts
    from templates.verification import CODE, paper_lines, paper_number

    if not path.is_file():
        raise NotFound(f"没有文件“{path}”，请检查路径。")
    content = path.read_bytes()
    issued = notices.list_notices(tx)
    sha256 = hashlib.sha256(content).hexdigest()
    for notice in issued:
        if notice.content_sha256 == sha256:
            return notice
    text = "\n".join(paper_lines(PaperFile(read_parts(content, path.name), path.name, filled=True)))
    codes = set(CODE.findall(text))
    for notice in issued:
        if codes and verification_code(notice) in codes:
            return notice
    return notices.get(tx, paper_number(path))


def _against_books_now(tx: Tx, notice: NoticeView) -> tuple[str, ...]:
    """What became of the findings of a money notice since it was issued."""
    from ledger import findings

    if notice.kind not in (NoticeKind.DEDUCTION, NoticeKind.ALLOCATION):
        return ()
    listed = [findings.get(tx, number) for number in notice.findings]
    found = [
        f"问题 {finding.row.number} 在账簿中{finding.row.status.label}"
        for finding in listed
        if finding.row.status in FALLEN
    ]
    amount = right_amount(notice, listed)
    correction = corrected_by(tx, notice.number)
    if correction is not None:
        found.append(f"已由 {correction.number} 更正为 {correction.amount} 元")
    elif amount is not None and amount != notice.amount:
        found.append(f"账簿现在的金额为 {amount} 元，文书为 {notice.amount} 元")
    return tuple(found)
