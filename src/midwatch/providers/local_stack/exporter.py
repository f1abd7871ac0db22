"""A metrics page on loopback."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

from midwatch.domain.errors import InputError

LOOPBACK = "127.0.0.1"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""Source: https://prometheus.io/docs/instrumenting/exposition_formats/"""
PATH = "/metrics"
LOOK_FOR_END_EVERY_S = 0.05

Page = Callable[[str | None], str]
"""The metrics of one job, or of all; of an unknown job an empty text."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the library's own signature
        """Say nothing: a scrape every few seconds is no news."""


@contextmanager
def serving(page: Page, port: int) -> Iterator[str]:
    """Serve `/metrics` with everything and `/metrics/<job>` with one job's part; yields the address.

    The page is asked for at each request, in a thread of its own. Raises InputError where the port is taken.
    """
    try:
        server = make_server(
            LOOPBACK, port, application(page), server_class=_Server, handler_class=_QuietHandler
        )
    except OSError as error:
        raise InputError(
            f"listen on port {port}",
            why=error.strerror or str(error),
            fix="choose another port, or end what listens there",
        ) from error
    thread = threading.Thread(
        target=server.serve_forever, args=(LOOK_FOR_END_EVERY_S,), name="metrics page", daemon=True
    )
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def application(page: Page) -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """The page as a WSGI application; 404 for other paths and for jobs without a metric."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO", ""))
        text = ""
        if path == PATH:
            text = page(None)
        elif path.startswith(f"{PATH}/"):
            text = page(path.removeprefix(f"{PATH}/"))
        status = HTTPStatus.OK if text else HTTPStatus.NOT_FOUND
        start_response(f"{status.value} {status.phrase}", [("Content-Type", CONTENT_TYPE)])
        return [text.encode()]

    return answer
