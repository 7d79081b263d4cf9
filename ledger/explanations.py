"""An amount followed down to the characters of the clause, and to the hash of the file that they stand in."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from ledger.errors import NotFound
from ledger.finding_views import get
from ledger.plan import NOWHERE
from ledger.policies import get as policy_of
from ledger.policies import reviewed_of
from ledger.rules_in_force import rules_in_force
from ledger.schema import Finding
from ledger.statements import table_of
from ledger.transactions import Tx
from ledger.views import Explanation, RuleView, amount_rule
from ledger.voucher_views import voucher

CONTEXT = 80
_finding = table_of(Finding)


def explain(tx: Tx, number: str) -> Explanation:
    """Explain a finding, or the finding of a voucher: entries, computation, rule, clause, span, file.

    The quoted clause is the one that names the amount: where a rule leaves it to another document that was
    adopted, that document's.  `entered` is what a person typed of that rule in the review of its policy; a
    rule that stands on no words of the document has an empty quote.  `context_before` and `context_after`
    are the text around it.  Raises NotFound.
    """
    if tx.scalar(sa.select(_finding.c.id).where(_finding.c.number == number)) is None and "-" in number[5:]:
        about = voucher(tx, number).finding
        if about is None:
            raise NotFound(f"{number} 号凭证不是问题的扣缴凭证，没有条款可解释。")
        number = about
    finding = get(tx, number)
    rule = finding.assessment.rule
    if rule is not None and rule.rule.amount is None and finding.assessment.amount is not None:
        rule = _pricing(tx, finding.row.found_on, rule)
    if rule is None:
        return Explanation(
            finding, finding.vouchers, finding.assessment.working, None, None, None, None, "", "", None, None
        )
    policy = policy_of(tx, rule.policy)
    reviewed = reviewed_of(tx, rule.policy)
    text, span = reviewed.plan.text, rule.rule.span
    entered = next((fact.entered for fact in reviewed.facts if fact.key == f"扣缴{rule.rule.place}"), ())
    return Explanation(
        finding=finding,
        vouchers=finding.vouchers,
        working=finding.assessment.working,
        rule=rule,
        clause=rule.rule.clause,
        quote=span.of(text),
        span=span,
        context_before=text[max(0, span.start - CONTEXT) : span.start],
        context_after=text[span.end : span.end + CONTEXT] if span != NOWHERE else "",
        file_name=policy.file_name,
        file_sha256=policy.sha256,
        entered=entered,
    )


def _pricing(tx: Tx, day: date, rule: RuleView) -> RuleView:
    return amount_rule(rules_in_force(tx, day), rule) or rule
