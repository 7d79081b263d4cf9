"""`gongjian finding`: problems that inspectors found, on their way into the books."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.errors import BadValue
from ledger.vocabulary import FindingStatus
from tui.cli import finding_import
from tui.cli.caller import caller_of
from tui.cli.streams import say, say_json
from tui.cli.usage import ChineseCommand, ChineseGroup
from tui.cli.values import day, month, whole

if TYPE_CHECKING:
    from ledger.database import Tx
    from ledger.views import FindingView

app = typer.Typer(cls=ChineseGroup, rich_markup_mode=None, add_completion=False)
app.command("import", cls=ChineseCommand)(finding_import.import_)
app.command("file", cls=ChineseCommand)(finding_import.file)
Number = Annotated[str, typer.Argument(metavar="问题编号", help="如 2026-0001")]
Reason = Annotated[str, typer.Option("--reason", metavar="理由", help="为什么")]
Json = Annotated[bool, typer.Option("--json", help="JSON 输出")]


@app.callback()
def group() -> None:
    """问题：登记、复核、分担、记账、冲销"""


@app.command("list", cls=ChineseCommand)
def list_(
    context: typer.Context,
    status: Annotated[
        str, typer.Option("--status", metavar="状态", help="如 待复核、已记账（或 filed、posted）")
    ] = "",
    office: Annotated[str, typer.Option("--office", metavar="属地", help="责任单位全称或别名")] = "",
    rule: Annotated[str, typer.Option("--rule", metavar="项", help="扣缴标准第几项")] = "",
    in_month: Annotated[str, typer.Option("--month", metavar="月份", help="如 2026-08")] = "",
    text: Annotated[str, typer.Option("--text", metavar="词", help="问题描述中的词，空格隔开")] = "",
    from_day: Annotated[str, typer.Option("--from", metavar="日期", help="发现日期不早于")] = "",
    to_day: Annotated[str, typer.Option("--to", metavar="日期", help="发现日期不晚于")] = "",
    limit: Annotated[str, typer.Option("--limit", metavar="条数", help="最多列出多少条")] = "100",
    as_json: Json = False,
) -> None:
    """列出问题，新的在前。"""
    from ledger import findings, units
    from ledger.drafts import FindingFilter
    from tui.cli.finding_views import findings_table, row_as_json

    with caller_of(context).present_book() as book, book.read() as tx:
        wanted = FindingFilter(
            status=_status(status),
            office=units.get(tx, office).name if office else None,
            rule=whole(rule, "--rule") if rule else None,
            month=month(in_month, "--month") if in_month else None,
            text=text or None,
            from_day=day(from_day, "--from") if from_day else None,
            to_day=day(to_day, "--to") if to_day else None,
        )
        rows = findings.list_findings(tx, wanted, None, whole(limit, "--limit", most=100_000))
        total = findings.count(tx, wanted)
    if as_json:
        say_json({"total": total, "findings": [row_as_json(row) for row in rows]})
    elif rows:
        say(findings_table(rows))
        say(f"共 {total} 条" + (f"，列出最新 {len(rows)} 条" if len(rows) < total else ""))
    else:
        say("没有符合条件的问题。")


def _status(word: str) -> FindingStatus | None:
    if not word:
        return None
    for status in FindingStatus:
        if word in (status.value, status.label):
            return status
    raise BadValue(f"没有“{word}”这个状态，可选：{'、'.join(status.label for status in FindingStatus)}。")


@app.command(cls=ChineseCommand)
def show(context: typer.Context, number: Number, as_json: Json = False) -> None:
    """查看一个问题及其全部经过。"""
    from ledger import findings
    from tui.cli.finding_views import finding_as_json, finding_text

    with caller_of(context).present_book() as book, book.read() as tx:
        finding = findings.get(tx, number)
    if as_json:
        say_json(finding_as_json(finding))
    else:
        say(finding_text(finding))


@app.command(cls=ChineseCommand)
def approve(context: typer.Context, number: Number) -> None:
    """复核一个问题（须由经办以外的人）；市级以上发现并已计价的，随即登记扣缴。"""
    from ledger import findings

    _step(context, lambda tx: findings.approve(tx, number), "已复核")


@app.command("send-back", cls=ChineseCommand)
def send_back(context: typer.Context, number: Number, reason: Reason = "") -> None:
    """把待复核的问题退回经办人。"""
    from ledger import findings

    _step(context, lambda tx: findings.send_back(tx, number, reason), "已退回")


@app.command(cls=ChineseCommand)
def decide(
    context: typer.Context,
    number: Number,
    rule: Annotated[str, typer.Option("--rule", metavar="项", help="按扣缴标准第几项计")] = "",
    count: Annotated[str, typer.Option("--count", metavar="数量", help="起、项、台、辆、家数")] = "",
    repeated: Annotated[
        bool | None,
        typer.Option("--repeated/--not-repeated", help="是否重复出现（扣缴标准规定加倍时用）"),
    ] = None,
    reason: Reason = "",
) -> None:
    """为待人工判定的问题选定条款（如范围以外的改按兜底条款），随后由另一人复核。"""
    from penalties.filing import decide as decided

    if not rule:
        raise BadValue("请用 --rule 写明按扣缴标准第几项计。")
    place = whole(rule, "--rule")
    many = whole(count, "--count", most=1000) if count else None
    _step(context, lambda tx: decided(tx, number, place, reason, many, repeated), "已选定条款")


@app.command(cls=ChineseCommand)
def void(context: typer.Context, number: Number, reason: Reason = "") -> None:
    """作废一个尚未记账的问题；它仍可查看。"""
    from ledger import findings

    _step(context, lambda tx: findings.void(tx, number, reason), "已作废")


@app.command(cls=ChineseCommand)
def allocate(
    context: typer.Context,
    number: Number,
    shares: Annotated[
        list[str] | None,
        typer.Argument(metavar="单位=份额", help="如 松涧办=2 柳渡办=1；不写则由属地单位全部承担"),
    ] = None,
    reason: Reason = "",
) -> None:
    """责任认定：把金额按份额分给一个或几个单位，精确到分。"""
    from ledger import deductions, findings
    from penalties.posting import allocation_from_words, whole_to_office

    def step(tx: Tx) -> FindingView:
        finding = findings.get(tx, number)
        draft = (
            allocation_from_words(tx, finding, shares, reason) if shares else whole_to_office(finding, reason)
        )
        return deductions.allocate(tx, number, draft)

    _step(context, step, "已分担")


@app.command(cls=ChineseCommand)
def post(context: typer.Context, number: Number) -> None:
    """把已分担的金额记账。"""
    from ledger import deductions

    caller = caller_of(context)
    with caller.book() as book, book.write(caller.person) as tx:
        voucher = deductions.post(tx, number)
    say(f"问题 {number} 已记账：{voucher.number}　{voucher.summary}")


@app.command(cls=ChineseCommand)
def reverse(context: typer.Context, number: Number, reason: Reason = "") -> None:
    """红字冲销一个已记账的问题；原凭证和红字凭证都保留。"""
    from ledger import deductions

    caller = caller_of(context)
    with caller.book() as book, book.write(caller.person) as tx:
        voucher = deductions.reverse(tx, number, reason)
    say(f"问题 {number} 已冲销：{voucher.number}　{voucher.summary}")


@app.command(cls=ChineseCommand)
def settle(
    context: typer.Context,
    number: Number,
    voucher: Annotated[str, typer.Option("--voucher", metavar="凭证号", help="财政扣缴的凭证号")] = "",
) -> None:
    """登记财政已扣缴。"""
    from ledger import deductions

    _step(context, lambda tx: deductions.settle(tx, number, voucher), "已登记扣缴")


def _step(context: typer.Context, step: Callable[[Tx], FindingView], done: str) -> None:
    caller = caller_of(context)
    with caller.book() as book, book.write(caller.person) as tx:
        finding = step(tx)
    say(f"问题 {finding.row.number} {done}，现在是“{finding.row.status.label}”。")
