"""How long the program takes to say its version and its help, against the smallest Typer program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tui.bench.frame import Pair, Work, measure

HELLO = """import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def hello(name: str = "你好") -> None:
    print(name)


app()
"""


def _process(*words: str) -> Work:
    return lambda: subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)


@measure("starting.help", title="gongjian --help", baseline="最小的 Typer 程序 --help", bound=1.3, repeats=15)
def help_page(folder: Path) -> Pair:
    """Both as fresh processes."""
    hello = folder / "hello.py"
    hello.write_text(HELLO, encoding="utf-8")
    ours = _process("-c", "import sys; from tui.cli import main; sys.exit(main())", "--help")
    return Pair(ours, _process(str(hello), "--help"))
