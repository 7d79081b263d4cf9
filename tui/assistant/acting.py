"""What a confirmed card does: the ledger's functions, in one write, in the name of the person who confirmed.

Approving stays another person's: nothing here approves.  A card that has gone stale is refused by the books.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ledger.drafts import GradeDraft
from ledger.errors import BadValue, Refused
from ledger.views import FindingRow
from ledger.vocabulary import FindingStatus
from tui.assistant.answers.records import filter_of, full_number
from tui.assistant.filing import Reading
from tui.assistant.values import Intent, Proposal

if TYPE_CHECKING:
    from ledger.database import Book, Tx

_BOOKED = (FindingStatus.POSTED, FindingStatus.NOTIFIED, FindingStatus.SETTLED)


@dataclass(frozen=True)
class Hand:
    """Writes confirmed cards. `mint` gives a fresh key for each finding, before it is submitted."""

    book: Book
    person: str
    today: date
    mint: Callable[[], str]

    def __call__(self, card: Proposal) -> str:
        """Does what the card says; the words to say. Raises the books' refusals."""
        if card.missing:
            raise BadValue(f"还缺：{'、'.join(card.missing)}，补齐后再确认。")
        doers: dict[Intent, Callable[[Proposal], str]] = {
            Intent.FILE_FINDING: self._file,
            Intent.VOID_FINDING: self._void,
            Intent.CORRECT_LAST: self._correct,
            Intent.GRADE_COMPANY: self._grade,
        }
        doer = doers.get(card.intent)
        if doer is None:
            raise BadValue(f"“{card.title}”要选存放位置，请在对应的屏幕上生成，条件已列在卡片上。")
        return doer(card)

    def _file(self, card: Proposal) -> str:
        with self.book.write(self.person) as tx:
            rows = [self._filed(tx, reading) for reading in _readings(card)]
        return "\n".join(f"已登记：{line}" for line in map(described, rows))

    def _filed(self, tx: Tx, reading: Reading) -> FindingRow:
        from ledger import findings

        return findings.file(tx, reading.draft(self.mint())).row

    def _void(self, card: Proposal) -> str:
        reason = str(card.steps[0].get("reason") or "").strip()
        if not reason:
            raise BadValue("作废要写明理由，例如“登记重复”。")
        with self.book.write(self.person) as tx:
            done = [self._voided(tx, number, reason) for number in self._numbers(tx, card)]
        return "\n".join(done)

    def _voided(self, tx: Tx, number: str, reason: str) -> str:
        from ledger import deductions, findings

        if findings.get(tx, number).row.status in _BOOKED:
            voucher = deductions.reverse(tx, number, reason)
            return f"已冲销：{number}，红字凭证 {voucher.number}。理由：{reason}"
        findings.void(tx, number, reason)
        return f"已作废：{number}。理由：{reason}"

    def _correct(self, card: Proposal) -> str:
        readings = list(_readings(card))
        number = card.steps[0].get("number") if card.steps else None
        if not readings or not number:
            raise BadValue("没有可更正的登记，请说编号，例如“第12号改成三辆”。")
        with self.book.write(self.person) as tx:
            full = full_number(str(number), {}, self.today)
            gone = self._voided(tx, full, f"更正：{card.words}")
            row = self._filed(tx, readings[0])
        return f"{gone}\n已登记：{described(row)}"

    def _grade(self, card: Proposal) -> str:
        from ledger import grades

        step = card.steps[0]
        announced, industry = step.get("announced"), step.get("industry")
        if not isinstance(announced, bool) or not industry:
            raise BadValue("企业评级要说明是否已公示和所属行业。")
        with self.book.write(self.person) as tx:
            draft = GradeDraft(
                enterprise=str(step["subject"]),
                grade=str(step["grade"]),
                industry=str(industry),
                from_day=self.today,
                announced=announced,
                reason=card.words,
            )
            grades.set_grade(tx, draft)
        return f"已登记：{step['subject']} 绩效等级 {step['grade']}"

    def _numbers(self, tx: Tx, card: Proposal) -> list[str]:
        from ledger import findings

        step = card.steps[0]
        if step.get("number"):
            return [full_number(part, {}, self.today) for part in str(step["number"]).split("、")]
        slots = {
            name: value for name, value in step.items() if isinstance(value, (str, int)) and name != "reason"
        }
        rows = list(findings.list_findings(tx, filter_of(slots), None, 3))
        if not rows:
            raise Refused("没有符合条件的登记，请核对条件或说编号。")
        if len(rows) > 1:
            raise Refused("符合条件的登记不止一条，请说编号：" + "、".join(row.number for row in rows))
        return [rows[0].number]


def described(row: FindingRow) -> str:
    """A filed finding on one line."""
    amount = row.amount.as_wan() if row.amount else row.assessment_status.label
    parts = [
        f"第{row.number}号",
        row.found_on.isoformat(),
        row.office or "",
        row.subject or "",
        row.rule_name or "",
    ]
    return " ".join(part for part in (*parts, f"{row.count}起", amount, row.status.label) if part)


def _readings(card: Proposal) -> Iterable[Reading]:
    return (reading for reading in card.records if isinstance(reading, Reading))
