"""E-mail by the office's own server. The server is set in the books; the password never is.

The password is read from GONGJIAN_SMTP_PASSWORD when a letter is sent.  Without a server nothing is sent.
"""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ledger.errors import BadValue, GongjianError

if TYPE_CHECKING:
    from datetime import datetime

    from ledger.database import Tx

PASSWORD = "GONGJIAN_SMTP_PASSWORD"
SECURITIES = ("ssl", "starttls", "none")
TIMEOUT_SECONDS = 30
_SETTING = "smtp"


class NotSent(GongjianError):
    """The server did not take the letter, so that it may be sent again."""


@dataclass(frozen=True, slots=True)
class Server:
    """The office's mail server; `security` is ssl, starttls or none."""

    host: str
    port: int
    sender: str
    user: str = ""
    security: str = "ssl"


Send = Callable[[Server, str, EmailMessage], None]


def server(tx: Tx) -> Server | None:
    """The server that is set, or None."""
    from ledger import settings

    value: dict[str, Any] | None = settings.get(tx, _SETTING)
    return None if value is None else Server(**value)


def set_server(tx: Tx, wanted: Server) -> None:
    """Set the server. Raises BadValue for what is none."""
    from ledger import settings

    if not wanted.host.strip() or "@" not in wanted.sender or not 0 < wanted.port < 65536:
        raise BadValue("邮件服务器要写明主机、端口和发件邮箱，例如 --host smtp.example.gov.cn --port 465。")
    if wanted.security not in SECURITIES:
        raise BadValue(f"加密方式“{wanted.security}”不对，可选：{'、'.join(SECURITIES)}。")
    settings.put(tx, _SETTING, asdict(wanted))


def letter(
    sender: str, recipient: str, subject: str, body: str, files: Sequence[Path], key: str, at: datetime
) -> EmailMessage:
    """A letter with its files. `key` makes its Message-ID: the same delivery bears the same one."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, recipient, subject
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<{key}@gongjian-ledger>"
    made.set_content(body)
    for path in files:
        made.add_attachment(
            path.read_bytes(), maintype="application", subtype="octet-stream", filename=path.name
        )
    return made


def send(known: Server, password: str, made: EmailMessage) -> None:
    """Hand a letter to the server.

    Raises NotSent where the server certainly has not taken it.  Any other OSError or SMTPException after the
    letter's own words began to be sent leaves its fate unknown.
    """
    try:
        connection = _connect(known)
        if known.user:
            connection.login(known.user, password)
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(f"连不上邮件服务器 {known.host}:{known.port}（{_why(error)}），将再试。") from error
    try:
        connection.send_message(made)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        raise NotSent(f"邮件服务器 {known.host} 没有接收（{_why(error)}），请核对收件邮箱。") from error
    finally:
        # The letter's fate is decided before the goodbye, whatever becomes of that.
        with contextlib.suppress(OSError):
            connection.quit()


def _connect(known: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if known.security == "ssl":
        return smtplib.SMTP_SSL(known.host, known.port, timeout=TIMEOUT_SECONDS, context=context)
    connection = smtplib.SMTP(known.host, known.port, timeout=TIMEOUT_SECONDS)
    if known.security == "starttls":
        connection.starttls(context=context)
    return connection


def _why(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def password_from(environment: Mapping[str, str]) -> str:
    """The password of the server's user, from the environment."""
    return environment.get(PASSWORD, "")
