"""The words of required figures: numbers, measures, comparisons, and what makes a figure a condition."""

from __future__ import annotations

import re

CN_NUMBER = "[一二两三四五六七八九十]+"
NUMBER = r"(?:(?<![A-Za-z\d.])\d[\d,]*(?:\.\d+)?|百分之[一二三四五六七八九十百零点]+)"
_MEASURES = (
    "微克 毫克 千克 克 公斤 吨标准煤 吨标煤 蒸吨 吨 千瓦时 千瓦 兆瓦 "
    "平方公里 平方千米 平方米 立方米 公里 千米 米 公顷 亩 个百分点 百分点 "
    "工作日 小时 分钟 秒 年 个月 月 周 天 日 辆次 车次 人次 辆 台套 台 套 家次 家 户 "
    "个 条 处 座 次 项 批次 批 件 名 人 块 mg μg ug g kg t m km h kW MW"
)
_MEASURE = "(?:" + "|".join(_MEASURES.split()) + ")"
MEASURE = (
    rf"(?:[%％‰]|[万亿千百]?元(?:/{_MEASURE})?"
    rf"|[万亿千百]?{_MEASURE}(?:\s*[/／每]\s*(?:标准?)?(?:{_MEASURE}|m)[³3²2]?)?(?:[·•．.]\s*{_MEASURE}[³²]?)?[³²]?)"
)
VALUE = rf"{NUMBER}(?:\s*{MEASURE})?"
LIST = rf"{VALUE}(?:\s*[、，,和及]\s*{VALUE}){{0,39}}"

AT_MOST = (
    "不高于|不超过|不得高于|不得超过|不超出|不大于|不得大于|不多于|不得多于|不突破"
    "|小于等于|小于或等于|低于或等于|≤|≦|⩽|<="
)
AT_LEAST = "不低于|不少于|不得低于|不得少于|不小于|不得小于|大于等于|大于或等于|高于或等于|≥|≧|⩾|至少|最低|>="
BELOW = "应低于|应小于|须低于|须小于"
ABOVE = "超过|大于|高于"
_REACH = (
    "达到|达|提高到|提高至|提升到|提升至|增加到|增至|扩大到|上升到|稳定控制在|控制在|控制到|控制为|压减到|压减至|降低到|降低至|降到|降至"
    "|下降到|下降至|保持在|维持在|稳定在|稳定达到|改善到|改善至|优于"
)
_FALL = "下降|降低|减少|削减|减排|压减|增长|增加|提高|提升|改善"
_TAIL = "(?P<tail>及?以上|及?以下|以内|之内|左右)?"
_SHORT_GAP = r"[^，。；：、\d“”（）《》\n]"
_WORKS = "完成|新增|淘汰|建成|推广|压减|削减|造林|抚育|改造|替代|整治|培育|创建|新建|绿化"

