"""The steps of the entry form: file what it shows, or correct what was filed. All inside one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ledger.drafts import FindingDraft
from ledger.vocabulary import FindingStatus
from tui.screens.judged import Judged, Part

if TYPE_CHECKING:
    from ledger.database import Tx
    from ledger.views import FindingView


def file_judged(tx: Tx, judged: Judged, key: str) -> FindingView:
    """File what the form shows. Raises as `ledger.findings.file` does."""
    from ledger import findings

    return findings.file(tx, replace(judged.draft, key=key))


def file_parts(tx: Tx, parts: Sequence[Part], key: str) -> tuple[FindingView, ...]:
    """File each finding of a text that tells of several, all or none. Raises as `ledger.findings.file`."""
    return tuple(file_judged(tx, part.judged, f"{key}-{place}") for place, part in enumerate(parts, 1))


@dataclass(frozen=True)
class Filed:
    """A finding in the books that is being corrected; `rule` is its place in the printed schedule."""

    number: str
    draft: FindingDraft
    rule: int | None
    approved: bool


def filed(tx: Tx, number: str) -> Filed:
    """What was filed under a number. Raises NotFound."""
    from ledger import findings

    row = findings.get(tx, number).row
    return Filed(number, findings.draft_of(tx, number), row.rule_place, row.status is FindingStatus.APPROVED)


def amend(tx: Tx, before: Filed, judged: Judged, reason: str) -> FindingView:
    """Correct a finding; of an approved one without an amount only the price. Raises as the ledger."""
    from ledger import findings

    if before.approved:
        return findings.reassess(tx, before.number, judged.draft.assessment, reason)
    draft = replace(judged.draft, key=before.draft.key, source_ref=before.draft.source_ref)
    return findings.amend(tx, before.number, draft, reason)
