"""The timetable as a service of the user: a systemd unit on Linux, a task of Windows by its command.

Writes the unit; starting it, and running the Windows command, are the user's own acts.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

NAME = "gongjian-schedule"


def unit_text(command: Sequence[str]) -> str:
    """The systemd user unit that runs a command and starts it again after a failure."""
    return (
        "[Unit]\n"
        "Description=攻坚台账定期汇总\n"
        "\n"
        "[Service]\n"
        f"ExecStart={' '.join(_quoted(word) for word in command)}\n"
        "Restart=on-failure\n"
        "RestartSec=60\n"
        "\n"
        "[Install]\n"
        "WantedBy=default.target\n"
    )


def _quoted(word: str) -> str:
    """A word of ExecStart: %, $ and quotes mean nothing special in it (systemd.service, COMMAND LINES)."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def unit_path(environment: Mapping[str, str]) -> Path:
    """Where systemd looks for a user's units."""
    home = environment.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "systemd" / "user" / f"{NAME}.service"


def write_unit(command: Sequence[str], environment: Mapping[str, str]) -> Path:
    """Writes the unit and gives its path; one that is there is replaced."""
    path = unit_path(environment)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    partial.write_text(unit_text(command), encoding="utf-8")
    os.replace(partial, path)
    return path


def systemd_commands() -> tuple[str, ...]:
    """What starts the unit now and at every login."""
    return ("systemctl --user daemon-reload", f"systemctl --user enable --now {NAME}.service")


def windows_command(command: Sequence[str]) -> str:
    """The command that makes the same a task of the Windows scheduler at logon."""
    action = subprocess.list2cmdline(list(command)).replace('"', '\\"')
    return f'schtasks /Create /F /SC ONLOGON /RL LIMITED /TN "{NAME}" /TR "{action}"'
