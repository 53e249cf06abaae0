"""The server of the preview: only for this machine, only for reading."""

from __future__ import annotations

import mimetypes
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from opc.error import OpcError, reason
from opc.serve.preview import GONE, OWN, Preview

HOST = "127.0.0.1"
NEWS = f"/{OWN}nieuw"
"""The address that tells the browser, each time, which version there is."""
BEAT = 10.0
"""Seconds after which it tells so once more, to notice that a browser has gone."""


class Server(ThreadingHTTPServer):
    """Shows the last preview. Raises OpcError when the port is taken."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int) -> None:
        self.files: dict[str, bytes] = {}
        self.version = 0
        self.news = threading.Condition()
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            raise OpcError(f"op poort {port} kan opc niets laten zien: {reason(error)}", "kies een andere met --port, of laat --port weg") from None

    @property
    def address(self) -> str:
        """Where the preview stands."""
        return f"http://{HOST}:{self.server_port}/"

    def show(self, preview: Preview) -> None:
        """Put new pages in the place of those before, and tell every browser."""
        files = preview.shown(self.version + 1)
        with self.news:
            self.files, self.version = files, self.version + 1
            self.news.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version, sys_version = "opc", ""
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Give a page, or tell of new ones."""
        self._answer(whole=True)

    def do_HEAD(self) -> None:
        """The same without the content."""
        self._answer(whole=False)

    def log_message(self, format: str, *args: Any) -> None:
        """What a browser asks for is of no interest."""

    def _answer(self, *, whole: bool) -> None:
        # a page elsewhere may point a name of its own at this machine, and would then read along
        if self.headers.get("Host", "") not in (f"{HOST}:{self.server.server_port}", f"localhost:{self.server.server_port}"):
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain; charset=utf-8", f"Dit is alleen te lezen op {self.server.address}\n".encode(), whole=whole)
            return
        path = unquote(urlsplit(self.path).path)
        if path == NEWS:
            self._tell()
            return
        name = path.removeprefix("/") or "index.html"
        content = self.server.files.get(name)
        if content is None:
            # a chapter that cannot be read for a while has no page; who looks at it must see it come back
            self._send(HTTPStatus.NOT_FOUND, "text/html; charset=utf-8", self.server.files[GONE], whole=whole)
            return
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self._send(HTTPStatus.OK, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, content, whole=whole)

    def _send(self, status: HTTPStatus, kind: str, content: bytes, *, whole: bool) -> None:
        self.send_response(status)
        for header, value in (("Content-Type", kind), ("Content-Length", str(len(content))), ("Cache-Control", "no-store"),
                              ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer")):
            self.send_header(header, value)
        self.end_headers()
        if whole:
            self.wfile.write(content)

    def _tell(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        while True:
            with self.server.news:
                version = self.server.version
            self.wfile.write(f"data: {version}\n\n".encode())
            self.wfile.flush()
            with self.server.news:
                self.server.news.wait_for(lambda told=version: self.server.version != told, BEAT)  # type: ignore[misc]  # mypy sees no type for told
