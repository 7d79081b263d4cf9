"""Papers that leave the office: numbered by the books, written as .docx, checked against both again.

Each kind of paper is a generator in a module of what it is about: findings, another paper, payments, a span
of days.  It takes the number from the books and yields the paper filled; `issuing` owns the order in which
number, file and hash come to be.
"""

from __future__ import annotations

from tui.usecases.papers.batch import MonthOfPapers, issue_month
from tui.usecases.papers.issuing import Paper, issue
from tui.usecases.papers.kinds import kind_named
from tui.usecases.papers.letterheads import letterhead_of
from tui.usecases.papers.looking_back import Checked, check, reprint
from tui.usecases.papers.wishes import Wishes

__all__ = [
    "Checked",
    "MonthOfPapers",
    "Paper",
    "Wishes",
    "check",
    "issue",
    "issue_month",
    "kind_named",
    "letterhead_of",
    "reprint",
]
