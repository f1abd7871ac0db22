"""What the workflows of incidents take: the memory, what the repository knows, and how telemetry is asked."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from secrets import token_hex
from typing import TYPE_CHECKING, TypeVar

from midwatch.bootstrap.workspace import Workspace
from midwatch.domain.errors import InputError, SourceError
from midwatch.domain.incidents.clock import ClockPolicy
from midwatch.domain.measured import NoData
from midwatch.domain.untrusted import for_terminal
from midwatch.store import catalogue
from midwatch.store.incidents.memory import IncidentMemory

T = TypeVar("T")

if TYPE_CHECKING:  # what a note in a timeline does not need
    from midwatch.domain.incidents.budget import BudgetSpent
    from midwatch.domain.incidents.incident import Incident
    from midwatch.domain.incidents.incident_type import IncidentType
    from midwatch.domain.incidents.triage.evidence import Burning
    from midwatch.domain.incidents.triage.triage import Live
    from midwatch.workflows.incident.messages import Templates
    from midwatch.workflows.incident.triage.triage import Known, PassedOver


def memory(here: Workspace) -> IncidentMemory:
    """The incidents of the repository."""
    return IncidentMemory.of(here.repository.root, now=here.now, chance=token_hex)


def clock(here: Workspace) -> ClockPolicy:
    """How long what may take. Raises InputError."""
    return here.settings.incidents.clock


def known(here: Workspace) -> "Known":
    """Services, types of incidents, and the team's own severities; a checklist that is refused is replaced by ours.

    Raises InputError.
    """
    from midwatch.workflows.incident.triage.known import known_services
    from midwatch.workflows.incident.triage.triage import Known

    types, passed_over = _types(here)
    return Known(
        services=known_services(here.repository),
        types=types,
        policy=here.settings.incidents.severity,
        passed_over=passed_over,
    )


def type_names(here: Workspace) -> tuple[str, ...]:
    """The types of incidents that have a checklist, ours and the team's. Raises InputError."""
    return tuple(each.name for each in _types(here)[0])


def _types(here: Workspace) -> "tuple[tuple[IncidentType, ...], tuple[PassedOver, ...]]":
    """At night our own checklist is better than none: it stands for one of the team's that cannot be used."""
    from midwatch.formats.incident_type_file import incident_types
    from midwatch.workflows.incident.triage.triage import PassedOver

    read = catalogue.readable("checklists", here.repository.root)
    types, findings = incident_types(read.texts)
    ours = catalogue.load("checklists") if findings or read.unreadable else {}
    if findings:
        refused = {_name(each.place.path) for each in findings}
        sound = {name: text for name, text in read.texts.items() if name not in refused}
        types, _ = incident_types({**{n: ours[n] for n in refused if n in ours}, **sound})
    told = [
        *((path, path, error.why, error.fix) for path, error in read.unreadable.items()),
        *((each.place.path, str(each.place), each.what, each.fix) for each in findings),
    ]
    passed_over = (
        PassedOver(place=place, why=why, fix=fix, ours=_name(path) in ours)
        for path, place, why, fix in told
    )
    return types, tuple(passed_over)


def _name(path: str) -> str:
    return PurePosixPath(path).stem


def look(
    here: Workspace, at: datetime
) -> "Callable[[Sequence[str], datetime | None], Live | NoData]":
    """Ask telemetry as it was at a moment; where it cannot be asked, the reason stands in place of an answer."""

    def asked(services: Sequence[str], began: datetime | None) -> "Live | NoData":
        if not here.settings.sources:
            return NoData(reason="midwatch.toml names no source of telemetry")
        return _asked(lambda: _looked(here, services, at, began))

    return asked


def _looked(
    here: Workspace, services: Sequence[str], at: datetime, began: datetime | None
) -> "Live | NoData":
    from midwatch.bootstrap.assembly import load_services
    from midwatch.workflows.incident.triage.live import look as look_live

    if not here.repository.files("slos", ".yaml") and not here.repository.files("slos", ".yml"):
        return NoData(reason="no service has objectives: write one with `midwatch slo new`")
    loaded = load_services(here, at)
    sources = here.sources.observing(loaded.undetected)
    return look_live(services, at, began, loaded, sources, repository=here.repository)


def templates(here: Workspace) -> "Templates":
    """What messages and the report are made from. Raises InputError."""
    from midwatch.workflows.incident.messages import Templates

    return Templates(texts=catalogue.load("templates", here.repository.root))


def measure(
    here: Workspace,
) -> "Callable[[Incident, datetime], tuple[BudgetSpent, ...] | NoData]":
    """Measure what an incident spent; where telemetry cannot be asked, the reason stands in place of an answer."""

    def asked(incident: "Incident", now: datetime) -> "tuple[BudgetSpent, ...] | NoData":
        if not here.settings.sources:
            return NoData(reason="midwatch.toml names no source of telemetry")
        if not incident.services:
            return NoData(
                reason="no service is named: `midwatch incident update --service …` names it"
            )
        return _asked(lambda: _spent(here, incident, now))

    return asked


def burning(here: Workspace) -> "Callable[[Sequence[str], datetime], tuple[Burning, ...] | NoData]":
    """How fast the objectives of services burn at a moment; the reason where nobody can tell."""

    def asked(services: Sequence[str], at: datetime) -> "tuple[Burning, ...] | NoData":
        if not here.settings.sources:
            return NoData(reason="midwatch.toml names no source of telemetry")
        return _asked(lambda: _burning(here, services, at))

    return asked


def _spent(here: Workspace, incident: "Incident", now: datetime) -> "tuple[BudgetSpent, ...]":
    from midwatch.bootstrap.assembly import load_services
    from midwatch.workflows.incident.budget import Metered, budget_spent

    loaded = load_services(here, incident.resolved_at or now)
    metered = Metered(loaded.services, here.sources.counting(loaded.undetected))
    return budget_spent(incident, now, metered)


def _burning(here: Workspace, services: Sequence[str], at: datetime) -> "tuple[Burning, ...]":
    from midwatch.bootstrap.assembly import load_services
    from midwatch.workflows.incident.triage.live import burning as burning_now
    from midwatch.workflows.slo.status import StatusRequest, status

    loaded = load_services(here, at)
    known = {service.name for service in loaded.services}
    mine = tuple(name for name in services if name in known)
    if not mine:
        return ()
    sources = here.sources.counting(loaded.undetected)
    report = status(StatusRequest(at=at, services=mine), loaded.services, sources, exhaustion=False)
    return tuple(burning_now(each) for each in report.objectives)


def _asked(ask: Callable[[], T]) -> T | NoData:
    """The answer, or why there is none: an incident goes on without telemetry."""
    try:
        return ask()
    except SourceError as error:
        reason = f"{error.what}: {error.why}"
        return NoData(reason=for_terminal(reason, 300), source_failed=True)
    except InputError as error:
        return NoData(reason=for_terminal(f"{error.what}: {error.why}", 300))
