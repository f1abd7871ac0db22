"""Two objectives have one id, or are one promise under two names."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, error, warning
from midwatch.domain.findings import Finding
from midwatch.domain.slo.definition.declaration import DeclaredObjective

CODE: Final = "slo/duplicate-objective"
NEEDS: Final[frozenset[Need]] = frozenset()


def check(subject: SloSubject, _facts: LiveFacts) -> Iterator[Finding]:
    """Compare ids with those of other files, and promises with each other."""
    if subject.declaration is None:
        return
    yield from _same_ids(subject, subject.declaration.service)
    yield from _same_promises(subject)


def _same_ids(subject: SloSubject, service: str) -> Iterator[Finding]:
    for objective in subject.declared:
        identity = f"{service}-{objective.name}"
        paths = subject.neighbours.objective_ids.get(identity, ())
        others = [path for path in paths if path != subject.path]
        if others and len(subject.neighbours.paths.get(service, ())) < len(paths):
            yield error(
                CODE,
                subject.place_of(objective.name),
                f"the id {identity} is taken",
                f"{others[0]} has an objective of the same id; rules and budgets of both would be mixed",
                "rename the objective",
            )


def _same_promises(subject: SloSubject) -> Iterator[Finding]:
    seen: dict[object, str] = {}
    for objective in subject.declared:
        first = seen.setdefault(_promise(objective), objective.name)
        if first != objective.name:
            yield warning(
                CODE,
                subject.place_of(objective.name),
                f"`{objective.name}` promises the same as `{first}`",
                "one cause would be alerted twice",
                "keep one of them",
            )


def _promise(objective: DeclaredObjective) -> object:
    return (
        objective.kind,
        objective.target,
        objective.bound,
        objective.indicator,
        objective.successful_only,
        objective.period,
    )
