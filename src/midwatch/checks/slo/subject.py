"""What a check of a service file looks at: the file, what was read from it, and its neighbours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from midwatch.domain.findings import Finding, Place, Severity
from midwatch.domain.slo.definition.convention import Convention
from midwatch.domain.slo.definition.declaration import Declaration, DeclaredObjective
from midwatch.domain.slo.objective import Objective, ObjectiveKind, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoreComment:
    """A comment that silences a check: where it stands, and what it names (either may be empty)."""

    place: Place
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """What the other files say."""

    paths: Mapping[str, tuple[str, ...]]
    """Service → the files that declare it, in order."""
    depends_on: Mapping[str, tuple[str, ...]]
    objective_ids: Mapping[str, tuple[str, ...]]
    """Id → the files that promise it, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SloSubject:
    """One service file under check.

    `declaration` holds what could be understood, `service` what a convention could bind of it; either may be None.
    `at`: the moment of the check. `told`: findings of reading and binding. `codes`: every check's code, by which ignore
    comments are judged.
    """

    path: str
    declaration: Declaration | None
    service: Service | None
    convention: Convention | None
    places: Mapping[str, Place]
    told: tuple[Finding, ...]
    neighbours: Neighbourhood
    at: datetime
    ignores: tuple[IgnoreComment, ...] = ()
    codes: frozenset[str] = field(default_factory=frozenset)

    def place(self, key: str) -> Place:
        """Where the value of a dotted key stands; of the nearest key around it, where it does not."""
        while key:
            if key in self.places:
                return self.places[key]
            key = key.rpartition(".")[0]
        return self.places.get("service") or Place(self.path)

    def place_of(self, objective: str) -> Place:
        """Where an objective is promised."""
        return self.place(f"slo.{objective}")

    def told_as(self, code: str) -> Iterator[Finding]:
        """What reading and binding found under a code."""
        return (finding for finding in self.told if finding.code == code)

    @property
    def declared(self) -> tuple[DeclaredObjective, ...]:
        """The objectives that could be read."""
        return self.declaration.objectives if self.declaration else ()

    @property
    def bound(self) -> tuple[Objective, ...]:
        """The objectives that a convention, or a person, bound to metrics."""
        return self.service.objectives if self.service else ()

    def of_kind(self, kind: ObjectiveKind) -> DeclaredObjective | None:
        """The objective of a kind, where it is promised."""
        return next((one for one in self.declared if one.kind is kind), None)


def warning(code: str, place: Place, what: str, why: str, fix: str) -> Finding:
    """A finding that holds the gate only with --strict."""
    return _finding(code, Severity.WARNING, place, (what, why, fix))


def error(code: str, place: Place, what: str, why: str, fix: str) -> Finding:
    """A finding that holds the gate."""
    return _finding(code, Severity.ERROR, place, (what, why, fix))


def information(code: str, place: Place, what: str, why: str, fix: str) -> Finding:
    """A finding that never holds the gate."""
    return _finding(code, Severity.INFORMATION, place, (what, why, fix))


def _finding(code: str, severity: Severity, place: Place, words: tuple[str, str, str]) -> Finding:
    what, why, fix = words
    return Finding(code=code, severity=severity, place=place, what=what, why=why, fix=fix)
