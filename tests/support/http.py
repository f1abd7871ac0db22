"""A scripted HTTP server on loopback that keeps what it was asked, for what goes wrong on a wire."""

import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HUNG_AT_MOST_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer. `delay_s` passes before it; `hang` never answers; `cut_after` bytes of the body the line drops."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | bytes = b""
    delay_s: float = 0.0
    hang: bool = False
    cut_after: int | None = None

    @property
    def content(self) -> bytes:
        """The body as it is sent."""
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client asked: `query` and `form` list every value of a name, `headers` have names in lower case."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    @property
    def form(self) -> Mapping[str, list[str]]:
        """The body, read as a form."""
        return parse_qs(self.body.decode())


class ScriptedServer:
    """Answers each path with its replies in turn, the last one again and again; 404 where none was scripted."""

    def __init__(self) -> None:
        self.url = ""
        self.requests: list[Request] = []
        self.closing = threading.Event()
        self._replies: dict[str, list[Reply]] = {}
        self._lock = threading.Lock()

    def script(self, path: str, *replies: Reply) -> None:
        """Set the replies for `path` (without its query)."""
        with self._lock:
            self._replies[path] = list(replies)

    def answer(self, request: Request) -> Reply:
        """Keep the request and take its reply."""
        with self._lock:
            self.requests.append(request)
            queue = self._replies.get(request.path) or [Reply(status=404, body="not scripted")]
            return queue.pop(0) if len(queue) > 1 else queue[0]


@contextmanager
def scripted_server(tls: ssl.SSLContext | None = None) -> Iterator[ScriptedServer]:
    """Serve on a free port of 127.0.0.1 until the block ends; with `tls` over https."""
    scripted = ScriptedServer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(scripted))
    if tls is not None:
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    scheme = "https" if tls else "http"
    scripted.url = f"{scheme}://127.0.0.1:{server.server_address[1]}"
    thread.start()
    try:
        yield scripted
    finally:
        scripted.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(server: ScriptedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        scripted = server

    return Handler


class _Handler(BaseHTTPRequestHandler):
    """Takes one request a connection, whatever its method."""

    protocol_version = "HTTP/1.1"
    scripted: ScriptedServer

    def handle(self) -> None:
        # A client may go away first, or distrust our certificate.
        with suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):
            super().handle()

    def handle_one_request(self) -> None:
        self.close_connection = True
        self.raw_requestline = self.rfile.readline(65537)
        if self.raw_requestline and self.parse_request():
            self.close_connection = True
            self._send(self.scripted.answer(self._request()))

    def _request(self) -> Request:
        parts = urlsplit(self.path)
        return Request(
            method=self.command,
            path=parts.path,
            query=parse_qs(parts.query, keep_blank_values=True),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(int(self.headers.get("Content-Length", 0))),
        )

    def _send(self, reply: Reply) -> None:
        if reply.hang:
            self.scripted.closing.wait(HUNG_AT_MOST_S)
            return
        time.sleep(reply.delay_s)
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(reply.content[: reply.cut_after])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
        """Say nothing."""
