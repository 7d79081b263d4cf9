"""Papers go to their recipients once: folders, print files, e-mail; settings, service units, calendars."""

from __future__ import annotations

import json
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from ledger import deliveries
from ledger.database import Book, open_book
from ledger.errors import BadValue
from ledger.views.duties import Occurrence
from tui.cli import main
from tui.timetable import mail
from tui.timetable.delivering import Delivered, deliver
from tui.timetable.ics import calendar
from tui.timetable.install import unit_text, windows_command
from tui.timetable.kinds import kind_named, kinds, set_address, set_kind
from tui.timetable.runs import catch_up, make_paper

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 9, 1, 9, tzinfo=CHINA)
MONTH = ("monthly_summary", "circular")
SERVER = mail.Server("smtp.example.gov.cn", 465, "office@example.gov.cn")


@pytest.fixture
def book(month_book: Path, tmp_path: Path) -> Iterator[Book]:
    shutil.copy(month_book, tmp_path / "book.db")
    with open_book(f"sqlite:///{tmp_path / 'book.db'}", clock=lambda: NOW) as book:
        yield book


@pytest.fixture
def made(book: Book, tmp_path: Path) -> Callable[..., list[Delivered]]:
    """August's circular made for these recipients, and delivered."""

    def call(*recipients: str, send: Any = None, server: bool = True) -> list[Delivered]:
        with book.write("张三") as tx:
            set_kind(tx, replace(kind_named("circular"), recipients=recipients))
            if server:
                mail.set_server(tx, SERVER)
        outcomes = catch_up(book, "张三", tmp_path / "汇总", lambda: NOW, make_paper, ("circular",))
        assert [outcome.error for outcome in outcomes] in ([], [None])
        return deliver(book, "张三", lambda: NOW, "密码", send or refuse)

    return call


def refuse(*_: object) -> None:
    raise AssertionError("no letter was to be sent")


def listed(book: Book) -> list[tuple[str, bool, str | None]]:
    with book.read() as tx:
        return [
            (each.recipient, each.delivered_at is not None, each.error)
            for each in deliveries.list_deliveries(tx)
        ]


def test_a_paper_is_copied_into_a_folder_once(made: Any, book: Book, tmp_path: Path) -> None:
    target = tmp_path / "共享"
    [delivered] = made(f"dir:{target}")
    assert delivered.error is None
    assert sorted(path.name for path in target.iterdir()) == [
        "2026-08情况通报.xlsx",
        "2026-08情况通报（送审稿）.docx",
    ]
    (target / "2026-08情况通报.xlsx").unlink()
    assert made(f"dir:{target}") == []
    assert listed(book) == [(str(target), True, None)]


def test_papers_to_print_are_one_file(made: Any, tmp_path: Path) -> None:
    [delivered] = made(f"print:{tmp_path / '打印'}")
    assert delivered.error is None
    assert [path.name for path in (tmp_path / "打印").iterdir()] == ["2026-08 情况通报（打印）.docx"]


def test_a_letter_carries_the_files_and_is_sent_once(made: Any) -> None:
    letters: list[EmailMessage] = []

    def send(_server: mail.Server, password: str, letter: EmailMessage) -> None:
        assert password == "密码"
        letters.append(letter)

    assert [each.error for each in made("mail:finance@example.gov.cn", send=send)] == [None]
    assert made("mail:finance@example.gov.cn", send=send) == []
    [letter] = letters
    assert (letter["To"], letter["Subject"]) == ("finance@example.gov.cn", "2026-08 情况通报")
    assert [part.get_filename() for part in letter.iter_attachments()] == [
        "2026-08情况通报（送审稿）.docx",
        "2026-08情况通报.xlsx",
    ]


