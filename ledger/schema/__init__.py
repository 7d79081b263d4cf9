"""The tables of the books. Rows never leave this package: other rooms see drafts and views.

Three kinds of tables.  *Posted* ones (event, voucher, entry, assessment, allocation, share, policy and its
rules …) are append-only by trigger.  *Current* ones (finding, period, rectification …) hold the state that
the chain of events leads to.  *Folds* (month_total) are sums kept for speed and proven by recomputation.
"""

from __future__ import annotations

from ledger.schema.base import HOME_DISTRICT, Base
from ledger.schema.cases import Allocation, Assessment, Bill, Finding, Objection, Rectification, Share
from ledger.schema.documents import Award, FactReview, Policy, PolicyAdoption, Rule, Task
from ledger.schema.duties import Extension, Inspection, Population, ReminderSeen, Setting, TaskReport
from ledger.schema.journal import Account, Entry, MonthTotal, Period, Voucher
from ledger.schema.papers import Claim, GradeRecord, Notice, NoticeFinding, Payment
from ledger.schema.people import District, Event, Person, Unit, UnitAlias
from ledger.schema.runs import Delivery, Run

__all__ = [
    "HOME_DISTRICT",
    "Account",
    "Allocation",
    "Assessment",
    "Award",
    "Base",
    "Bill",
    "Claim",
    "Delivery",
    "District",
    "Entry",
    "Event",
    "Extension",
    "FactReview",
    "Finding",
    "GradeRecord",
    "Inspection",
    "MonthTotal",
    "Notice",
    "NoticeFinding",
    "Objection",
    "Payment",
    "Period",
    "Person",
    "Policy",
    "PolicyAdoption",
    "Population",
    "Rectification",
    "ReminderSeen",
    "Rule",
    "Run",
    "Setting",
    "Share",
    "Task",
    "TaskReport",
    "Unit",
    "UnitAlias",
    "Voucher",
]
