"""Papers that leave the office: numbered by the books, written as .docx, their hash kept with the number."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ledger.drafts import NoticeDraft
from ledger.errors import BadValue
from ledger.money import total
from ledger.views import FindingView, NoticeView
from ledger.vocabulary import NoticeKind

if TYPE_CHECKING:
    from ledger.database import Book, Tx
    from templates.contexts import Letterhead


ON_FINDINGS = (NoticeKind.DEDUCTION,)
"""The kinds that are issued on findings alone."""


@dataclass(frozen=True, slots=True)
class Paper:
    """An issued paper and its file."""

    notice: NoticeView
    path: Path


def issue(
    book: Book,
    person: str,
    numbers: Sequence[str],
    kind: NoticeKind,
    folder: Path,
    today: date,
    letterhead: Letterhead | None = None,
) -> tuple[Paper, ...]:
    """Issues one paper for each unit that bears a share of the findings, and writes them into a folder.

    All papers are numbered in one write; a paper that cannot be filled numbers none.  Raises WrongState for
    a finding that is not posted, NotFound for an unknown one, BadValue for a kind that is not issued so.
    """
    from ledger import findings, notices
    from templates.batches import paper_file_name
    from templates.notices import notice_bytes

    if not numbers:
        raise BadValue("请给出要列入文书的问题编号，例如 2026-0001。")
    written: list[tuple[NoticeView, str, bytes]] = []
    with book.write(person) as tx:
        head = letterhead or letterhead_of(tx, today)
        chosen = [findings.get(tx, number) for number in dict.fromkeys(numbers)]
        for recipient in recipients_of(chosen):
            theirs = [finding for finding in chosen if _bears(finding, recipient)]
            notice = notices.issue(tx, _draft(kind, recipient, theirs, today))
            context = _context(kind, head, notice, theirs)
            content = notice_bytes(kind, context)
            notices.attach_content(tx, notice.number, hashlib.sha256(content).hexdigest())
            written.append((notice, paper_file_name(kind, context), content))
    folder.mkdir(parents=True, exist_ok=True)
    papers = tuple(Paper(notice, folder / name) for notice, name, _ in written)
    for paper, (_, _, content) in zip(papers, written, strict=True):
        paper.path.write_bytes(content)
    return papers


def kind_named(word: str) -> NoticeKind:
    """A kind of paper by its stored value or its Chinese name. Raises BadValue."""
    for kind in NoticeKind:
        if word in (kind.value, kind.label):
            return kind
    raise BadValue(f"没有“{word}”这种文书，可用：{'、'.join(kind.label for kind in ON_FINDINGS)}。")


def recipients_of(findings: Sequence[FindingView]) -> list[str]:
    """The units that bear shares of the findings, in order of appearance. Raises BadValue for none."""
    units = list(dict.fromkeys(share.unit for finding in findings for share in finding.shares))
    if not units:
        numbers = "、".join(finding.row.number for finding in findings)
        raise BadValue(f"问题 {numbers} 还没有分担到单位，请先复核、分担、记账，再出文书。")
    return units


def letterhead_of(tx: Tx, day: date) -> Letterhead:
    """The issuing office as the policy in force names it: its issuer, and the 代字 of its number."""
    from ledger import policies
    from templates.contexts import Letterhead

    head = policies.plan_of(tx, policies.policy_in_force(tx, day).number).document
    code = re.match(r"[^〔\[（(]+", head.doc_number or "")
    return Letterhead(issuer=head.issuer or "", short_code=code[0].strip() if code else "")


def _bears(finding: FindingView, unit: str) -> bool:
    return any(share.unit == unit for share in finding.shares)


def _draft(kind: NoticeKind, recipient: str, findings: Sequence[FindingView], today: date) -> NoticeDraft:
    shares = [share.amount for finding in findings for share in finding.shares if share.unit == recipient]
    return NoticeDraft(
        kind, recipient, tuple(finding.row.number for finding in findings), today, total(shares)
    )


def _context(kind: NoticeKind, head: Letterhead, notice: NoticeView, findings: Sequence[FindingView]) -> Any:
    from templates import contexts

    if kind is not NoticeKind.DEDUCTION:
        raise BadValue(
            f"“{kind.label}”不从问题直接出，可用：{'、'.join(each.label for each in ON_FINDINGS)}。"
        )
    return contexts.deduction_context(head, notice, findings)
