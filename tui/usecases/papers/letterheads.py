"""The issuing office, as the policy in force names it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tui.usecases.papers.wishes import Wishes

if TYPE_CHECKING:
    from ledger.database import Tx
    from templates.contexts import Letterhead


def letterhead_of(tx: Tx, day: date) -> Letterhead:
    """The issuing office as the policy in force names it: its issuer, and the 代字 of its number."""
    from ledger import policies
    from templates.contexts import Letterhead

    head = policies.plan_of(tx, policies.policy_in_force(tx, day).number).document
    code = re.match(r"[^〔\[（(]+", head.doc_number or "")
    return Letterhead(issuer=head.issuer or "", short_code=code[0].strip() if code else "")


def with_wishes(head: Letterhead, wishes: Wishes) -> Letterhead:
    """The office with what this paper is copied to and whom to call about it."""
    return replace(
        head,
        copies=wishes.copies or head.copies,
        contact=wishes.contact or head.contact,
        phone=wishes.phone or head.phone,
    )
