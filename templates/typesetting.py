"""What of a paper's layout depends on its words: where the signature stands, how large the red head is.

A Word template cannot compute; these values are put beside the context's own and take the places that
`templates.instrument` prepares in the template.
"""

from __future__ import annotations

import math

from templates.standard import (
    CHARACTER_WIDTH,
    EMU,
    LETTER_GAP,
    LETTER_MARK_TOP,
    LETTER_RULE_BELOW,
    LETTER_THICK,
    MARK_LEADING,
    SIZE_IMPRINT,
    TYPE_WIDTH,
    width_in_characters,
)
from templates.tags import Variables

SIGNATURE, DATE = "_署名右空", "_日期右空"
IMPRINT_SCALE = "_印发字宽"
MARK_SIZE, MARK_SCALE = "_标志字号", "_标志字宽"
MARK_LINE, LETTER_MARK_LINE = "_标志行高", "_信函标志行高"
UPPER_THICK, UPPER_THIN = "信函首红线粗", "信函首红线细"
LETTER_MARK_SIZE, LETTER_MARK_SCALE = "_信函标志字号", "_信函标志字宽"

SEALED_DATE_RIGHT = 400  # 7.3.5.1: the date ends four characters from the right
LEAST_RIGHT = 200
DOCUMENT_MARK_POINTS, LETTER_MARK_POINTS = 55.0, 40.0
NARROWEST = 0.6


def signature_indents(issuer: str, day: str) -> tuple[int, int]:
    """Right indents of issuer and date in hundredths of a character: the name centred over the date.

    7.3.5.1.  A name so much longer than the date that it would leave the type area moves both to the left.
    """
    overlap = round((width_in_characters(issuer) - width_in_characters(day)) * 50)
    date_right = max(SEALED_DATE_RIGHT, LEAST_RIGHT + overlap)
    return date_right - overlap, date_right


def mark_face(mark: str, most_points: float) -> tuple[int, int]:
    """Font size in half points and character width in per cent that let the mark fill one line at most."""
    characters = max(width_in_characters(mark), 1.0)
    width = TYPE_WIDTH / 20
    scale = min(1.0, max(NARROWEST, width / (most_points * characters)))
    points = min(most_points, width / (characters * scale))
    return math.floor(points * 2), math.floor(scale * 100)


def imprint_scale(printer: str, printed: str) -> int:
    """Character width in per cent that lets printer and date share a line, a character apart."""
    characters = width_in_characters(f"{printer}{printed}印发") + 3
    return math.floor(min(1.0, TYPE_WIDTH / 10 / (SIZE_IMPRINT * characters)) * 100)


def typeset(issuer: str, day: str, mark: str, printer: str = "", printed: str = "") -> Variables:
    """The layout values of one paper."""
    signature, date = signature_indents(issuer, day)
    size, scale = mark_face(f"{mark}文件", DOCUMENT_MARK_POINTS)
    letter_size, letter_scale = mark_face(mark, LETTER_MARK_POINTS)
    rule = LETTER_MARK_TOP + letter_size * 10 + LETTER_RULE_BELOW
    return {
        IMPRINT_SCALE: imprint_scale(printer, printed),
        MARK_LINE: size * 10 + MARK_LEADING,
        LETTER_MARK_LINE: letter_size * 10 + MARK_LEADING,
        f"_{UPPER_THICK}": (rule + LETTER_THICK // 2) * EMU,
        f"_{UPPER_THIN}": (rule + LETTER_THICK + LETTER_GAP) * EMU,
        SIGNATURE: signature,
        DATE: date,
        f"{SIGNATURE}缇": round(signature * CHARACTER_WIDTH / 100),
        f"{DATE}缇": round(date * CHARACTER_WIDTH / 100),
        MARK_SIZE: size,
        MARK_SCALE: scale,
        LETTER_MARK_SIZE: letter_size,
        LETTER_MARK_SCALE: letter_scale,
    }