# 不低于10%, 不高于5、10、50毫克/立方米, 至少保存三年
REQUIREMENT = re.compile(
    rf"(?P<op>{AT_MOST}|{AT_LEAST}|{BELOW})(?P<gap>[^，。；、\d“”《》\n%]{{0,16}}?)(?P<list>{LIST}|{CN_NUMBER}{MEASURE}){_TAIL}"
)
# 达到95%以上, 控制在40微克/立方米以下
REACHING = re.compile(rf"(?P<op>{_REACH})(?P<gap>了|约)?(?P<list>{LIST}){_TAIL}")
# 占比超过40%
EXCEEDING = re.compile(
    rf"(?:率|比例|比重|占比|力争|应|须)(?P<op>{ABOVE})(?P<gap>)(?P<list>{NUMBER}\s*[%％])(?P<tail>)(?![以的、])"
)
# 比2020年下降10%以上
FALLING = re.compile(
    rf"(?P<op>{_FALL})(?P<gap>幅度)?(?P<list>{NUMBER}\s*(?:%|％|个百分点)?(?:\s*[、，,和及]\s*{NUMBER}\s*(?:%|％|个百分点)){{0,39}})"
    r"(?<=[%％点十百])(?P<tail>及?以上|以内|左右)?"
)
# PM10分别为57、54、55微克/立方米
EACH = re.compile(rf"(?P<op>分别为|均为)(?P<gap>)(?P<list>{LIST}){_TAIL}")
# 20%以上的油罐车
SHARE = re.compile(rf"(?P<op>)(?P<gap>)(?P<list>{NUMBER}\s*[%％])(?P<tail>及?以上|以内)")
# 联网率100%
RATE = re.compile(
    rf"(?:(?<=[率比])|(?<=比例|占比|比重))(?P<op>)(?P<gap>为)?(?P<list>{NUMBER}\s*[%％])(?P<tail>)(?=[，。；、,;）)\n]|$)"
)
# 视频数据保留一年以上
KEEPING = re.compile(
    rf"(?P<op>保存|保留|储存|存储|留存)(?P<gap>期限|时间)?(?:不少于|为)?(?P<list>(?:{CN_NUMBER}|{NUMBER})(?:年|个月|天|日))"
    r"(?P<tail>及?以上)"
)
# 购置之日起30日内
WITHIN = re.compile(
    rf"(?P<op>之日起|之日后|之后|后)(?P<gap>的)?(?P<list>(?:{CN_NUMBER}|{NUMBER})(?:个)?(?:工作日|日|天|小时|个月|月))"
    r"(?P<tail>之?以?内)"
)
# 完成造林0.08万亩, 淘汰老旧货车500辆
AMOUNT = re.compile(
    rf"(?P<op>{_WORKS})(?P<gap>{_SHORT_GAP}{{0,12}}?)"
    rf"(?P<list>(?:{NUMBER}[万亿]|[1-9]\d+(?:\.\d+)?|{NUMBER}(?=平方公里|公顷|亩|兆瓦))\s*"
    r"(?:平方公里|平方米|公顷|亩|公里|千瓦|兆瓦|吨标准煤|吨|蒸吨|户|辆|座|个|台|家|处|套))(?P<tail>及?以上|左右)?"
)
# 淘汰砖瓦产能2亿块以上
AMOUNT_OR_MORE = re.compile(
    rf"(?P<op>{_WORKS}|化解|退出|关停)(?P<gap>{_SHORT_GAP}{{0,14}}?)"
    rf"(?P<list>{NUMBER}[万亿千]?[\u4e00-\u9fff]{{1,2}}?)(?P<tail>及?以上)(?![的\u4e00-\u9fff])"
)
# “地方政府3天、城燃企业5%”的储气能力目标
QUOTED = re.compile(
    rf"“(?P<inside>[^“”]{{2,12}}?{VALUE}(?:、[^“”、]{{2,12}}?{VALUE})+)”的?[^，。；]{{0,12}}(?:目标|要求|标准)"
)
QUOTED_ITEM = re.compile(rf"(?P<metric>[^\d、]+)(?P<list>{VALUE})")
SPLIT = re.compile(rf"(?P<number>{NUMBER}|{CN_NUMBER})\s*(?P<unit>{MEASURE})?")

MONEY_WORDS = re.compile(
    r"补|奖|资助|扣|罚|给予|单个|总额|资金|投资|产值|收入|最高|最多|上限|封顶|费|每[户台辆套家]|单[台户辆家项]|[元圆]"
)
GOAL_NOUN = re.compile(r"的(?:目标|要求|水平|任务|比例|标准|规定|比率|幅度)")
NOUN_BEFORE = re.compile(r"(?:率|比例|比重|占比|浓度|含量|度|量|值|规模|面积|能力|效率|纯度)$")
APPLIES_TO = re.compile(r"(?:对于?|凡|将|针对|属于)[^，。；]{0,40}$")
FORBIDS = re.compile(r"(?:禁止|不得|严禁|严控|不再|未)[^，。；]{0,6}$")
ROUND = re.compile(r"每(?:周|月|年|季度?|天|日|半年|半月|旬|两周)[^，。；]{0,8}$")
