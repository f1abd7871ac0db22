"""The error tree. Every message says what happened, why, and how to fix it.

MidwatchError               exit status
├── InputError              2   your file or flag
│   ├── UnknownName         2   a name we do not know, with the nearest one we do
│   └── AnswerLost          2   stdout is closed or full
├── SourceError             3   a vendor said no or did not answer
│   ├── SourceUnreachable   3   no connection, name, or TLS
│   ├── SourceTimeout       3   no answer in time
│   ├── SourceRefused       3   4xx: who you are or what you asked
│   └── SourceFailed        3   5xx, or an answer that cannot be read
└── HeldByGate              4   a gate or findings

0 is done, 1 is a bug of ours.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class MidwatchError(Exception):
    """An error that a person can act on: `what` happened, `why`, and the `fix`."""

    exit_code = 1

    def __init__(self, what: str, *, why: str = "", fix: str = "") -> None:
        """Keep the three parts; none may hold a secret, and foreign text comes in escaped."""
        super().__init__(what)
        self.what, self.why, self.fix = what, why, fix

    @property
    def code(self) -> str:
        """The stable name of this kind of error, as `--format json` shows it."""
        return type(self).__name__


class InputError(MidwatchError):
    """A file or a flag is wrong."""

    exit_code = 2


class UnknownName(InputError):
    """A name that is not among those known; the nearest is offered."""

    @classmethod
    def among(cls, kind: str, name: str, known: Iterable[str]) -> "UnknownName":
        """Say that `name` is no known `kind`, and which known name is nearest."""
        names = sorted(known)
        near = nearest(name, names)
        listed = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")  # noqa: PLR2004 - one line
        advice = (
            f"use one of the known {kind} names"
            if names
            else f"define one, or leave out the {kind}"
        )
        return cls(
            f"unknown {kind} “{name}”",
            why=f"known are: {listed}" if names else f"no {kind} is defined here",
            fix=f"did you mean “{near}”?" if near else advice,
        )


class AnswerLost(InputError):
    """The answer could not be written to stdout; what was done before stays done."""


class SourceError(MidwatchError):
    """A source of telemetry said no, or did not answer."""

    exit_code = 3


class SourceUnreachable(SourceError):
    """No connection: name, network, port or TLS."""


class SourceTimeout(SourceError):
    """Connected, and no answer in time."""


class SourceRefused(SourceError):
    """The source understood, and refuses: credentials, tenant, limits or the query."""


class SourceFailed(SourceError):
    """The source broke, or answered something that cannot be read."""


class HeldByGate(MidwatchError):
    """A gate holds: findings, a freeze, or a missing approval."""

    exit_code = 4


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, or None where none is alike."""
    found = get_close_matches(name.lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None
