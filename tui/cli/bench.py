"""`gongjian bench`: every measurement, as ratios; exit status 1 where a bound is not met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ledger.errors import BadValue
from tui.cli.streams import say, say_json, warn
from tui.cli.table import table
from tui.cli.usage import ChineseCommand
from tui.cli.values import whole

if TYPE_CHECKING:
    from tui.bench.frame import Result

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=ChineseCommand)
def bench(
    names: Annotated[list[str] | None, typer.Argument(metavar="名称", help="只测名称以此开头的项目")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON 输出")] = False,
    repeats: Annotated[str, typer.Option("--repeats", metavar="次数", help="每项重复次数")] = "",
) -> None:
    """测量本程序与基线的用时之比；两者在同一次运行中交替计时。

    有上限的项目超出上限时退出状态为 1。
    """
    from tui.bench import frame

    count = whole(repeats, "--repeats", most=1000) if repeats else None
    chosen = frame.load_all().named(names or [])
    if not chosen:
        raise BadValue(f"没有名称以“{'、'.join(names or [])}”开头的测量项目，不带名称运行可看到全部。")
    results = []
    for measure in chosen:
        warn(f"正在测量 {measure.name} …")
        results.append(frame.run(measure, repeats=count))
    if as_json:
        say_json({"measures": [_as_json(result) for result in results]})
    else:
        say(_as_table(results))
        for result in results:
            for note in result.notes:
                say(f"{result.measure.name}：{note}")
    if not all(result.holds for result in results):
        raise typer.Exit(1)


def _as_json(result: Result) -> dict[str, object]:
    measure = result.measure
    return {
        "name": measure.name,
        "title": measure.title,
        "baseline": measure.baseline_title,
        "ours_seconds": result.ours,
        "baseline_seconds": result.baseline,
        "ratio": round(result.ratio, 4),
        "bound": measure.bound,
        "holds": result.holds,
        "notes": list(result.notes),
    }


def _as_table(results: list[Result]) -> str:
    rows = [
        (
            result.measure.name,
            f"{result.measure.title} ÷ {result.measure.baseline_title}",
            f"{result.ours * 1000:.2f}",
            f"{result.baseline * 1000:.2f}",
            f"{result.ratio:.3f}",
            f"≤ {result.measure.bound:g}" if result.measure.bound is not None else "",
            "" if result.measure.bound is None else "达到" if result.holds else "未达到",
        )
        for result in results
    ]
    return table(["项目", "本程序 ÷ 基线", "毫秒", "基线毫秒", "比值", "上限", "结论"], rows, right=(2, 3, 4))
