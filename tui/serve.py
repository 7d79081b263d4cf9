"""The desk in a browser, through textual-serve with a page of our own: no font or script from elsewhere.

A browser sends pages of any site to a local port; so the desk answers only where the address is an IP number,
localhost or this machine's own name, and opens a session only for a page that it served itself.
"""

from __future__ import annotations

import ipaddress
import os
import shlex
import socket
import sys
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from textual_serve.server import Server, to_int

PAGE = Path(__file__).with_name("serve_page.html")


def serve(url: str, person: str | None, host: str, port: int) -> None:
    """Serves the desk on the books at `url` until interrupted; each page is a session of its own.

    The address of the books goes to the sessions by the environment, where no process list shows a password.
    """
    os.environ["GONGJIAN_DB"] = url
    words = [sys.executable, "-m", "tui.cli", *(["--as", person] if person else [])]
    DeskServer(shlex.join(words), host, port, title="攻坚台账").serve()


class DeskServer(Server):
    """Serves the desk to pages that it served itself."""

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        app.middlewares.append(only_own_pages(self.host))
        return app

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page with the terminal."""
        page = Template(PAGE.read_text(encoding="utf-8")).substitute(
            websocket=f"ws://{request.host}/ws",
            font_size=min(40, max(8, to_int(request.query.get("fontsize", "16"), 16))),
        )
        return web.Response(text=page, content_type="text/html")

    async def on_startup(self, app: web.Application) -> None:
        """Where to find it."""
        self.console.print(f"攻坚台账已在 {self.public_url} 打开，按 Ctrl+C 结束。")


def only_own_pages(host: str) -> Middleware:
    """Refuses requests under foreign names, and sessions that another site's page asks for."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not is_own_name(request.host, host):
            raise web.HTTPForbidden(text="请用本机的地址打开，例如 http://127.0.0.1:8000。")
        origin = request.headers.get("Origin")
        if request.path == "/ws" and (origin is None or urlsplit(origin).netloc != request.host):
            raise web.HTTPForbidden(text="只接受本程序页面发起的连接。")
        return await handler(request)

    return check


def is_own_name(address: str, host: str) -> bool:
    """Whether a request's Host is an IP number, localhost, the host served on, or this machine's name."""
    name = (urlsplit(f"//{address}").hostname or "").lower()
    if name in {"localhost", host.lower(), socket.gethostname().lower()}:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
