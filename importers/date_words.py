"""The forms in which documents print dates, each one pattern with `year`, `month` and `day` as parts."""

from __future__ import annotations

import re
from enum import Enum, auto

_N = r"[\d〇零○一二三四五六七八九十]"
_YEAR = rf"(?:(?P<year>20\d\d|二[〇零○]{_N}{{2}})年(?:度)?)"
_NEXT = r"(?P<next>次年|翌年|第二年|明年)"
_MONTH = rf"(?P<month>{_N}{{1,3}})月"
_DAY = rf"(?P<day>{_N}{{1,3}})[日号]"
_HOPED = r"(?:力争(?:在|于|到)?)?"
_FREE = r"(?<![每次当下\d〇零一二三四五六七八九十])"
_RANK = r"\d{1,3}(?:名|位|天|日|个|小时|年|批|强)"
_BEFORE = rf"(?:（含）|\(含\))?(?:之|以)?前(?![期后述置三几一二两]|{_RANK}|身|景|端|提|沿|列|茅|往)"
_END = rf"(?:(?:之|以)?前(?!后|{_RANK})|(?![\d后前]))"


class Form(Enum):
    """What a printed date fixes."""

    PERIOD = auto()
    START = auto()
    DAY = auto()
    PART_OF_MONTH = auto()
    MONTH = auto()
    YEAR_END = auto()
    QUARTER = auto()
    HALF_YEAR = auto()
    YEAR = auto()
    LIMIT = auto()


FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    # 2022年11月15日至2023年3月15日期间
    (
        Form.PERIOD,
        re.compile(
            rf"{_HOPED}(?<![每\d])(?:自|从)?{_YEAR}?{_MONTH}(?:{_DAY})?起?(?:至|到|—+|－|-|–|~|～)"
            rf"(?P<next>次年|翌年|第二年)?(?:(?P<year2>20\d\d|二[〇零○]{_N}{{2}})年)?(?P<month2>{_N}{{1,3}})月"
            rf"(?:(?P<day2>{_N}{{1,3}})[日号])?(?:底|末)?(?:期间|止)?(?!\S?前)"
        ),
    ),
    # 自2020年4月1日起, 11月15日起
    (
        Form.START,
        re.compile(
            rf"(?:(?:自|从)?{_YEAR}{_MONTH}(?:{_DAY})?|(?:自|从)(?P<month_b>{_N}{{1,3}})月(?P<day_b>{_N}{{1,3}})[日号]"
            rf"|(?<![\d月每])(?P<month_c>{_N}{{1,3}})月(?P<day_c>{_N}{{1,3}})[日号])(?:（含）)?(?:之日)?(?:起|开始)(?!施行)"
        ),
    ),
    # 2022年6月30日前
    (Form.DAY, re.compile(rf"{_HOPED}{_FREE}(?:{_YEAR}|{_NEXT})?{_MONTH}{_DAY}{_BEFORE}")),
    # 9月底前, 6月上旬前, 10月底
    (
        Form.PART_OF_MONTH,
        re.compile(rf"{_HOPED}{_FREE}(?:{_YEAR}|{_NEXT})?{_MONTH}(?P<part>月?底|末|初|上旬|中旬|下旬){_END}"),
    ),
    # 2020年10月前
    (Form.MONTH, re.compile(rf"{_HOPED}{_FREE}(?:{_YEAR}|{_NEXT})?{_MONTH}份?{_BEFORE}")),
    # 2020年底前, 2020年底
    (Form.YEAR_END, re.compile(rf"{_HOPED}{_YEAR}年?(?:底|末){_END}")),
    # 年底前, 今年年底前
    (Form.YEAR_END, re.compile(rf"{_HOPED}(?:(?:[今当本]年)?年|[今当本]年)(?:底|末)(?:之|以)?前")),
    # 第三季度末, 二季度前
    (
        Form.QUARTER,
        re.compile(
            rf"{_HOPED}{_YEAR}?第?(?P<quarter>[一二三四1-4])季度(?:(?:底|末)(?:之|以)?前?|(?:之|以)?前|内(?:完成)?|完成)"
        ),
    ),
    # 上半年完成
    (
        Form.HALF_YEAR,
        re.compile(rf"{_HOPED}{_YEAR}?(?P<half>上半年|下半年)(?:(?:底|末)?(?:之|以)?前|内?完成)"),
    ),
    # 2025年前
    (Form.YEAR, re.compile(rf"{_HOPED}{_YEAR}{_BEFORE}")),
    # 2023年6月完成, 6月30日完成
    (
        Form.LIMIT,
        re.compile(rf"{_HOPED}{_FREE}{_YEAR}{_MONTH}(?:{_DAY})?(?=(?:全面|基本|全部)?(?:完成|建成|实现))"),
    ),
    (Form.LIMIT, re.compile(rf"{_HOPED}{_FREE}{_MONTH}{_DAY}(?=(?:全面|基本|全部)?(?:完成|建成|实现))")),
    # a table's cell 2023.10.31, 2023-10-31前
    (
        Form.LIMIT,
        re.compile(
            r"(?:(?<=[\t\n])|(?<![\d.A-Za-z/-])(?=[\d./-]{8,10}(?:前|完成)))"
            r"(?P<year>20\d\d)(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?:之?前|(?=[\t\n]|完成|$))"
        ),
    ),
    # 完成时限：2023年11月
    (
        Form.LIMIT,
        re.compile(
            rf"(?:完成|整改|办结|落实|时间)(?:时限|期限|时间|节点)[：:]{_YEAR}?{_MONTH}(?:{_DAY}|份)?(?!\S{{0,2}}前)"
        ),
    ),
)

UNDATED = re.compile(
    r"(?:20\d\d年)?(?:(?:今冬明春|冬季)?(?:供暖|采暖|取暖|供热)(?:季|期)(?:开始|到来|结束)?(?:之|以)?前"
    r"|(?:春节|国庆|元旦|汛期|秋冬季|攻坚季)(?:到来)?前)"
    r"|长期(?:坚持|推进|实施)|持续推进|常态化(?:推进|坚持)|立即(?:整改|实施|完成)"
)
YEARS = re.compile(rf"(20\d\d|二[〇零○]{_N}{{2}})年(?![修版本])")
RECURS = re.compile(r"(?:每年|每季度|每月|每半年|每周|逐年|历年|当月|次月|下月)[^，。；]{0,4}$")
# 2010年底前建成的加油站: a date that says which, not when
ATTRIBUTE = re.compile(
    r"[^，。；、]{0,18}?(?:注册|登记|建成|投产|投运|生产|取得|上牌|竣工|备案|审批|销售|出厂)[^，。；、]{0,4}的"
)
