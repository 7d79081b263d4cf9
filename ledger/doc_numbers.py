"""Document numbers as people write them: 焦办〔2016〕37号 is 焦办[2016]37号 and 焦办（2016）37 号."""

from __future__ import annotations

_BRACKETS = str.maketrans("[［【(（﹝〖]］】)）﹞〗", "〔〔〔〔〔〔〔〕〕〕〕〕〕〕")


def plain(text: str) -> str:
    """A text with every bracket as 〔〕 and without spaces."""
    return "".join(text.translate(_BRACKETS).split())


def names(reference: str | None, doc_number: str | None) -> bool:
    """Whether a reference names a document, however its brackets are written."""
    return bool(reference and doc_number) and plain(doc_number or "") in plain(reference or "")
