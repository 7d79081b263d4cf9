"""Where failures end: a Chinese line on stderr, an exit status, and a log of the unexpected."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import typer
from typer.exceptions import TyperException

from ledger.errors import BadInput, GongjianError
from tui import settings
from tui.cli.caller import Caller
from tui.cli.line import take_apart
from tui.cli.root import root
from tui.cli.streams import leave_quietly, warn

INTERRUPTED = 130


def run(words: Sequence[str], clock: Callable[[], datetime]) -> int:
    """Runs a command line; every failure becomes one line on stderr and an exit status."""
    try:
        line = take_apart(words)
        caller = Caller(line.person, line.url, clock)
        if not line.words:
            _open_desk(caller)
            return 0
        outcome = root.main(list(line.words), prog_name="gongjian", standalone_mode=False, obj=caller)
        sys.stdout.flush()
    except GongjianError as error:
        warn(one_line(str(error)))
        return error.exit_status
    except TyperException as error:
        from tui.cli.usage import explain_usage

        warn(one_line(explain_usage(error)))
        return 2
    except (typer.Abort, KeyboardInterrupt):
        warn("已中断。")
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Typer answers a closed pipe by SystemExit; nothing else in a command raises it.
        leave_quietly()
        return 0
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        warn(f"读写失败（{error.strerror or type(error).__name__}{where}），请检查磁盘空间和权限。")
        return 2
    except Exception as error:  # noqa: BLE001 - the top of the program: a user never sees a traceback
        warn(_log_unexpected(error, words, clock()))
        return 2
    return outcome if isinstance(outcome, int) else 0


def _open_desk(caller: Caller) -> None:
    """The terminal UI; whoever is not named chooses a name there."""
    in_browser = "TEXTUAL_DRIVER" in os.environ
    if not in_browser and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInput("界面需要在终端里打开；这里没有终端，可用的命令见 gongjian --help。")
    from tui.app import run as open_desk

    open_desk(caller.url, caller.chosen_person)


def one_line(text: str) -> str:
    """A message without line breaks."""
    return " ".join(text.split())


def _log_unexpected(error: Exception, words: Sequence[str], now: datetime) -> str:
    """Writes the traceback to the log and says where it stands."""
    log = settings.log_file()
    what = f"程序内部错误（{type(error).__name__}）"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as out:
            out.write(f"{now.isoformat(timespec='seconds')} gongjian {' '.join(words)}\n")
            out.writelines(traceback.format_exception(error))
    except OSError:
        return f"{what}：{one_line(str(error))}。日志 {log} 也写不了，请把这一行发给维护人员。"
    return f"{what}，详情记在 {_tidy(log)}，请把它发给维护人员。"


def _tidy(path: Path) -> str:
    """A path as a user would write it."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
