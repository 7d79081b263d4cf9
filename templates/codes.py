"""A paper's verification code: eight characters that follow from what the books hold about the paper."""

from __future__ import annotations

import hashlib
import json

from ledger.views import NoticeView

# Crockford's alphabet: no letter that is read as a digit.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def verification_code(notice: NoticeView) -> str:
    """The code printed on a paper, e.g. 7K2MQ9XD: of number, kind, recipient, findings, amount and day."""
    facts = [
        notice.number,
        notice.kind.value,
        notice.recipient,
        sorted(notice.findings),
        notice.amount.fen if notice.amount is not None else None,
        notice.issued_on.isoformat(),
    ]
    digest = hashlib.sha256(json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()).digest()
    number = int.from_bytes(digest[:5])
    return "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
