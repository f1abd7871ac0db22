"""What a check tells its reader: where, what, why it matters, and what to write instead."""

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How a finding acts on the gate: an error holds it, a warning holds with --strict, information never."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file: path relative to the repository, line and column from 1; 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        """Return path:line:column, as compilers print it."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One answer of a check.

    `code` is `<family>/<check>`: file, test, docs page and ignore comment bear the same name.
    """

    code: str
    severity: Severity
    place: Place
    what: str
    why: str
    fix: str

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        """Order by place, then code."""
        return (self.place, self.code, self.what)


class Health(Enum):
    """What a look at one part of the surroundings showed."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"
    NO_ANSWER = "no answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One line of a doctor: the part looked at, how it is, and, where it is not well, why and what to do."""

    subject: str
    health: Health
    what: str
    why: str = ""
    fix: str = ""
