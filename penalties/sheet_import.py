"""The inspectors' list into the books: each row judged and filed, and where somebody approves, posted.

One write for the whole file: a row that cannot be filed leaves the books as they were, unless the caller
takes what can be filed (`partial`).  The same row again files nothing new.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.drafts import AssessmentDraft, UnitDraft
from ledger.errors import BadInput, GongjianError, SamePerson
from ledger.vocabulary import AssessmentStatus, FindingStatus, Level
from penalties.answers import UNSTATED_LEVEL
from penalties.filing import Judge, agreed_findings
from penalties.in_force import Kept
from penalties.posting import approve_and_post

if TYPE_CHECKING:
    from importers.finding_sheets import Sheet, SheetRow
    from importers.sentences.likeness import Told
    from ledger.database import Book, Tx
    from ledger.views import FindingRow, FindingView
    from penalties.cases import Proposal

Progress = Callable[[int, int], None]
# Questions that a row answers by its columns, or that importing answers by its rule.
ANSWERED = ("level", "found_on", "office")


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of a row: the finding that it is in the books, or why it was not filed.

    `notes` are what a person should know or still decide; `known` says that it had been filed before; `open`
    are the questions that keep an approver of the list from approving the row unseen.
    """

    row: SheetRow
    finding: FindingView | None = None
    problem: str | None = None
    notes: tuple[str, ...] = ()
    known: bool = False
    open: tuple[str, ...] = ()


class NotAllFiled(BadInput):
    """Some rows cannot be filed, so none was; `outcomes` says which and why."""

    def __init__(self, outcomes: Sequence[RowOutcome]) -> None:
        bad = [outcome for outcome in outcomes if outcome.problem]
        first = bad[0]
        super().__init__(
            f"{len(outcomes)} 行中有 {len(bad)} 行不能登记（第 {first.row.line} 行：{first.problem}）"
            "整份未登记；改好后重来，或加 --partial 只登记其余各行。"
        )
        self.outcomes = tuple(outcomes)


def import_findings(
    book: Book,
    person: str,
    path: Path,
    today: date,
    *,
    approver: str | None = None,
    partial: bool = False,
    progress: Progress = lambda done, of: None,
) -> list[RowOutcome]:
    """Files the rows of a sheet as `person`; with an approver, approves them and posts what is priced.

    `progress` is told after each row how many are done, of how many; what it raises ends the work: the whole
    file is then not filed, or with `partial` the rows that were not yet done.
    Raises BadDocument for a file that is no sheet, NotAllFiled unless `partial`, SamePerson where preparer
    and approver are one.
    """
    from importers.finding_sheets import read_sheet
    from importers.sentences.likeness import Told

    if approver is not None and approver.strip() == person.strip():
        raise SamePerson(f"经办和复核不能都是{person}，请用 --approve-by 写另一个人。")
    sheet = read_sheet(path, today)
    rows = sheet.rows
    told = Told()
    if partial:
        with book.read() as tx:
            kept, agreed = Kept(), _lessons(tx, approver)
        keyed = _keyed(rows)
        one_by_one = (_one(book, person, approver, row, key, today, told, kept, agreed) for row, key in keyed)
        return _with_totals(_telling(one_by_one, len(rows), progress), sheet)
    with book.write(person) as tx:
        judge = Judge(tx, agreed=_lessons(tx, approver))
        in_turn = (_file(judge, row, key, today, told) for row, key in _keyed(rows))
        outcomes = _telling(in_turn, len(rows), progress)
        if any(outcome.problem for outcome in outcomes):
            raise NotAllFiled(outcomes)
        outcomes = outcomes if approver is None else _approve(tx, approver, outcomes)
        return _with_totals(outcomes, sheet)


def _lessons(tx: Tx, approver: str | None) -> tuple[FindingRow, ...]:
    # What use has taught suggests; where rows are posted unseen, a suggestion would become a price.
    return agreed_findings(tx) if approver is None else ()


def _with_totals(outcomes: Sequence[RowOutcome], sheet: Sheet) -> list[RowOutcome]:
    """The outcomes with the rows of sums in their places, which are no findings."""
    from importers.sheet_rows import SheetRow

    skipped = [
        RowOutcome(SheetRow(line, "合计"), notes=("合计行，不是问题，已跳过。",)) for line in sheet.totals
    ]
    return sorted([*outcomes, *skipped], key=lambda outcome: outcome.row.line)


