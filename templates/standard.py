"""The measures of GB/T 9704-2012 《党政机关公文格式》 in Word's units, and what offices differ in.

Lengths are twips (1/20 pt; 56.693 to the millimetre), font sizes half points.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # 5.1: A4
LEFT, RIGHT = 1588, 1474  # 5.2.1: 订口 28 mm, the type area 156 mm wide
TYPE_WIDTH = PAGE_WIDTH - LEFT - RIGHT
CHARACTERS_A_LINE, LINES_A_PAGE = 28, 22  # 5.2.3
# 28 characters of 16 pt are wider than 156 mm: the grid narrows each by 849/4096 pt.
CHARACTER_SPACE = -849
CHARACTER_WIDTH = TYPE_WIDTH / CHARACTERS_A_LINE
FOOTER_DISTANCE = 1433  # 7.5: the dash 7 mm below the type area
LETTER_MARK_TOP = 1701  # 10.1: 30 mm from the page's upper edge
LETTER_RULE_BOTTOM = 1134  # 10.1: 20 mm from the page's lower edge
LETTER_RULE_WIDTH = 9638  # 10.1: 170 mm
LETTER_RULE_BELOW = 227  # 10.1: 4 mm below the mark
LETTER_THICK, LETTER_GAP, LETTER_THIN = 45, 45, 15  # the double rule, 1.85 mm in all
# From the mark to the number's line, so that its characters stand 7/8 of their height below the rule.
LETTER_NUMBER_BELOW = 372
EMU = 635  # a twip in English Metric Units
MARK_TOP = 1984  # 7.2.4: 35 mm below the upper edge of the type area

MARK_LEADING = 40  # what a mark's line is higher than its characters

SIZE_BODY, SIZE_TITLE, SIZE_IMPRINT, SIZE_TABLE = 32, 44, 28, 24  # 三号, 二号, 四号, 小四
TITLE_LINE, TABLE_LINE, IMPRINT_LINE = 660, 360, 480
RED, BLACK = "FF0000", "000000"


class Form(StrEnum):
    """Letter form (10.1 信函格式), document form with the red head (文件格式), and tables without a head."""

    LETTER = "letter"
    DOCUMENT = "document"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Margins:
    """One reading of the type area; `line` is the exact line spacing that fills it with 22 lines."""

    top: int
    bottom: int
    line: int


# 37 mm counted to the line's frame: what a clerk measures in Word's page set-up.
NOMINAL = Margins(top=2098, bottom=1984, line=579)
# 37 mm counted to the first line's characters, as GB/T 33476.2-2016 converts it.
CONVERTED = Margins(top=1960, bottom=1847, line=589)
MARGINS = {"nominal": NOMINAL, "converted": CONVERTED}


@dataclass(frozen=True, slots=True)
class Fonts:
    """The five faces by role, as the office's machines have them."""

    body: str
    kai: str
    hei: str
    song: str
    title: str

    def names(self) -> tuple[str, ...]:
        return (self.body, self.kai, self.hei, self.song, self.title)


GB2312 = Fonts("仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体")
WINDOWS = Fonts("仿宋", "楷体", "黑体", "宋体", "华文中宋")
GBK = Fonts("方正仿宋_GBK", "方正楷体_GBK", "方正黑体_GBK", "方正书宋_GBK", "方正小标宋_GBK")
FONTS = {"gb2312": GB2312, "windows": WINDOWS, "gbk": GBK}


@dataclass(frozen=True, slots=True)
class Layout:
    """What an office sets once: None leaves the template as it is.

    `preprinted` leaves the red head and the red lines away and keeps their room: the paper has them already.
    """

    margins: Margins | None = None
    fonts: Fonts | None = None
    preprinted: bool = False


AS_IN_TEMPLATE = Layout()


def width_in_characters(text: str) -> float:
    """How many Chinese characters wide a text is; digits and Latin letters count half."""
    return sum(1.0 if ord(character) > 0x2E80 else 0.5 for character in text)
