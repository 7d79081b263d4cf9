"""The intent of an utterance: what the classifier thinks likeliest that the words do not rule out.

The classifier ranks; the structure of a conversation decides where it speaks plainly: a short answer to a
question that was asked fills its slot, a person's name asks who that is, what an office paid is a total.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tui.assistant import knowledge
from tui.assistant.contexts import NONE, Context
from tui.assistant.masking import GRADE, KIND, NUMBER, OFFICE, PERSON, UNIT
from tui.assistant.slots import FULL_NUMBER, WAITING
from tui.assistant.values import Intent

_QUESTION = re.compile(
    r"[吗么呢?？]|多少|几成|真的假的|真假|是真的|啥|什么|怎么|怎样|咋|哪|谁|何时|是否|对吧|(.)[不没]\1|[不没][?？]?$|[是没错对]吧"
    r"|几(?=[回克号月条项起家个次天年百种类辆台级万户])"
)
_FILE = re.compile(
    r"登(?!录|了[啥哪什几])|[，,]记[。]?$|记[一上下个]|录[入一上下个]|新增|补[登录记]|台账|加一?[条个]|报一|写进|存一条|建一条"
)
_WRONG = re.compile(
    r"不对(?!吗)|[少多][写记算说登]了|漏[写记登]?了|"
    r"错(?!峰|时)|改[成为到]|换成|应[该当]?是|应为|更正|订正|修改|才对|往[前后]|不是.+是|挪"
)
_ASKS = re.compile(r"多少|啥|什么|怎么|咋|哪[个家天]|谁|何时|几[号月]|[?？]$")
_VOID = re.compile(r"作废|清空|撤|删|取消|注销|冲销|不要了|去掉|销掉")
_BARE_VOID = re.compile(r"^(?:我?要?想?)(?:作废|撤销|删除|冲销|删掉)(?:一[条个])?[吧了。！!]*$")
_PAID = re.compile(
    rf"扣了|被扣|扣过|一共|总共|合计|累计|总额|总数|扣得[最多少]|扣的[最多少]|最多|最少|排名|{OFFICE}.{{0,8}}扣(?:了|缴)?(?:多少|几)"
)
_WOULD = re.compile(r"要扣|会扣|得扣|该扣|扣缴标准|是扣|得被扣|要被扣|怎么扣|标准")
_SUBSIDY = re.compile(r"补|奖|钱|资金|领|拿")
_PERSON_FINE = re.compile(
    r"本人|个人|司机|老板|业主|店主|车主|工人|村民|农户|法人|的人[要得会罚]|拘留|企业自己|自己[要得]交"
)
_DOCUMENT = re.compile(r"方案|文件|条款|规定|政策")
_ASKS_WHO = "(?:是哪[个位的]|是谁|是干|负责[哪什啥]|管[哪什啥]|分管|在哪个|归哪)"
_DUTIES = re.compile(
    rf"{UNIT}.{{0,4}}(?:哪些|什么|啥|几项|多少)(?:活|任务|事要?|职责|差事|担子)|{UNIT}.{{0,3}}(?:管啥|管什么|干啥|负责啥)"
)
_TAMPER = re.compile(
    r"(?:标准|规则|条款).{0,12}(?:改成|改为|更新为|调成)|跳过复核|直接通过|绕过|的身份|改成0元|密码"
)
_NOUN_QUESTION = re.compile(
    r"(?:标准|要求|规定|限值|上限|下限|控制值|目标值|浓度|指标|目标|比例|政策|条件|责任人|牵头单位|期限|时限|时间|原文|依据)[?？。]?$"
)
_HELPING = re.compile(r"登记|作废|查|出|用|操作|导出|录|改|你|教|命令|功能|帮助|说明书|示例|例子|格式|步骤")
_OTHER_MATTER = re.compile(
    rf"{_QUESTION.pattern}|扣|补|通知|督办|认定|函|作废|撤|删|取消|查(?!获|到|扣|实|处)|列|看|调|汇总|统计|报告|合计|改|错|不对|记录|清单"
)
_SUM_ASKED = re.compile(
    rf"[扣罚].*{NUMBER}万.*还是.*{NUMBER}万|{KIND}.*{NUMBER}万.*(?:[吧吗?？]|对不对)[?？]?$"
)
_ONE_RECORD = re.compile(
    rf"第?{NUMBER}[号条].{{0,3}}(?:查一|看一|查下|什么情况|啥情况|怎么算|咋算|怎么来)|(?:查|看)一?下?第{NUMBER}[号条]"
)
_HELD, _WELL_HELD = 0.6, 0.7
_TOLD = re.compile(
    rf"{NUMBER}(?:起|辆|台|处|家|个|户|摊)?{KIND}|{KIND}.{{0,4}}{NUMBER}(?:起|辆|台|处|家|个|户|摊)"
)
_WHY = re.compile(r"为什么|为啥|为何|凭什么|凭啥|怎么|咋|依据|扣了?(?:多少|几)|多少钱|什么情况|啥情况")
_EVER = re.compile(r"[登录]了(?:啥|哪些|什么|几)|登过|登记过|录过|查出过|被查过")
_HELP = re.compile(
    r"^(?:帮助|help|\?|？|菜单|功能)$|^你?都?(?:能|会|可以)(?:帮我)?(?:做|干|办)?(?:些|点)?(?:什么|啥)"
)
_OPEN_QUESTION = re.compile(
    r"多少|几成|真的假的|真假|听说|多大|多久|多长|多高|啥|什么|怎么|咋|哪|谁|何时|几[克号月级]|(.)[不没]\1|[吗不][?？]?$|[?？]$"
)
_ASKS_MONEY = re.compile(r"多少|几|标准|怎么|咋|啥|吗|对|是不是|额|算|罚则|单价|还是|[?？]|听说|按")
_WHEN = re.compile(
    r"期限|时限|截止|[几哪][号天年月].{0,3}前|完成时间|时间要求|啥时|什么时候|何时|哪年|多会儿|交稿日|最晚|几月底|到哪天|节点|卡到[几哪]|算完|[几哪]年"
)
_FUNDS = re.compile(r"补[多几钱啥]|补助|补贴|奖补|奖励|资金|以奖代补|有钱拿|给钱")
_TO_GRADE = re.compile(r"(?:要|达|得|应).{0,3}几级")


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an intent besides the classifier."""

    text: str
    masked: str
    context: Context
    fills: bool = False
    corrects: bool = False
    named: bool = False
    other_medium: bool = False
    coverage: float = 0.0
    named_document: bool = False


