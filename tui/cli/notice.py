"""`gongjian notice`: papers numbered by the books and written as .docx; checked, printed again, by the month.

`gongjian notice 2026-0001 --kind …` issues; words that are no command of the group are what the paper is
about.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ledger.errors import BadValue
from ledger.vocabulary import NoticeKind
from tui import settings
from tui.cli.caller import Caller, caller_of
from tui.cli.notice_wishes import look_of, moment
from tui.cli.streams import say, warn
from tui.cli.usage import ChineseCommand, ChineseGroup
from tui.cli.values import day, existing_file, month, whole

ISSUE = "issue"


class NoticeGroup(ChineseGroup):
    """A group whose own words issue papers."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        named = args and (args[0] in self.commands or args[0] == "--help")
        return super().parse_args(ctx, args if named or not args else [ISSUE, *args])


app = typer.Typer(cls=NoticeGroup, rich_markup_mode=None, add_completion=False)
Out = Annotated[str, typer.Option("--out", metavar="目录", help="写到哪里（默认在账簿旁的“通知书”目录）")]
Form = Annotated[str, typer.Option("--form", metavar="格式", help="信函 或 文件（默认按文种）")]
Fonts = Annotated[str, typer.Option("--fonts", metavar="字体", help="gb2312、windows 或 gbk")]
Margins = Annotated[str, typer.Option("--margins", metavar="页边", help="nominal 或 converted")]
Preprinted = Annotated[bool, typer.Option("--preprinted", help="套打：不印红头红线，留出位置")]
Templates = Annotated[
    str,
    typer.Option("--templates", metavar="目录", help="自己的模板（默认账簿旁的“模板”目录，没有则用自带）"),
]
Contact = Annotated[str, typer.Option("--contact", metavar="姓名", help="附注里的联系人")]
Phone = Annotated[str, typer.Option("--phone", metavar="电话", help="附注里的联系电话")]


@app.callback()
def group() -> None:
    """出文书（.docx）：gongjian notice 问题编号 … --kind 文种；核对、重印、按月批量"""


@app.command(ISSUE, cls=ChineseCommand)
def issue_(
    context: typer.Context,
    about: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="编号",
            help="问题编号；更正通知、送达回证写文号；补助、奖励写单位（不写为全部）",
        ),
    ] = None,
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="文种", help="、".join(f"{k.label}（{k.value}）" for k in NoticeKind)),
    ] = NoticeKind.DEDUCTION.value,
    out: Out = "",
    to: Annotated[str, typer.Option("--to", metavar="单位", help="主送单位（默认按账簿）")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="原因", help="更正的原因，约谈的事由")] = "",
    due: Annotated[str, typer.Option("--due", metavar="日期", help="整改期限，如 2026-09-20")] = "",
    in_month: Annotated[str, typer.Option("--month", metavar="月份", help="情况通报、汇总表的月份")] = "",
    year: Annotated[str, typer.Option("--year", metavar="年", help="补助、奖励的年度（默认今年）")] = "",
    by: Annotated[
        str, typer.Option("--by", metavar="分组", help="汇总表按 office、rule 或 month")
    ] = "office",
    time: Annotated[str, typer.Option("--time", metavar="时间", help='约谈时间，如 "2026-09-05 15:00"')] = "",
    place: Annotated[str, typer.Option("--place", metavar="地点", help="约谈地点")] = "",
    interviewer: Annotated[str, typer.Option("--interviewer", metavar="人", help="约谈人")] = "",
    attendants: Annotated[str, typer.Option("--attendants", metavar="人", help="被约谈人")] = "",
    basis: Annotated[str, typer.Option("--basis", metavar="依据", help="约谈依据（默认现行方案）")] = "",
    way: Annotated[str, typer.Option("--way", metavar="方式", help="送达方式")] = "直接送达",
    revoke: Annotated[bool, typer.Option("--revoke", help="更正通知：整件撤销")] = False,
    reissue: Annotated[
        bool, typer.Option("--reissue", help="更正通知：撤销，并用新文号重出扣缴通知")
    ] = False,
    no_charts: Annotated[bool, typer.Option("--no-charts", help="情况通报不附图表")] = False,
    copies: Annotated[str, typer.Option("--copies", metavar="单位", help="抄送，几个用逗号隔开")] = "",
    contact: Contact = "",
    phone: Phone = "",
    form: Form = "",
    fonts: Fonts = "",
    margins: Margins = "",
    preprinted: Preprinted = False,
    templates: Templates = "",
) -> None:
    """出文书：编号入账，输出写成的 .docx 文件；出不成就不编号，也不留文件。"""
    from tui.usecases.papers import Wishes, issue, kind_named

    caller = caller_of(context)
    wishes = Wishes(
        to=to.strip() or None,
        reason=reason,
        due=day(due, "--due") if due else None,
        month=month(in_month, "--month") if in_month else None,
        year=whole(year, "--year", least=2000, most=2999) if year else None,
        by=by,
        time=moment(time) if time else None,
        place=place.strip(),
        interviewer=interviewer.strip(),
        attendants=attendants.strip(),
        basis=basis.strip(),
        way=way.strip(),
        revoke=revoke,
        reissue=reissue,
        charts=not no_charts,
        copies=tuple(
            name for name in copies.replace("，", ",").replace("、", ",").split(",") if name.strip()
        ),
        contact=contact.strip(),
        phone=phone.strip(),
        look=look_of(caller, form, fonts, margins, preprinted, templates),
    )
    wanted = kind_named(kind)
    with caller.book() as book:
        papers = issue(
            book, caller.person, about or [], wanted, _folder(caller, out), caller.today, wishes=wishes
        )
    for paper in papers:
        say(str(paper.path))
        if paper.remark:
            warn(paper.remark)


