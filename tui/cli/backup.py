"""`gongjian backup` and `restore`: a copy of the books with proof, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.errors import BadInput
from tui import settings
from tui.cli.caller import caller_of
from tui.cli.streams import say
from tui.cli.usage import ChineseCommand

if TYPE_CHECKING:
    from ledger.backups import Proof

backup_app = typer.Typer(rich_markup_mode=None, add_completion=False)
restore_app = typer.Typer(rich_markup_mode=None, add_completion=False)
File = Annotated[str, typer.Argument(metavar="文件", help="备份文件")]


@backup_app.command(cls=ChineseCommand)
def backup(context: typer.Context, file: File) -> None:
    """备份账簿到一个新文件；使用中也可备份，备份件随即核验。"""
    from ledger import backups

    with caller_of(context).book() as book:
        say(_proof("已备份到", backups.backup(book, Path(file).expanduser())))


@restore_app.command(cls=ChineseCommand)
def restore(context: typer.Context, file: File) -> None:
    """用备份恢复账簿；先核验备份，原账簿留存为 …before-restore。"""
    from ledger import backups

    target = settings.book_path(caller_of(context).url)
    if target is None:
        raise BadInput("只能恢复 SQLite 账簿，服务器上的数据库请用其自带工具恢复。")
    say(_proof("已恢复到", backups.restore(Path(file).expanduser(), target)))


def _proof(done: str, proof: Proof) -> str:
    return f"{done} {proof.path}：{proof.events} 个事件，末位哈希 {proof.head}，核验通过。"
