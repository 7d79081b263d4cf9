"""`gongjian template`: the papers' templates, which a clerk may edit in Word."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tui.cli.caller import caller_of
from tui.cli.notice_wishes import own_templates
from tui.cli.streams import say, warn
from tui.cli.usage import ChineseCommand, ChineseGroup
from tui.cli.values import existing_file

app = typer.Typer(cls=ChineseGroup, rich_markup_mode=None, add_completion=False)
Out = Annotated[str, typer.Option("--out", metavar="目录", help="默认是账簿旁的“模板”目录")]
Kind = Annotated[str, typer.Option("--kind", metavar="文种", help="文件名看不出文种时写明")]


@app.callback()
def group() -> None:
    """文书模板：列出、复制出来改、检查"""


@app.command("list", cls=ChineseCommand)
def list_(
    context: typer.Context,
    kind: Annotated[str, typer.Option("--kind", metavar="文种", help="列出这一文种可用的字段")] = "",
    out: Out = "",
) -> None:
    """列出每种文书用的模板；加 --kind 列出它可用的字段。"""
    from ledger.vocabulary import NoticeKind
    from templates.notices import FORM_LABELS, SHIPPED, PaperSettings, template_names, template_path
    from templates.standard import Form
    from templates.template_check import field_table
    from tui.cli.table import table
    from tui.usecases.papers import kind_named

    if kind:
        for line in field_table(kind_named(kind)):
            say(line)
        return
    folder = Path(out).expanduser() if out else own_templates(caller_of(context))
    rows = []
    for each in NoticeKind:
        for form in Form:
            if not (SHIPPED / template_names(each, form)[1]).is_file():
                continue
            path = template_path(each, form, PaperSettings(folder=folder))
            rows.append((each.label, FORM_LABELS[form], "自带" if path.parent == SHIPPED else str(path)))
    say(table(("文种", "格式", "模板"), rows))


@app.command(cls=ChineseCommand)
def copy(context: typer.Context, out: Out = "") -> None:
    """把自带模板复制出来，用 Word 或 WPS 修改；已有的文件不动。"""
    from templates.notices import copy_templates

    folder = Path(out).expanduser() if out else own_templates(caller_of(context))
    written = copy_templates(folder)
    for path in written:
        say(str(path))
    if not written:
        warn(f"“{folder}”里的模板已经齐全，没有改动。")


@app.command(cls=ChineseCommand)
def check(
    file: Annotated[str, typer.Argument(metavar="文件", help="模板 .docx，如 扣缴财力通知书-信函.docx")],
    kind: Kind = "",
) -> None:
    """检查模板能不能用：缺少或多出的字段、写法、版式；不能用时退出码为 1。"""
    from templates.template_check import check_template
    from tui.usecases.papers import kind_named

    report = check_template(existing_file(file), kind_named(kind) if kind else None)
    for line in report.lines():
        say(line)
    if not report.usable:
        raise typer.Exit(1)