def test_a_letter_that_was_not_taken_is_tried_again(made: Any, book: Book) -> None:
    def closed(*_: object) -> None:
        raise mail.NotSent("连不上邮件服务器 smtp.example.gov.cn:465，将再试。")

    [failed] = made("mail:finance@example.gov.cn", send=closed)
    assert failed.error == "连不上邮件服务器 smtp.example.gov.cn:465，将再试。"
    [sent] = made("mail:finance@example.gov.cn", send=lambda *_: None)
    assert sent.error is None
    assert listed(book) == [("finance@example.gov.cn", True, None)]


def test_a_letter_of_unknown_fate_is_not_sent_again_until_a_person_releases_it(
    made: Any, book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ConnectionResetError("连接中断")

    [unknown] = made("mail:finance@example.gov.cn", send=broken)
    assert unknown.error == "第 1 号送达中断，是否送到不明，请核实：连接中断"
    assert made("mail:finance@example.gov.cn", send=refuse) == []
    line = ["--db", str(tmp_path / "book.db"), "--as", "李四"]
    assert main(["schedule", "deliveries", *line], clock=lambda: NOW) == 0
    assert "中断，是否送到不明" in capsys.readouterr().out
    assert main(["schedule", "release", "1", *line], clock=lambda: NOW) == 0
    assert [each.error for each in made("mail:finance@example.gov.cn", send=lambda *_: None)] == [None]
    assert main(["schedule", "release", "1", *line], clock=lambda: NOW) == 2
    assert capsys.readouterr().err == "第 1 号送达已经完成，不能重发。\n"


def test_without_a_server_a_letter_waits_and_says_so(made: Any) -> None:
    [waiting] = made("mail:finance@example.gov.cn", server=False)
    assert waiting.error == "还没有设置邮件服务器，请用 gongjian schedule mail 设置。"


def test_each_office_gets_its_own_month_by_its_own_address(book: Book, tmp_path: Path) -> None:
    sent: list[tuple[str, str]] = []
    with book.write("张三") as tx:
        mail.set_server(tx, SERVER)
        set_address(tx, "松涧街道办事处", "songjian@example.gov.cn")
        set_kind(tx, replace(kind_named("monthly_summary"), recipients=("offices",)))
    catch_up(book, "张三", tmp_path, lambda: NOW, make_paper, ("monthly_summary",))
    deliver(book, "张三", lambda: NOW, "", lambda _s, _p, m: sent.append((m["To"], m["Subject"])))
    assert sent == [("songjian@example.gov.cn", "2026-08 松涧街道办事处 月度汇总")]


def test_a_recipient_added_later_gets_what_is_made_from_then_on(book: Book, tmp_path: Path) -> None:
    catch_up(book, "张三", tmp_path, lambda: NOW, make_paper, ("circular",))
    later = NOW + timedelta(days=9)
    with open_book(f"sqlite:///{tmp_path / 'book.db'}", clock=lambda: later) as own:
        with own.write("张三") as tx:
            set_kind(tx, replace(kind_named("circular"), recipients=(f"dir:{tmp_path / '共享'}",)))
        assert deliver(own, "张三", lambda: later, "", refuse) == []


@pytest.mark.parametrize("word", ["finance@example.gov.cn", "mail:nobody", "dir:", "ftp:x"])
def test_what_is_no_recipient_is_refused(book: Book, word: str) -> None:
    with pytest.raises(BadValue) as refusal, book.write("张三") as tx:
        set_kind(tx, replace(kind_named("daily"), recipients=(word,)))
    assert str(refusal.value) == (
        f"收件方式“{word}”看不懂，请写成 dir:文件夹、print:文件夹、mail:邮箱 或 offices（各单位自己的邮箱）。"
    )


def test_times_are_set_on_the_command_line_and_kept_in_the_books(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["--db", str(tmp_path / "book.db"), "--as", "张三"]
    words = ["schedule", "set", "周报", "--time", "17:30", "--after", "3", "--to", "dir:/共享"]
    assert main([*words, *line], clock=lambda: NOW) == 0
    assert capsys.readouterr().out == "周报：启用，期末后第 3 天 17:30，收件：dir:/共享\n"
    assert main(["schedule", "set", "周报", "--time", "25:00", *line], clock=lambda: NOW) == 2
    assert capsys.readouterr().err == "--time 的“25:00”不是时刻，请写成 08:00。\n"
    with book.read() as tx:
        weekly = kind_named("weekly", kinds(tx))
    assert (f"{weekly.at:%H:%M}", weekly.after, weekly.recipients) == ("17:30", 3, ("dir:/共享",))


class SmallServer(threading.Thread):
    """A mail server of one letter on this machine."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.letter = b""

    def run(self) -> None:
        connection, _ = self.socket.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 here\r\n")
            for line in lines:
                word = line[:4].upper()
                if word == b"DATA":
                    connection.sendall(b"354 go on\r\n")
                    while (line := lines.readline()) != b".\r\n":
                        self.letter += line
                connection.sendall(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
                if word == b"QUIT":
                    break
        self.socket.close()


def test_a_real_letter_arrives_at_a_real_server() -> None:
    server = SmallServer()
    server.start()
    known = mail.Server("127.0.0.1", server.port, "office@example.gov.cn", security="none")
    mail.send(known, "", mail.letter(known.sender, "a@b.cn", "周报", "见附件", [], "key", NOW))
    server.join(timeout=10)
    assert message_from_bytes(server.letter, policy=policy.default)["Subject"] == "周报"


def test_a_server_that_is_not_there_has_certainly_not_taken_the_letter() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    known = mail.Server("127.0.0.1", port, "office@example.gov.cn", security="none")
    with pytest.raises(mail.NotSent, match=f"连不上邮件服务器 127.0.0.1:{port}"):
        mail.send(known, "", EmailMessage())


def test_install_writes_a_user_unit_and_prints_the_windows_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    line = ["--db", str(tmp_path / "我的 账簿.db"), "--as", "张三"]
    assert main(["schedule", "install", *line], clock=lambda: NOW) == 0
    unit = (tmp_path / "config" / "systemd" / "user" / "gongjian-schedule.service").read_text("utf-8")
    assert f'"sqlite:///{tmp_path}/我的 账簿.db" "--as" "张三"' in unit
    assert "Restart=on-failure" in unit
    out = capsys.readouterr().out
    assert "systemctl --user enable --now gongjian-schedule.service" in out
    assert 'schtasks /Create /F /SC ONLOGON /RL LIMITED /TN "gongjian-schedule"' in out


def test_what_means_something_to_systemd_is_taken_literally() -> None:
    assert 'ExecStart="a%%b" "c$$d" "e\\"f"\n' in unit_text(["a%b", "c$d", 'e"f'])
    assert windows_command(["C:\\P F\\python.exe", "x"]).endswith('/TR "\\"C:\\P F\\python.exe\\" x"')


def test_a_calendar_folds_its_lines_and_keeps_each_deadlines_name() -> None:
    each = Occurrence(
        1,
        "5(1)",
        "2022-06-30#2",
        "推动铸造行业全面升级改造，" * 6,
        "2022年6月30日前",
        date(2022, 6, 30),
        date(2022, 6, 30),
        None,
        ("区工业和信息化局",),
    )
    text = calendar([each], "期限", NOW)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\r\nDTSTART;VALUE=DATE:20220630\r\nDTEND;VALUE=DATE:20220701\r\n" in text
    assert "UID:1-5_1_-2022-06-30_2@gongjian-ledger\r\n" in text
    assert "推动铸造行业全面升级改造，" * 6 in text.replace("\r\n ", "")


def test_the_run_log_is_told_as_json_with_the_hash_of_the_books(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catch_up(book, "张三", tmp_path, lambda: NOW, make_paper, ("circular",))
    line = ["--db", str(tmp_path / "book.db"), "--as", "张三", "--json"]
    assert main(["schedule", "list", *line], clock=lambda: NOW) == 0
    [done] = json.loads(capsys.readouterr().out)["done"]
    assert (done["kind"], len(done["head"]), len(done["files"])) == ("circular", 64, 2)