@cache
def _unheard_name() -> re.Pattern[str]:
    """A short word that begins with a surname and is asked who it is."""
    surnames = knowledge.load_cached("surnames")
    return re.compile(rf"^[{surnames}][\u4e00-\u9fff]{{1,2}}{_ASKS_WHO}")


def decide(ranked: list[tuple[Intent, float]], signs: Signs) -> tuple[Intent, float]:
    """The intent and how likely it is."""
    odds = dict(ranked)
    plain = _plainly(signs, odds)
    if plain is not None:
        return plain, max(odds[plain], 0.9)
    for intent in _ruled_out(signs):
        odds[intent] = 0.0
    best = max(odds, key=lambda intent: odds[intent])
    return best, odds[best] / (sum(odds.values()) or 1.0)


def _plainly(signs: Signs, odds: dict[Intent, float]) -> Intent | None:
    """The first rule that speaks, in the order in which they overrule each other."""
    return next((intent for intent, speaks in _RULES if speaks(signs, odds)), None)


def _corrects(signs: Signs, odds: dict[Intent, float]) -> bool:
    said_wrong = signs.context.kind != NONE and signs.corrects and _WRONG.search(signs.masked)
    return bool(said_wrong) and not _VOID.search(signs.masked) and not _ASKS.search(signs.masked)


def _fills(signs: Signs, odds: dict[Intent, float]) -> bool:
    return bool(signs.context.asks) and signs.fills and _answers(signs, odds)


def _asks_subsidy(signs: Signs, odds: dict[Intent, float]) -> bool:
    masked = signs.masked
    if _FUNDS.search(masked) and _QUESTION.search(masked) and not re.search(r"扣|通知|登", masked):
        return True
    paid = r"补|奖|有钱|拿" if signs.named else r"补|奖|多少|几万|给钱|有没有"
    return GRADE in masked and bool(re.search(paid, masked)) and not _FILE.search(masked)


def _asks_person(signs: Signs, odds: dict[Intent, float]) -> bool:
    if _DUTIES.search(signs.masked):
        return True
    known = PERSON in signs.masked and not _FILE.search(signs.masked) and not _SUBSIDY.search(signs.masked)
    return known or (bool(_unheard_name().match(signs.masked)) and signs.coverage < _HELD)


def _asks_waiting(signs: Signs, odds: dict[Intent, float]) -> bool:
    """Which findings wait for approval, or how one finding's amount was come by."""
    waits = WAITING.search(signs.text) and _QUESTION.search(signs.text)
    one = FULL_NUMBER.search(signs.text) and _WHY.search(signs.text) and not _FILE.search(signs.text)
    return bool(waits or one) and not _VOID.search(signs.text)


def _lists(signs: Signs, odds: dict[Intent, float]) -> bool:
    ever = _EVER.search(signs.masked) and _QUESTION.search(signs.masked)
    return bool(ever or _ONE_RECORD.search(signs.masked))


def _asks_amount(signs: Signs, odds: dict[Intent, float]) -> bool:
    if _SUM_ASKED.search(signs.masked) and not _FILE.search(signs.masked):
        return True
    fined = _PERSON_FINE.search(signs.masked) and re.search(r"罚|扣", signs.masked)
    return bool(fined and _QUESTION.search(signs.masked))


