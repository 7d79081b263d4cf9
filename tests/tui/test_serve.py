"""The desk in a browser: for pages that it served itself, and for nobody else's."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.cli import main

pytest.importorskip("textual_serve")
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    book = tmp_path_factory.mktemp("serve") / "book.db"
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "serve", "--port", str(port), "--db", str(book)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, "the server has not started"
                time.sleep(0.1)
        yield f"127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def ask(address: str, path: str = "/", **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(f"http://{address}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read().decode()


def test_the_page_fetches_nothing_from_elsewhere(address: str) -> None:
    status, page = ask(address)
    assert status == 200
    assert "攻坚台账" in page
    assert f'data-session-websocket-url="ws://{address}/ws"' in page
    assert "http://" not in page.replace(f"ws://{address}", "")
    assert "https://" not in page


def test_a_foreign_name_is_refused(address: str) -> None:
    port = address.partition(":")[2]
    status, words = ask(address, Host=f"evil.example:{port}")
    assert (status, words) == (403, "请用本机的地址打开，例如 http://127.0.0.1:8000。")


@pytest.mark.parametrize("origin", [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
def test_another_sites_page_gets_no_session(address: str, origin: dict[str, str]) -> None:
    status, words = ask(address, "/ws?width=80&height=24", **UPGRADE, **origin)
    assert (status, words) == (403, "只接受本程序页面发起的连接。")


def test_own_names_are_numbers_localhost_and_the_host_served_on() -> None:
    from tui.serve import is_own_name

    assert is_own_name("127.0.0.1:8000", "127.0.0.1")
    assert is_own_name("[::1]:8000", "127.0.0.1")
    assert is_own_name("desk.office:8000", "desk.office")
    assert not is_own_name("evil.example:8000", "127.0.0.1")
    assert not is_own_name("", "127.0.0.1")


def test_a_port_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "99999", "--db", str(tmp_path / "b.db")]) == 2
    assert capsys.readouterr().err == "--port 的“99999”不对，请填 1 到 65535 之间的整数。\n"