def _telling(outcomes: Iterable[RowOutcome], of: int, progress: Progress) -> list[RowOutcome]:
    done: list[RowOutcome] = []
    for outcome in outcomes:
        done.append(outcome)
        progress(len(done), of)
    return done


def _one(
    book: Book,
    person: str,
    approver: str | None,
    row: SheetRow,
    key: str,
    today: date,
    told: Told,
    kept: Kept,
    agreed: tuple[FindingRow, ...],
) -> RowOutcome:
    """A row in a write of its own; all rows of a list are judged by what was agreed before it."""
    try:
        with book.write(person) as tx:
            outcome = _file(Judge(tx, kept, agreed), row, key, today, told)
            if outcome.problem:
                raise BadInput(outcome.problem)
            return outcome if approver is None else _approve(tx, approver, [outcome])[0]
    except GongjianError as error:
        return RowOutcome(row, problem=str(error))


def _keyed(rows: Iterable[SheetRow]) -> Iterable[tuple[SheetRow, str]]:
    """Each row with the key under which it is filed once: its own, or one of its content among equals."""
    turns: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        content = (row.text, row.found_on, row.office, row.subject, row.body, row.number)
        turns[content] += 1
        digest = hashlib.sha256(repr((content, turns[content])).encode()).hexdigest()
        yield row, row.key or f"sheet-{digest}"


def _file(judge: Judge, row: SheetRow, key: str, today: date, told: Told) -> RowOutcome:
    if row.problems:
        return RowOutcome(row, problem=" ".join(row.problems))
    from ledger import findings

    try:
        proposal = judge.propose(row.text, today, row.found_on)
        row, notes = _with_office(judge, replace(row, office=row.office or proposal.facts.office))
        level = row.level or proposal.facts.level
        if level is None:
            notes = (*notes, f"没有写明发现层级，按{UNSTATED_LEVEL.label}级督查计。")
        draft = proposal.draft(
            key,
            found_on=row.found_on,
            office=row.office,
            level=level or UNSTATED_LEVEL,
            place=row.rule,
            count=row.count,
            subject=row.subject,
            inspecting_body=row.body,
            source_ref=row.number,
            repeated=row.repeated,
        )
        several = _more_than_one(judge, row, today) if row.rule is None else None
        if several is not None:
            notes = (*notes, several)
            draft = replace(draft, assessment=_undecided(draft.assessment.count, several))
        finding = findings.file(judge.tx, draft)
    except GongjianError as error:
        return RowOutcome(row, problem=str(error))
    notes = (*row.notes, *notes)
    again = told.again(row.line, f"{row.text}{row.subject or ''}", (finding.row.found_on, finding.row.office))
    if row.duplicate_of is not None:
        notes = (*notes, f"与第 {row.duplicate_of} 行内容相同，请核对是否重复。")
    elif again is not None:
        notes = (*notes, f"与第 {again} 行同日同属地，文字几乎相同，请核对是否重复。")
    questions = [question for question in proposal.questions if question.about not in _answered(row)]
    asked = tuple(question.words for question in questions)
    against = _against_the_text(proposal, row)
    waiting = (*(question.words for question in questions if not question.settled_by_rule), *against)
    known = finding.events[0].at < judge.tx.now or finding.row.status is not FindingStatus.FILED
    return RowOutcome(row, finding, notes=(*notes, *asked, *against), known=known, open=waiting)


def _against_the_text(proposal: Proposal, row: SheetRow) -> tuple[str, ...]:
    """Where a column orders a price that the row's own words speak against, for a person to look at."""
    match, found = proposal.match, []
    if row.level not in (None, Level.DISTRICT) and proposal.facts.level is Level.DISTRICT:
        found.append("层级栏写的是上级督查，文字却写明是区级自查，请核对。")
    if row.rule is None:
        return tuple(found)
    ordered = next((view.rule for view in proposal.rules if view.rule.place == row.rule), None)
    judged = next((view.rule for view in proposal.rules if view.rule.place == match.place), None)
    if match.outside == row.rule:
        found.append(f"条款栏写第{row.rule}项，文字却写明在它的限定之外，请核对。")
    elif not match.applies and proposal.facts.level is not Level.DISTRICT:
        found.append(f"条款栏写第{row.rule}项，文字却不像大气环境问题，请核对。")
    elif ordered and ordered.fallback and judged and judged.amount is None and judged.reference:
        found.append(
            f"条款栏写第{row.rule}项（兜底），文字却属于第{judged.place}项，金额按{judged.reference}，请核对。"
        )
    return tuple(found)