def _tells(signs: Signs, odds: dict[Intent, float]) -> bool:
    told = OFFICE in signs.masked and _TOLD.search(signs.masked)
    return bool(told) and not _OTHER_MATTER.search(signs.masked)


def _asks_total(signs: Signs, odds: dict[Intent, float]) -> bool:
    masked = signs.masked
    asked = OFFICE in masked and re.search(r"扣|缴", masked) and _QUESTION.search(masked)
    paid = _PAID.search(masked) and not _WOULD.search(masked)
    return bool(asked and paid) and not _FILE.search(masked)


def _answers(signs: Signs, odds: dict[Intent, float]) -> bool:
    """Whether the utterance is an answer to what was asked rather than another matter."""
    if (_VOID.search(signs.masked) and signs.context.asks != "number") or _HELP.search(signs.masked):
        return False
    if odds[Intent.MULTI_TURN_FILL] > 0.5:
        return True
    if _OPEN_QUESTION.search(signs.masked):
        return False
    return len(signs.text) <= 24 and odds[Intent.HELP] + odds[Intent.SMALLTALK] < 0.85


def _grades(signs: Signs, odds: dict[Intent, float]) -> bool:
    if GRADE not in signs.masked or not signs.named or _SUBSIDY.search(signs.masked):
        return False
    if odds[Intent.ASK_OBLIGATION] + odds[Intent.ASK_DEADLINE] + odds[Intent.SUBSIDY_QUERY] > 0.5:
        return False
    return bool(
        re.search(
            rf"(?:登|改|评|定|降|升|为|成|到|是|录|标|更新|调整)[了为成到]?.{{0,4}}{GRADE}|{GRADE}.{{0,3}}(?:登|录)|取消{GRADE}",
            signs.masked,
        )
    )


_CHAT = re.compile(
    r"谢|你好|您好|再见|天气|吃|笑话|故事|放假|下班|上班|股|票|工资|请假|会议|电影|几点|星期几"
)


_RULES: tuple[tuple[Intent, Callable[[Signs, dict[Intent, float]], bool]], ...] = (
    (Intent.HELP, lambda signs, odds: bool(_HELP.search(signs.masked))),
    (Intent.LIST_FINDINGS, _asks_waiting),
    (Intent.VOID_FINDING, lambda signs, odds: bool(_BARE_VOID.match(signs.text))),
    (Intent.SMALLTALK, lambda signs, odds: signs.other_medium and not _VOID.search(signs.masked)),
    (Intent.SMALLTALK, lambda signs, odds: bool(_TAMPER.search(signs.text))),
    (Intent.CORRECT_LAST, _corrects),
    (Intent.MULTI_TURN_FILL, _fills),
    (Intent.SUBSIDY_QUERY, _asks_subsidy),
    (Intent.ASK_RESPONSIBLE, _asks_person),
    (Intent.LIST_FINDINGS, _lists),
    (Intent.GRADE_COMPANY, lambda signs, odds: _grades(signs, odds)),
    (Intent.ASK_AMOUNT, _asks_amount),
    (Intent.FILE_FINDING, _tells),
    (Intent.OFFICE_TOTAL, _asks_total),
)


def _ruled_out(signs: Signs) -> list[Intent]:
    out: list[Intent] = []
    if _OPEN_QUESTION.search(signs.masked) and not _FILE.search(signs.masked):
        out.append(Intent.FILE_FINDING)
    if (_DOCUMENT.search(signs.masked) or signs.named_document) and not signs.other_medium:
        out.append(Intent.SMALLTALK)
    if _TO_GRADE.search(signs.masked):
        out.append(Intent.GRADE_COMPANY)
    if not _ASKS_MONEY.search(signs.masked):
        out.append(Intent.ASK_AMOUNT)
    if _WHEN.search(signs.masked) and not re.search(r"问题|记录|登|录|扣", signs.masked):
        out += [Intent.ASK_OBLIGATION, Intent.FILE_FINDING, Intent.LIST_FINDINGS, Intent.SMALLTALK]
    if _NOUN_QUESTION.search(signs.masked) and not _FILE.search(signs.masked):
        out.append(Intent.FILE_FINDING)
    asked = bool(_QUESTION.search(signs.masked))
    if signs.coverage >= _HELD and not _HELPING.search(signs.masked):
        out.append(Intent.HELP)
    if signs.coverage >= (_HELD if asked else _WELL_HELD) and not _CHAT.search(signs.masked):
        out.append(Intent.SMALLTALK)
    if not (signs.context.asks and signs.fills):
        out.append(Intent.MULTI_TURN_FILL)
    if not re.search(f"[{GRADE}{KIND}{NUMBER}]|级|绩效|评", signs.masked):
        out.append(Intent.GRADE_COMPANY)
    return out
