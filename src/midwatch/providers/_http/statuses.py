"""What a status means that is no success.

Source: RFC 9110, section 15, https://www.rfc-editor.org/rfc/rfc9110#section-15
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from midwatch.domain.errors import SourceError, SourceFailed, SourceRefused, SourceTimeout
from midwatch.providers._http.attempt import Attempt

FIRST_REDIRECT, FIRST_REFUSAL, FIRST_FAILURE = 300, 400, 500


@dataclass(frozen=True, slots=True)
class Meaning:
    """Which error a status becomes, why it comes about, and what a person can do."""

    error: type[SourceError]
    why: str
    fix: str


MEANINGS: Mapping[int, Meaning] = {
    HTTPStatus.BAD_REQUEST: Meaning(
        SourceRefused, "it does not understand the question", "correct what its answer names"
    ),
    HTTPStatus.UNAUTHORIZED: Meaning(
        SourceRefused,
        "it wants to know who asks",
        "set user and password or a token, and the tenant's header where it has tenants",
    ),
    HTTPStatus.FORBIDDEN: Meaning(
        SourceRefused, "these credentials may not ask this", "ask for the right to read metrics"
    ),
    HTTPStatus.NOT_FOUND: Meaning(
        SourceRefused,
        "it has no such address",
        "`url` is the part before /api/v1: add or remove a path prefix",
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: Meaning(
        SourceRefused,
        "it does not take this method",
        "a proxy on the way must let POST and GET through to /api/v1",
    ),
    HTTPStatus.TOO_MANY_REQUESTS: Meaning(
        SourceRefused,
        "too many requests, by its own limit",
        "ask later or for fewer services, or have the limit raised",
    ),
    HTTPStatus.BAD_GATEWAY: Meaning(
        SourceFailed, "a proxy got no answer from it", "check that it runs behind its proxy"
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: Meaning(
        SourceFailed, "it is overloaded or starting", "try again; its own log tells more"
    ),
    HTTPStatus.GATEWAY_TIMEOUT: Meaning(
        SourceTimeout,
        "a proxy waited for it in vain",
        "ask for less, or raise the proxy's time-out",
    ),
}
_REDIRECT = Meaning(
    SourceRefused,
    "it redirects elsewhere, where our credentials do not follow",
    "write the address that answers itself as `url`; a login page needs a token instead",
)
_REFUSAL = Meaning(SourceRefused, "it refuses the question", "correct what its answer names")
_FAILURE = Meaning(SourceFailed, "it failed", "its own log tells why; try again")
_UNKNOWN = Meaning(SourceFailed, "its answer has a status without a meaning", "check `url`")

RETRIED = frozenset(
    {
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
"""Statuses after which the same question may be answered."""


def refusal(status: int, attempt: Attempt, words: str = "") -> SourceError:
    """Our error for a status that is no success; `words` are the source's own, and are quoted."""
    meaning = MEANINGS.get(status) or _by_class(status)
    said = attempt.quoted(words)
    why = f"status {status}: {meaning.why}" + (f" (it says: {said})" if said else "")
    return meaning.error(attempt.what, why=why, fix=meaning.fix)


def _by_class(status: int) -> Meaning:
    if status >= FIRST_FAILURE:
        return _FAILURE
    if status >= FIRST_REFUSAL:
        return _REFUSAL
    return _REDIRECT if status >= FIRST_REDIRECT else _UNKNOWN
