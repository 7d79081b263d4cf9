"""Whether a paper that comes back still says what the books say and what was issued.

Three questions, each answered by itself: is it the very file that was issued; does what it prints agree with
the books' record of it; does its text agree with what the books would print of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from ledger.errors import BadDocument, NotFound
from ledger.views import NoticeView
from ledger.vocabulary import NoticeKind
from templates.checks.document import PaperFile
from templates.checks.text import check_amounts
from templates.codes import verification_code
from templates.contexts.letterhead import chinese_day
from templates.package import read_parts

CODE = re.compile(r"核验码：([0-9A-Z]{8})")
FINDING = re.compile(r"(?<![\d-])\d{4}-\d{4,}(?![\d-])")
OFFICIAL = re.compile(r"[^\s〔〕：（，。]+〔(?:19|20)\d\d〕[1-9]\d*号")
MOST_LINES = 20
# The kinds that print each of their findings.
LISTING = frozenset({NoticeKind.DEDUCTION, NoticeKind.ALLOCATION, NoticeKind.RECTIFICATION})


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of verifying a paper: `identical` to the issued file, and every disagreement in Chinese."""

    number: str
    identical: bool
    disagreements: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.disagreements

    def lines(self) -> tuple[str, ...]:
        """The result in Chinese, a line each."""
        if self.disagreements:
            return tuple(f"{self.number}：{line}" for line in self.disagreements)
        same = "与签发时的文件逐字节相同，" if self.identical else "文件重新保存过，内容"
        return (f"{self.number}：{same}与账簿一致。",)


def paper_number(path: Path) -> str:
    """The official number that a paper carries. Raises NotFound for no file, BadDocument for no number."""
    if not path.is_file():
        raise NotFound(f"没有文件“{path}”，请检查路径。")
    paper = PaperFile(read_parts(path.read_bytes(), path.name), path.name, filled=True)
    for paragraph in paper.flow:
        if paragraph.style.endswith("发文字号") and paragraph.text.strip():
            return paragraph.text.strip()
    for line in paper_lines(paper):
        if found := OFFICIAL.search(line):
            return found.group()
    raise BadDocument(f"“{path.name}”上没有发文字号，无法与账簿核对。")


def verify_notice(path: Path, notice: NoticeView, *, expected: bytes | None = None) -> Verification:
    """Holds a paper against the books' record of it, and against what they would print (`expected`).

    Raises NotFound for no such file and BadDocument for one that is no Word document.
    """
    if not path.is_file():
        raise NotFound(f"没有文件“{path}”，请检查路径。")
    content = path.read_bytes()
    paper = PaperFile(read_parts(content, path.name), path.name, filled=True)
    lines = paper_lines(paper)
    identical = hashlib.sha256(content).hexdigest() == notice.content_sha256
    found = [*_against_record(lines, notice), *(defect.message for defect in check_amounts(paper))]
    if expected is not None:
        found += _against_expected(lines, expected, path.name)
    return Verification(notice.number, identical, tuple(dict.fromkeys(found)))


def paper_lines(paper: PaperFile) -> list[str]:
    """Every paragraph's text in the order of the file, those of tables too; empty ones left out."""
    return [text for paragraph in paper.paragraphs() if (text := paragraph.text.strip())]


def _against_record(lines: Sequence[str], notice: NoticeView) -> list[str]:
    text = "\n".join(lines)
    found = []
    if notice.voided:
        found.append("账簿中这份文书已作废")
    if notice.number not in text:
        found.append(f"文号与账簿不同，账簿为 {notice.number}")
    if notice.recipient not in text:
        found.append(f"没有账簿所记的主送单位：{notice.recipient}")
    if chinese_day(notice.issued_on) not in lines:
        found.append(f"成文日期与账簿不同，账簿为 {chinese_day(notice.issued_on)}")
    if notice.amount is not None and str(notice.amount) not in text:
        found.append(f"没有账簿所记的金额：{notice.amount} 元")
    printed = set(FINDING.findall(text))
    if notice.kind in LISTING:
        found += [f"缺少问题 {number}" for number in notice.findings if number not in printed]
    found += [f"多出问题 {number}" for number in sorted(printed - set(notice.findings))]
    codes = set(CODE.findall(text))
    if codes and codes != {verification_code(notice)}:
        found.append(f"核验码 {'、'.join(sorted(codes))} 与账簿不符")
    elif not codes:
        found.append("没有核验码")
    return found


def _against_expected(lines: Sequence[str], expected: bytes, name: str) -> list[str]:
    wanted = paper_lines(PaperFile(read_parts(expected, name), name, filled=True))
    found = []
    for what, i, j, k, m in SequenceMatcher(a=lines, b=wanted, autojunk=False).get_opcodes():
        if what != "equal":
            paper, books = " / ".join(lines[i:j]), " / ".join(wanted[k:m])
            found.append(f"纸面“{paper or '（无）'}”，账簿“{books or '（无）'}”")
    return found[:MOST_LINES]