def _answered(row: SheetRow) -> set[str]:
    """The questions that the columns of a row answer."""
    given = {
        "repeated": row.repeated is not None,
        "count": row.count is not None,
        "rule": row.rule is not None,
        "condition": row.rule is not None,
    }
    return {about for about, answered in given.items() if answered}.union(ANSWERED)


def _more_than_one(judge: Judge, row: SheetRow, today: date) -> str | None:
    """What to say of a row that tells of several findings."""
    from penalties.separating import may_be_several

    told = judge.propose_all(row.text, today, row.found_on) if may_be_several(row.text) else ()
    if len(told) < 2:
        return None
    parts = "；".join(f"“{proposal.text}”" for proposal in told)
    return f"一行里像是有 {len(told)} 个问题，只登记了一条，请核对是否拆开另行登记：{parts}。"


def _undecided(count: int, why: str) -> AssessmentDraft:
    """No fact of several prices the row: a person splits it, or chooses the rule."""
    return AssessmentDraft(AssessmentStatus.UNDECIDED, None, max(count, 1), None, (why,), 0.0, False)


def _with_office(judge: Judge, row: SheetRow) -> tuple[SheetRow, tuple[str, ...]]:
    """The row with its office's full name; a name that the register lacks is entered, and said so."""
    if row.office is None:
        return row, ()
    unit = judge.registry.resolve(row.office)
    if unit is not None:
        return replace(row, office=unit.name), ()
    likely = judge.registry.likely(row.office)
    if likely is not None:
        note = f"责任单位“{row.office}”不在单位名录，按“{likely.name}”登记，请核对。"
        return replace(row, office=likely.name), (note,)
    added = judge.registry.with_names([row.office]).units[-1:]
    if not added or added[0].name != row.office:
        raise BadInput(f"责任单位“{row.office}”不是一个单位的名称，请写具体单位。")
    from importers.rosters import is_full_name
    from ledger import units

    if not is_full_name(row.office):
        raise BadInput(
            f"责任单位“{row.office}”不在单位名录，也不像单位全称；请改写为全称，"
            "或先用 gongjian units import 登记这个单位再导入。"
        )
    units.register(judge.tx, UnitDraft(row.office, added[0].kind))
    judge.forget_registry()
    return row, (f"“{row.office}”原不在单位名录，已登记为{added[0].kind.label}。",)


def _approve(tx: Tx, approver: str, outcomes: Sequence[RowOutcome]) -> list[RowOutcome]:
    """Approves what waits, in the same write as the filing, in the approver's name."""
    from ledger import people

    with people.acting_as(tx, approver):
        return [_approved(tx, outcome) for outcome in outcomes]


def _approved(tx: Tx, outcome: RowOutcome) -> RowOutcome:
    finding = outcome.finding
    if finding is None or finding.row.status is not FindingStatus.FILED:
        return outcome
    if finding.row.assessment_status is AssessmentStatus.UNDECIDED:
        return replace(outcome, notes=(*outcome.notes, "适用条款待人工选定，已登记，未复核、未记账。"))
    if outcome.open:
        return replace(outcome, notes=(*outcome.notes, "上述问题待人工确认，已登记，未复核、未记账。"))
    approved = approve_and_post(tx, finding.row.number)
    notes = outcome.notes
    if outcome.known:
        posted = approved.row.status is FindingStatus.POSTED
        notes = (*notes, "此前已登记，本次已复核并记账。" if posted else "此前已登记，本次已复核。")
    if approved.row.status is FindingStatus.APPROVED and approved.row.office is None:
        notes = (*notes, "没有写明属地，已复核，待认定责任单位。")
    return replace(outcome, finding=approved, notes=notes)
