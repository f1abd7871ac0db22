"""`doctor`: look at everything that Midwatch rests on, one line a thing, and go on past what is broken."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from midwatch.domain.errors import HeldByGate, MidwatchError, SourceError, UnknownName
from midwatch.domain.findings import Diagnosis, Health


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorRequest:
    """Which sources to look at, by name; all of them where none is named."""

    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """One part of the surroundings, and how to look at it. `source` names the source that it belongs to."""

    subject: str
    look: Callable[[], Iterable[Diagnosis]]
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorReport:
    """Every diagnosis, in the order in which things were looked at."""

    diagnoses: tuple[Diagnosis, ...]

    @property
    def exit_code(self) -> int:
        """3 where something did not answer, else 4 where something is wrong, else 0."""
        found = {diagnosis.health for diagnosis in self.diagnoses}
        if Health.NO_ANSWER in found:
            return SourceError.exit_code
        return HeldByGate.exit_code if Health.PROBLEM in found else 0


def doctor(request: DoctorRequest, examinations: Sequence[Examination]) -> DoctorReport:
    """Look at everything; what cannot be looked at is a diagnosis too. Raises UnknownName for an unknown source."""
    known = {each.source for each in examinations if each.source is not None}
    for name in request.sources:
        if name not in known:
            raise UnknownName.among("source", name, known)
    wanted = set(request.sources) or known
    chosen = [each for each in examinations if each.source is None or each.source in wanted]
    return DoctorReport(diagnoses=tuple(line for each in chosen for line in _examine(each)))


def _examine(examination: Examination) -> Iterator[Diagnosis]:
    try:
        yield from examination.look()
    except MidwatchError as error:
        silent = isinstance(error, SourceError)
        yield Diagnosis(
            subject=examination.subject,
            health=Health.NO_ANSWER if silent else Health.PROBLEM,
            what=error.what,
            why=error.why,
            fix=error.fix,
        )
