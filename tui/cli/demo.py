"""`gongjian demo`: the sample month played, and what it left behind."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.finding_views import findings_table
from tui.cli.streams import say
from tui.cli.summary import summary_table
from tui.cli.usage import ChineseCommand

if TYPE_CHECKING:
    from tui.demo.play import Played

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=ChineseCommand)
def demo(
    folder: Annotated[str, typer.Option("--dir", metavar="目录", help="做到哪个目录（默认 demo）")] = "demo",
) -> None:
    """演示：用自带的样例方案和问题清单走完一个月，并核验账簿。

    样例中的地名、单位、人名和企业均为虚构。目录里的 book.db 若不是样例账簿，则不覆盖。
    """
    from tui.demo.play import play

    say(report(play(Path(folder).expanduser())))


def report(played: Played) -> str:
    """What was made and where, with the totals."""
    total = played.by_office.total
    statuses = Counter(row.status.label for row in played.findings)
    parts = [
        "样例：云川市青岚区 2026 年 8 月（虚构）",
        findings_table(played.findings),
        f"问题 {len(played.findings)} 个："
        + "，".join(f"{label} {count} 个" for label, count in statuses.items()),
        "8 月扣缴汇总",
        summary_table(played.by_office),
        f"扣缴 {total.deductions} 元，红字冲销 {total.reversals} 元，净额 {total.net.as_wan()}",
        "\n".join(_files(played)),
        f"账簿核验：{played.invariants} 条不变式全部成立。",
        f"打开界面：gongjian --db {played.book}",
    ]
    if played.kept is not None:
        parts.append(f"原账簿有人用过，已留存为 {played.kept}")
    return "\n\n".join(parts)


def _files(played: Played) -> list[str]:
    return [
        "已生成",
        f"  账簿　　　　{played.book}",
        f"  样例文件　　{played.samples[0].parent}（{len(played.samples)} 个）",
        f"  扣缴通知书　{played.notices[0].parent}（{len(played.notices)} 份）",
        f"  其他文书　　{played.papers[0].parent}（{len(played.papers)} 份）",
        *(f"  月度汇总表　{path}" for path in played.summaries),
        f"  各单位汇总　{played.office_summaries[0].parent}（{len(played.office_summaries)} 个）",
    ]
