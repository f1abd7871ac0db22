"""`slo status`: where every objective stands, from one round of questions to each source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from midwatch.domain.errors import InputError, SourceError, UnknownName
from midwatch.domain.slo.objective import BySlices, Objective, Service
from midwatch.domain.slo.standing.status import ObjectiveStatus, objective_status
from midwatch.workflows.slo.counting import Effort, Sources, count_all, series_of_all
from midwatch.workflows.slo.observing.exhausting import with_exhaustion
from midwatch.workflows.slo.observing.history import beginnings
from midwatch.workflows.slo.observing.observe import Answers, observe
from midwatch.workflows.slo.observing.plan import ObjectivePlan, plan

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRequest:
    """Which services and objectives (all, where none is named), at which moment.

    `objectives` are names (`availability`) or ids (`api-availability`).
    """

    at: datetime
    services: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """Every objective that was asked for, in the order of the files, and what asking cost."""

    at: datetime
    objectives: tuple[ObjectiveStatus, ...]
    effort: Effort

    @property
    def exit_code(self) -> int:
        """3 where a source did not answer, else 0: absence of traffic is an answer."""
        failed = any(status.source_failed for status in self.objectives)
        return SourceError.exit_code if failed else 0


def status(
    request: StatusRequest,
    services: Sequence[Service],
    sources: Sources,
    *,
    exhaustion: bool = True,
) -> StatusReport:
    """Count everything at once, judge every objective; a source that fails leaves the others' objectives standing.

    `exhaustion`: whether it is to be found when spent budgets went, which costs a question each.
    Raises UnknownName for services and objectives that are not there, InputError for a moment that cannot be.
    """
    at = _moment(request.at)
    before = sources.effort()
    plans = [plan(service, objective, at) for service, objective in _chosen(request, services)]
    answers = _asked(plans, sources)
    judged = tuple(
        objective_status(p.service, p.objective, observe(p, answers), at=at) for p in plans
    )
    if exhaustion:
        judged = with_exhaustion(judged, plans, answers.series, sources)
    return StatusReport(
        at=at,
        objectives=judged,
        effort=sources.effort() - before,
    )


def _asked(plans: Sequence[ObjectivePlan], sources: Sources) -> Answers:
    by_events = [p for p in plans if not isinstance(p.objective.budgeting, BySlices)]
    wanted = [(p.service.name, request) for p in plans for request in p.requests()]
    counts = count_all(sources, wanted)
    series = series_of_all(sources, [(p.service.name, p.series) for p in plans if p.series])
    return Answers(counts=counts, series=series, beginnings=beginnings(by_events, sources))


def _moment(at: datetime) -> datetime:
    if at.tzinfo is None or not EARLIEST <= at <= LATEST:
        raise InputError(
            f"there is no telemetry at {at.isoformat()}",
            why="a moment has a time zone and lies between the years 1970 and 9000",
            fix="write it as 2026-03-29T02:14:00Z",
        )
    return at.astimezone(UTC)


def _chosen(request: StatusRequest, services: Sequence[Service]) -> list[tuple[Service, Objective]]:
    known = {service.name: service for service in services}
    for name in request.services:
        if name not in known:
            raise UnknownName.among("service", name, known)
    among = [known[name] for name in dict.fromkeys(request.services)] or list(services)
    pairs = [(service, objective) for service in among for objective in service.objectives]
    names = {name for _, objective in pairs for name in (objective.name, objective.id)}
    for name in request.objectives:
        if name not in names:
            raise UnknownName.among("objective", name, names)
    wanted = set(request.objectives)
    return [
        (service, objective)
        for service, objective in pairs
        if not wanted or wanted & {objective.name, objective.id}
    ]
