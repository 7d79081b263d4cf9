"""The settings of `gongjian schedule`: when papers are made, who gets them, the mail server, the holidays."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import time
from typing import Annotated

import typer

from ledger.errors import BadValue
from tui.cli.caller import caller_of
from tui.cli.streams import say
from tui.cli.table import table
from tui.cli.values import existing_file, whole

_TIME = re.compile(r"(\d{1,2})[:：](\d{2})")


def set_(
    context: typer.Context,
    which: Annotated[
        str, typer.Argument(metavar="文件", help="日报、周报、情况通报、月度汇总、季度汇总、年度汇总")
    ],
    at: Annotated[str, typer.Option("--time", metavar="时刻", help="几点做，如 08:00")] = "",
    after: Annotated[str, typer.Option("--after", metavar="天", help="期末后第几天做（默认 1）")] = "",
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to", metavar="收件", help="dir:文件夹、print:文件夹、mail:邮箱、offices，可写多次；none 清空"
        ),
    ] = None,
    on: Annotated[bool | None, typer.Option("--on/--off", help="启用或停用")] = None,
) -> None:
    """设置一种定期文件：时刻、第几天、收件、启用停用。"""
    from tui.timetable.kinds import kind_named, kinds, set_kind

    caller = caller_of(context)
    with caller.book() as book, book.write(caller.person) as tx:
        kind = kind_named(which, kinds(tx))
        if at:
            kind = replace(kind, at=_time(at))
        if after:
            kind = replace(kind, after=whole(after, "--after", most=28))
        if to:
            kind = replace(kind, recipients=() if to == ["none"] else tuple(to))
        if on is not None:
            kind = replace(kind, on=on)
        set_kind(tx, kind)
    say(f"{kind.label}：{_said_of(kind)}")


def _time(text: str) -> time:
    found = _TIME.fullmatch(text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise BadValue(f"--time 的“{text}”不是时刻，请写成 08:00。")
    return time(int(found[1]), int(found[2]))


def _said_of(kind: object) -> str:
    from tui.timetable.kinds import Kind

    assert isinstance(kind, Kind)
    to = "、".join(kind.recipients) or "只存在汇总目录"
    return f"{'启用' if kind.on else '停用'}，期末后第 {kind.after} 天 {kind.at:%H:%M}，收件：{to}"


def show_settings(context: typer.Context) -> None:
    """列出各种定期文件的设置、邮箱和邮件服务器。"""
    from ledger.workdays import workdays
    from tui.timetable.kinds import addresses, kinds
    from tui.timetable.mail import server

    caller = caller_of(context)
    with caller.book() as book, book.read() as tx:
        known, post, host, years = kinds(tx), addresses(tx), server(tx), workdays(tx).years
    rows = [
        (
            kind.label,
            kind.key,
            "启用" if kind.on else "停用",
            f"期末后第 {kind.after} 天 {kind.at:%H:%M}",
            "、".join(kind.recipients),
        )
        for kind in known
    ]
    say(table(["文件", "代号", "状态", "时间", "收件"], rows))
    if post:
        say(table(["单位", "邮箱"], list(post.items())))
    say("邮件服务器：未设置" if host is None else f"邮件服务器：{host.host}:{host.port}，发件 {host.sender}")
    say(f"放假安排：{years[0]}—{years[-1]} 年")


def mail(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", metavar="主机", help="邮件服务器")],
    sender: Annotated[str, typer.Option("--from", metavar="邮箱", help="发件邮箱")],
    port: Annotated[str, typer.Option("--port", metavar="端口", help="默认 465")] = "465",
    user: Annotated[str, typer.Option("--user", metavar="用户", help="登录名，不登录则不写")] = "",
    security: Annotated[
        str, typer.Option("--security", metavar="方式", help="ssl、starttls 或 none（默认 ssl）")
    ] = "ssl",
) -> None:
    """设置邮件服务器；密码不入账簿，运行时从环境变量 GONGJIAN_SMTP_PASSWORD 读取。"""
    from tui.timetable.mail import Server, set_server

    caller = caller_of(context)
    wanted = Server(host, whole(port, "--port", most=65535), sender, user, security)
    with caller.book() as book, book.write(caller.person) as tx:
        set_server(tx, wanted)
    say(f"邮件服务器已设为 {host}:{wanted.port}。")


def address(
    context: typer.Context,
    unit: Annotated[str, typer.Argument(metavar="单位")],
    mailbox: Annotated[str, typer.Argument(metavar="邮箱", help="留空则取消")] = "",
) -> None:
    """登记一个单位的邮箱，供收件方式 offices 使用。"""
    from tui.timetable.kinds import set_address

    caller = caller_of(context)
    with caller.book() as book, book.write(caller.person) as tx:
        set_address(tx, unit, mailbox)
    say(f"{unit}的邮箱{'已设为 ' + mailbox if mailbox else '已取消'}。")


def holidays(
    context: typer.Context,
    year: Annotated[str, typer.Argument(metavar="年份", help="如 2027")],
    file: Annotated[
        str, typer.Argument(metavar="文件", help="JSON：notice 文号、off 起止日期、worked 调休上班日")
    ],
) -> None:
    """录入国务院办公厅某年的放假安排。"""
    from ledger.workdays import enter_year

    caller = caller_of(context)
    wanted = whole(year, "年份", least=2000, most=2100)
    try:
        value = json.loads(existing_file(file).read_text(encoding="utf-8-sig"))
    except ValueError:
        raise BadValue(f"“{file}”不是 JSON 文件，请检查内容。") from None
    with caller.book() as book, book.write(caller.person) as tx:
        table_ = enter_year(tx, wanted, value)
    say(f"{wanted} 年放假安排已录入（{table_.notice}）。")
