"""Every exception of the HTTP library means something to a person."""

import socket
import ssl
from collections.abc import Iterator

import httpx
import pytest

from midwatch.domain.errors import (
    InputError,
    MidwatchError,
    SourceFailed,
    SourceTimeout,
    SourceUnreachable,
)
from midwatch.providers._http.attempt import Attempt
from midwatch.providers._http.faults import (
    CAUSES,
    FAULTS,
    OUR_BUGS,
    Fault,
    fault_of,
    translated,
)

ATTEMPT = Attempt.of("evaluate a query", "main", "http://prometheus:9090", ["s3cr3t-token"])


def family(root: type[Exception]) -> Iterator[type[Exception]]:
    yield root
    for child in root.__subclasses__():
        yield from family(child)


def exceptions_of_httpx() -> set[type[Exception]]:
    named = (getattr(httpx, name) for name in dir(httpx))
    roots = [each for each in named if isinstance(each, type) and issubclass(each, Exception)]
    return {each for root in roots for each in family(root)}


def test_every_exception_of_httpx_is_translated_or_known_as_our_own_mistake() -> None:
    assert exceptions_of_httpx() == FAULTS.keys() | OUR_BUGS
    assert not FAULTS.keys() & OUR_BUGS


@pytest.mark.parametrize("fault", [*FAULTS.values(), *CAUSES.values()], ids=lambda f: f.why)
def test_every_fault_says_why_and_how_to_fix_it(fault: Fault) -> None:
    assert fault.why
    assert fault.fix
    assert fault.error.exit_code in {InputError.exit_code, SourceFailed.exit_code}


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (httpx.ReadTimeout("late"), SourceTimeout),
        (httpx.ConnectTimeout("late"), SourceUnreachable),
        (httpx.ConnectError("refused"), SourceUnreachable),
        (httpx.RemoteProtocolError("broke off"), SourceFailed),
        (httpx.LocalProtocolError("illegal header"), InputError),
        (httpx.DecodingError("no gzip"), SourceFailed),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)
def test_an_exception_becomes_our_error_that_names_the_attempt(
    raised: Exception, expected: type[MidwatchError]
) -> None:
    error = translated(raised, ATTEMPT)
    assert type(error) is expected
    tried = "reach" if expected is SourceUnreachable else "evaluate a query at"
    assert error.what == f"{tried} source “main” (http://prometheus:9090)"
    assert str(raised) in error.why


@pytest.mark.parametrize(
    ("beneath", "why"),
    [
        (ssl.SSLCertVerificationError("self-signed"), "its certificate is not trusted"),
        (ssl.SSLError("wrong version number"), "TLS could not be agreed"),
        (socket.gaierror(-2, "Name or service not known"), "its host name is not known here"),
        (ConnectionRefusedError(111, "Connection refused"), "nothing listens there"),
        (OSError(113, "No route to host"), "no connection"),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_what_lies_beneath_a_broken_connection_is_told(beneath: Exception, why: str) -> None:
    raised = httpx.ConnectError(str(beneath))
    raised.__context__ = beneath
    assert fault_of(raised).why == why


def test_a_distrusted_certificate_is_not_tried_again() -> None:
    raised = httpx.ConnectError("certificate verify failed")
    raised.__cause__ = ssl.SSLCertVerificationError("certificate verify failed")
    assert not fault_of(raised).again
    assert fault_of(httpx.ConnectError("refused")).again


def test_a_subclass_that_a_later_httpx_adds_is_read_as_its_parent() -> None:
    class NewTimeout(httpx.ReadTimeout):
        pass

    assert fault_of(NewTimeout("late")) is FAULTS[httpx.ReadTimeout]


def test_a_secret_in_an_exception_stays_out_of_the_message() -> None:
    raised = httpx.LocalProtocolError("Illegal header value b'Bearer s3cr3t-token'")
    error = translated(raised, ATTEMPT)
    assert "s3cr3t" not in f"{error.what}{error.why}{error.fix}"
    assert "Bearer ***" in error.why
