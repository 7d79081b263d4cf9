"""`gongjian serve`: the desk in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.errors import BadInput
from tui.cli.caller import caller_of
from tui.cli.streams import warn
from tui.cli.usage import ChineseCommand
from tui.cli.values import whole

app = typer.Typer(rich_markup_mode=None, add_completion=False)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@app.command(cls=ChineseCommand)
def serve(
    context: typer.Context,
    host: Annotated[
        str, typer.Option("--host", metavar="地址", help="默认 127.0.0.1，只有本机能打开")
    ] = "127.0.0.1",
    port: Annotated[str, typer.Option("--port", metavar="端口", help="默认 8000")] = "8000",
) -> None:
    """在浏览器里打开界面。"""
    number = whole(port, "--port", most=65535)
    try:
        from tui.serve import serve as serve_desk
    except ModuleNotFoundError:
        raise BadInput("浏览器界面需要附加组件，请运行 pip install 'gongjian-ledger[web]'。") from None
    caller = caller_of(context)
    with caller.book():
        pass
    if host not in LOOPBACK:
        warn("注意：这里没有登录验证，能连到本机的人都能打开账簿。")
    try:
        serve_desk(caller.url, caller.chosen_person, host, number)
    except OSError as error:
        raise BadInput(f"端口 {number} 打不开（{error.strerror}），请用 --port 换一个。") from None