@app.command(cls=ChineseCommand)
def verify(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="文件", help="要核对的 .docx")],
    templates: Templates = "",
) -> None:
    """核对一份文书与账簿、与签发时的内容是否一致；不一致时逐条列出，退出码为 1。"""
    from tui.usecases.papers import check

    caller = caller_of(context)
    with caller.book() as book, book.read() as tx:
        checked = check(tx, existing_file(file), look_of(caller, templates=templates).templates)
    if checked.differences:
        for difference in checked.differences:
            say(f"{checked.notice.number}：{difference}")
        raise typer.Exit(1)
    same = "与签发时逐字节相同" if checked.identical else "文件重新保存过，内容未变"
    warn(f"{checked.notice.number} {same}，与账簿一致。")


@app.command(cls=ChineseCommand)
def reprint(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="文号", help="如 示环攻坚办扣〔2026〕1号")],
    out: Out = "",
    templates: Templates = "",
) -> None:
    """按原样重印已签发的文书，与原件逐字节相同；不另编号。"""
    from tui.usecases.papers import reprint as print_again

    caller = caller_of(context)
    with caller.book() as book, book.read() as tx:
        folder, own = _folder(caller, out), look_of(caller, templates=templates).templates
        say(str(print_again(tx, number, folder, own)))


@app.command(cls=ChineseCommand)
def batch(
    context: typer.Context,
    in_month: Annotated[str, typer.Option("--month", metavar="月份", help="问题发现的月份，如 2026-08")] = "",
    out: Out = "",
    contact: Contact = "",
    phone: Phone = "",
    form: Form = "",
    fonts: Fonts = "",
    margins: Margins = "",
    preprinted: Preprinted = False,
    templates: Templates = "",
) -> None:
    """一个月的扣缴财力通知书一次出完：每个单位一份，另有一份合并打印；有单位出不成时退出码为 1。"""
    from tui.usecases.papers import Wishes, issue_month

    if not in_month:
        raise BadValue("请写明月份，例如 --month 2026-08。")
    caller = caller_of(context)
    look = look_of(caller, form, fonts, margins, preprinted, templates)
    wishes = Wishes(contact=contact.strip(), phone=phone.strip(), look=look)
    with caller.book() as book:
        made = issue_month(
            book,
            caller.person,
            month(in_month, "--month"),
            _folder(caller, out),
            caller.today,
            wishes,
            lambda done, of, unit: warn(f"[{done}/{of}] {unit}"),
        )
    for path in (*(paper.path for paper in made.papers), *([made.merged] if made.merged else [])):
        say(str(path))
    for unit, why in made.failed:
        warn(f"{unit} 未出成：{why}")
    if made.failed:
        raise typer.Exit(1)


@app.command("list", cls=ChineseCommand)
def list_(context: typer.Context) -> None:
    """列出已签发的文书，按签发先后。"""
    from ledger import notices
    from tui.cli.table import table

    with caller_of(context).book() as book, book.read() as tx:
        issued = notices.list_notices(tx)
    if not issued:
        say("还没有签发过文书。")
        return
    rows = [
        (
            notice.number,
            notice.kind.label,
            notice.recipient,
            "" if notice.amount is None else str(notice.amount),
            f"{notice.issued_on:%Y-%m-%d}",
            "已作废" if notice.voided else "",
        )
        for notice in issued
    ]
    say(table(("文号", "文种", "主送", "金额（元）", "签发", ""), rows))


def _folder(caller: Caller, out: str) -> Path:
    return Path(out).expanduser() if out else settings.papers_folder(caller.url) / "通知书"
