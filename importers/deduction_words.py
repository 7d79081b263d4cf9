"""The words of deduction rules: what takes, for what each, where, with what exceptions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.outline import Outline
from ledger.plan import DeductionRule, Span

_TAKING = "扣缴|扣减|扣罚|扣除|扣款|扣拨|扣收|扣交|核减|扣回"
TAKE = re.compile(_TAKING)
FUNDS = re.compile(r"财力|财政|资金|补偿金|经费|款项")
PRIVATE = re.compile(r"工资|薪酬|奖金|保证金|押金|工程款|绩效|货款|履约|补贴资金")
TOLD = re.compile(
    r"(?:共|累计|已|合计|总计)(?:被)?(?:扣缴|扣减|扣罚|扣除)|被(?:[^，。；的]{0,8})扣(?:缴|减|罚)"
)
CAP = re.compile(r"(?:最高|最多|累计|合计|上限|封顶|不超过|至多)[^，。；\d]{0,8}$")
BY_REFERENCE = re.compile(
    r"(?:按照?|依据|根据|参照|执行|落实)[^。；]{0,100}?(?:规定|办法|标准|通知|细则)[^。；]{0,24}?(?:处罚|扣缴|扣减|扣罚|执行|问责|处理)"
)
STANDING_RULE = re.compile(
    r"(?:严格|认真|继续)*(?:执行|落实|实施|按照|依据|参照)(?P<what>[^，。；]{0,60}?(?:"
    + _TAKING
    + r")[^，。；]{0,20}?(?:规定|办法|标准|制度|政策|细则|机制))"
)
SCOPE = re.compile(r"^(?:[^，。]{0,6}，)?(?:对于?|凡)?(?P<scope>[^，。；：]{4,40}?)(?:的)?[，,：]")

_PER = (
    re.compile(
        r"每(?:月|日|次)?(?:超出|超过|超|高出|高于|高|增加|上升|恶化|低于|减少)(?:[^，。；\d一]{0,8}?)(?:\d+(?:\.\d+)?|一)?\s*(?:个)?"
        r"(?P<per>微克/立方米|微克每立方米|微克|μg/m[³3]|μg|个?百分点|天|吨|%)"
    ),
    re.compile(
        r"(?:发现|查实|查处|新增|出现|核实|通报)(?:一|1|每)?[一1]?(?P<per>起|处|次|例|个|家|辆|台|座|艘|户|件|宗|人|批)"
    ),
    re.compile(
        r"每(?:发现|新增|出现|查实)?(?:一|1)?(?:个)?(?P<per>起|处|次|例|家|辆|台|座|艘|户|件|宗|天|日|项|微克/立方米|微克|个?百分点|吨|亩|平方米|个)"
    ),
    re.compile(
        r"[元圆]\s*[/／每]\s*(?P<per>起|处|次|例|家|辆|台|座|艘|户|件|宗|天|日|项|个|百分点|微克|吨|亩)"
    ),
    re.compile(r"(?P<per>起|处|次|例)(?:扣缴|扣减|扣罚)"),
)
_STACK = re.compile(r"叠加|累加|累计扣|合并扣|逐项扣|分项扣|按项扣")
_FALLBACK = re.compile(
    r"^(?:对|发现|凡)?(?:其他|其它)|未列入|(?:上述|以上|前款|前述)[^，。；]{0,10}(?:以外|之外)|除(?:上述|以上|前款|前述)[^，。；]{0,12}外"
)
_PLACE = re.compile(
    r"^(?P<place>[^，。；、]{0,12}?(?:范围内|辖区内|区域内|区内|季内|期内|期间|城内))(?=[^的])"
)
_HEAD = re.compile(
    r"^(?:其中|对于?|凡是?|若|如|发现|经查实|经核实|在|[，,\s：:]|[（(]?\d{1,2}[）).、．]|[（(][一二三四五六七八九十]+[）)]|[①-⑳])+"
)
_TAIL = re.compile(
    r"(?:的|，|,|：|:|按照?|一律|将|每|发现|一起|1起|每起|一处|每处|给予|由?市财政|由?县财政|由?省财政|予以|直接|从|分别)+$"
)
_OPENING = re.compile(r"^(?:其中|此外|另外|同时)[，,：:]?|^[，,、：:\s]+")
AGAIN_CLAUSE = re.compile(
    r"[（(]?(?:对|凡)?(?P<when>[^，。；\d]{0,8}?(?:重复|再次|再度|第[二三四五]次|屡次|多次|连续|逾期|拒不|仍)[^，。；、\d]{0,10}?)的?(?:[，,]|每[起处次户辆家台])?\d"
)
FIRST_TIME = re.compile(r"第一次|首次|初次")
LISTED_CASES = re.compile(
    r"^(?:凡|对)?(?:有|存在|发现|出现)?(?:下列|以下|如下|上述)[^，。；]{0,8}?(?:情形|行为|问题|情况)(?:之一)?$"
)
_EXCEPTION = re.compile(r"叠加|累加|加倍|翻倍|翻番|双倍|上限|封顶|最高|不超过|连续|再次|减半")


def describe(
    text: str, place: Span, amount: Span | None, scopes: Sequence[str | None], outline: Outline
) -> DeductionRule:
    """A rule without its amount, from the words that state it. `scopes` are conditions said elsewhere."""
    opening = _OPENING.match(text, place.start, place.end)
    start = opening.end() if opening else place.start
    while opening and (opening := _OPENING.match(text, start, place.end)):
        start = opening.end()
    printed = text[start : place.end].rstrip("，,、 ")
    subject = name_of(printed, amount.start - start if amount else None)
    where = _PLACE.match(subject)
    name = subject[where.end() :] if where and len(subject) - where.end() >= 4 else subject
    tail = text[amount.end : start + len(printed)] if amount else ""
    conditions = [
        scopes[0] if scopes else None,
        where["place"] if where and name is not subject else None,
        tail.strip("，,、（）() ") if _EXCEPTION.search(tail) else None,
        *scopes[1:],
    ]
    return DeductionRule(
        place=1,
        name=re.sub(r"的$", "", name) if name != printed else outline.heading_at(start) or printed,
        printed=printed,
        amount=None,
        per=_per(printed),
        stackable=_STACK.search(printed) is not None,
        condition="；".join(condition for condition in conditions if condition) or None,
        reference=None,
        fallback=_FALLBACK.search(subject) is not None,
        clause=outline.clause(start),
        span=Span(start, start + len(printed)),
    )


def name_of(printed: str, amount: int | None = None) -> str:
    """What a rule is about: the words before the comma that the taking, else the amount, follows."""
    take = TAKE.search(printed)
    head = printed[: take.start() if take else amount]
    comma = max(head.rfind("，"), head.rfind(","))
    if comma > 4:
        head = head[:comma]
        last = re.split(r"[，,]", head)[-1]
        head = last if re.match(r"发现|对|凡|因|若|如|被|未", last) and len(last) > 5 else head
    opening = _HEAD.match(head)
    subject = head[opening.end() :] if opening else head
    return _TAIL.sub("", subject) or printed


def _per(printed: str) -> str:
    for pattern in _PER:
        match = pattern.search(printed)
        if match:
            return match["per"]
    return ""
