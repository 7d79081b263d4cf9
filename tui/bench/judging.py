"""How long a finding takes to be matched to a rule and to tasks, against edit distance over those tasks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tui.bench.frame import Pair, measure

_SENTENCES = (
    "设卡查到3辆渣土车没有准运证",
    "橙色预警当晚，耐火砖厂该停的窑没有停",
    "净化器坏了一个月没修，炒菜烟直接排街上",
    "挖出来的土晾了三天没盖，大门口也没冲车的",
    "加油站油气回收管没接",
)
_DUTIES = (
    "施工工地落实“六个百分之百”，裸土和物料全部苫盖，出入口设置车辆冲洗设施，土方作业同步喷淋",
    "确保加油站、储油库和油罐车油气回收装置稳定正常运行，依法查处不正常使用的行为",
    "加快燃煤锅炉拆除和清洁能源替代，拆除炉体或物理切断管道，使其不具备复产条件",
    "按照应急减排清单实行差异化管控，停、限产措施落实到具体生产线，做到可操作、可核查",
    "餐饮企业油烟净化设施规范安装、正常运行、定期清洗，强化日常监督管理和现场抽查",
    "渣土运输车辆严格落实核准和密闭运输要求，严查带泥上路、沿途抛洒和无资质运输行为",
)
_TAIL = "，加强巡查检查，建立清单台账，实行网格化管理，对发现的问题限期整改、逐一销号，每月通报进展情况"
_LENGTH = 300


def _clauses(count: int) -> list[str]:
    """Duties of some three hundred characters, no two alike."""
    found = []
    for n in range(count):
        first, second = _DUTIES[n % 6], _DUTIES[(n // 6 + 1) % 6]
        text = f"{first}；第{n}网格{second}{_TAIL}"
        found.append((text * (_LENGTH // len(text) + 1))[:_LENGTH])
    return found


def _against_edit_distance(count: int) -> Callable[[Path], Pair]:
    def prepare(_folder: Path) -> Pair:
        from rapidfuzz import fuzz, process

        from importers.rosters import Registry
        from importers.sentences import read_sentence
        from ledger.plan import Obligation, Span
        from penalties.matching import Matcher

        clauses = _clauses(count)
        spans = [Span(n * _LENGTH, (n + 1) * _LENGTH) for n in range(count)]
        tasks = [
            Obligation(str(n), clause[:12], "", "", span)
            for n, (clause, span) in enumerate(zip(clauses, spans, strict=True), 1)
        ]
        matcher = Matcher((), tasks, "".join(clauses))
        facts = {text: read_sentence(text, date(2025, 8, 15), Registry()) for text in _SENTENCES}
        return Pair(
            lambda: [matcher.judge(text, facts[text]) for text in _SENTENCES],
            lambda: [process.extract(text, clauses, scorer=fuzz.partial_ratio) for text in _SENTENCES],
        )

    return prepare


_BASELINE = "RapidFuzz extract(partial_ratio)"
measure("judging.match.100", title="判断五句（100 项任务）", baseline=_BASELINE, bound=1.0)(
    _against_edit_distance(100)
)
measure("judging.match.1000", title="判断五句（1,000 项任务）", baseline=_BASELINE, bound=1 / 8)(
    _against_edit_distance(1_000)
)
measure(
    "judging.match.10000", title="判断五句（10,000 项任务）", baseline=_BASELINE, bound=1 / 25, repeats=3
)(_against_edit_distance(10_000))


@measure("judging.start", title="新进程里匹配第一句", baseline="新进程里 import numpy", bound=4.0, repeats=9)
def start(_folder: Path) -> Pair:
    """From an empty process to the first text's concepts, with classifier and knowledge read from files."""

    def fresh(code: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", code], check=True)

    return Pair(fresh("from penalties.view import look; look('放炮仗')"), fresh("import numpy"))
