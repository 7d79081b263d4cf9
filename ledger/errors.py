"""Every refusal of the program, one tree.

    GongjianError           what a user is told: what is wrong and what to do, in one Chinese line
    ├─ BadInput             the input cannot be used (exit status 2)
    │  ├─ BadAmount         no amount, or finer than a fen
    │  ├─ BadDocument       a file that cannot be read as what it claims to be
    │  └─ BadValue          a field that is missing or out of range
    ├─ Refused              the books do not allow it (exit status 2)
    │  ├─ NotFound          no such record
    │  ├─ NoRuleInForce     no adopted policy prices findings of that day
    │  ├─ SamePerson        preparer and approver would be one
    │  ├─ WrongState        the record is not in the state that the step needs
    │  ├─ Unbalanced        a voucher whose debits and credits differ, or shares that do not add up
    │  ├─ ClosedPeriod      the month is closed
    │  └─ BooksUnavailable  the database cannot be opened or written
    └─ BooksDoNotVerify     an invariant does not hold (exit status 1)

The message is the user's: written in Chinese where the error is raised, with the next step in it.
"""

from __future__ import annotations


class GongjianError(Exception):
    """A failure that a user can act on; `str(error)` is one line in Chinese."""

    exit_status = 2


class BadInput(GongjianError):
    """The input cannot be used."""


class BadAmount(BadInput):
    """No amount of money, or one finer than a fen."""


class BadDocument(BadInput):
    """A file that cannot be read: broken, encrypted, hostile, too large, or not what its name says."""


class BadValue(BadInput):
    """A field that is missing or out of range."""


class Refused(GongjianError):
    """The books do not allow the step."""


class NotFound(Refused):
    """No record has that number or name."""


class NoRuleInForce(Refused):
    """No adopted policy prices findings of that day."""


class SamePerson(Refused):
    """Who files and who approves must differ."""


class WrongState(Refused):
    """The record is not in the state that the step needs."""


class Unbalanced(Refused):
    """Debits and credits differ, or shares do not add up to the amount."""


class ClosedPeriod(Refused):
    """The month is closed and takes no entries."""


class BooksUnavailable(Refused):
    """The database cannot be opened, read or written."""


class BooksDoNotVerify(GongjianError):
    """An invariant of the books does not hold."""

    exit_status = 1
