"""What a broken exchange means: one table from httpx's exceptions to our errors.

Source: https://www.python-httpx.org/exceptions/
"""

import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import httpx

from midwatch.domain.errors import (
    InputError,
    MidwatchError,
    SourceFailed,
    SourceTimeout,
    SourceUnreachable,
)
from midwatch.providers._http.attempt import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Which error an exception becomes, why it comes about, what a person can do, and whether another try may help."""

    error: type[MidwatchError]
    why: str
    fix: str
    again: bool = False


_LINE = "check that the source runs, and the proxies on the way to it"
_SLOW = "ask for less, or raise `timeout`; the source's own log tells what it was busy with"
_URL = "correct `url` in the source's section of midwatch.toml"

FAULTS: Mapping[type[Exception], Fault] = {
    httpx.ConnectTimeout: Fault(
        error=SourceUnreachable,
        why="nobody answered the connection in time",
        fix=f"check host, port and firewall, or raise `connect_timeout`; else {_URL}",
    ),
    httpx.ReadTimeout: Fault(error=SourceTimeout, why="it did not answer in time", fix=_SLOW),
    httpx.WriteTimeout: Fault(
        error=SourceTimeout, why="it did not take the request in time", fix=_SLOW
    ),
    httpx.PoolTimeout: Fault(
        error=SourceTimeout, why="no connection came free in time", fix="ask in fewer threads"
    ),
    httpx.TimeoutException: Fault(error=SourceTimeout, why="it took too long", fix=_SLOW),
    httpx.ConnectError: Fault(
        error=SourceUnreachable, why="no connection", fix=f"start it, or {_URL}", again=True
    ),
    httpx.ReadError: Fault(
        error=SourceUnreachable, why="the line broke while it answered", fix=_LINE, again=True
    ),
    httpx.WriteError: Fault(
        error=SourceUnreachable, why="the line broke while we asked", fix=_LINE, again=True
    ),
    httpx.CloseError: Fault(
        error=SourceUnreachable, why="the line broke at its end", fix=_LINE, again=True
    ),
    httpx.NetworkError: Fault(error=SourceUnreachable, why="the line broke", fix=_LINE, again=True),
    httpx.ProxyError: Fault(error=SourceUnreachable, why="a proxy on the way refused", fix=_LINE),
    httpx.RemoteProtocolError: Fault(
        error=SourceFailed, why="its answer broke off or is no HTTP", fix=_LINE, again=True
    ),
    httpx.LocalProtocolError: Fault(
        error=InputError, why="the request cannot be sent so", fix="check `headers` and `url`"
    ),
    httpx.ProtocolError: Fault(error=SourceFailed, why="it does not speak HTTP", fix=_URL),
    httpx.UnsupportedProtocol: Fault(
        error=InputError, why="only http and https are spoken here", fix=_URL
    ),
    httpx.DecodingError: Fault(
        error=SourceFailed, why="its answer is packed in a way that does not unpack", fix=_LINE
    ),
    httpx.TooManyRedirects: Fault(error=SourceFailed, why="it redirects in circles", fix=_URL),
    httpx.TransportError: Fault(error=SourceUnreachable, why="the line broke", fix=_LINE),
    httpx.RequestError: Fault(error=SourceFailed, why="the exchange broke off", fix=_LINE),
    httpx.HTTPStatusError: Fault(error=SourceFailed, why="it answered with an error", fix=_LINE),
    httpx.HTTPError: Fault(error=SourceFailed, why="the exchange broke off", fix=_LINE),
    httpx.InvalidURL: Fault(error=InputError, why="the address cannot be read", fix=_URL),
}
"""Everything that the outside can cause."""

OUR_BUGS: frozenset[type[Exception]] = frozenset(
    {
        httpx.CookieConflict,
        httpx.StreamError,
        httpx.StreamConsumed,
        httpx.StreamClosed,
        httpx.ResponseNotRead,
        httpx.RequestNotRead,
    }
)
"""What only a mistake in this room can cause; not translated, so that it shows as one (exit status 1)."""

CAUSES: Mapping[type[BaseException], Fault] = {
    ssl.SSLCertVerificationError: Fault(
        error=SourceUnreachable,
        why="its certificate is not trusted",
        fix="name the authority that signed it as `ca_file`, and the host as the certificate does",
    ),
    ssl.SSLError: Fault(
        error=SourceUnreachable,
        why="TLS could not be agreed",
        fix="check http against https in `url`; it may also ask for a client certificate",
    ),
    socket.gaierror: Fault(
        error=SourceUnreachable, why="its host name is not known here", fix=f"{_URL}, or check DNS"
    ),
    ConnectionRefusedError: Fault(
        error=SourceUnreachable,
        why="nothing listens there",
        fix=f"start it, or {_URL}",
        again=True,
    ),
}
"""What lies beneath an exception tells more than the exception; looked up in this order."""


def fault_of(error: Exception) -> Fault:
    """The row for an exception: by what lies beneath it, else by its own or nearest known class."""
    beneath = list(_beneath(error))
    for cause, fault in CAUSES.items():
        if any(isinstance(each, cause) for each in beneath):
            return fault
    return next(FAULTS[kind] for kind in type(error).__mro__ if kind in FAULTS)


def translated(error: Exception, attempt: Attempt) -> MidwatchError:
    """Our error for one of `FAULTS`, with the other side's words, and without a secret."""
    fault = fault_of(error)
    detail = attempt.quoted(str(error))
    what = attempt.connecting if fault.error is SourceUnreachable else attempt.what
    return fault.error(what, why=f"{fault.why} ({detail})" if detail else fault.why, fix=fault.fix)


def _beneath(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__
