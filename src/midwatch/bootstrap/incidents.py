"""What the workflows of incidents take: the memory, what the repository knows, and how telemetry is asked."""

from collections.abc import Callable, Sequence
from datetime import datetime
from secrets import token_hex
from typing import TYPE_CHECKING

from midwatch.bootstrap.workspace import Workspace
from midwatch.domain.errors import InputError, SourceError
from midwatch.domain.incidents.clock import ClockPolicy
from midwatch.domain.measured import NoData
from midwatch.domain.untrusted import for_terminal
from midwatch.store import catalogue
from midwatch.store.incidents.memory import IncidentMemory

if TYPE_CHECKING:  # what a note in a timeline does not need
    from midwatch.domain.incidents.triage.triage import Live
    from midwatch.workflows.incident.triage.triage import Known


def memory(here: Workspace) -> IncidentMemory:
    """The incidents of the repository."""
    return IncidentMemory.of(here.repository.root, now=here.now, chance=token_hex)


def clock(here: Workspace) -> ClockPolicy:
    """How long what may take. Raises InputError."""
    return here.settings.incidents.clock


def known(here: Workspace) -> "Known":
    """Services, types of incidents, and the team's own severities. Raises InputError."""
    from midwatch.formats.incident_type_file import incident_types
    from midwatch.workflows.incident.triage.known import known_services
    from midwatch.workflows.incident.triage.triage import Known

    types, _ = incident_types(catalogue.load("checklists", here.repository.root))
    return Known(
        services=known_services(here.repository),
        types=types,
        policy=here.settings.incidents.severity,
    )


def look(
    here: Workspace, at: datetime
) -> "Callable[[Sequence[str], datetime | None], Live | NoData]":
    """Ask telemetry as it was at a moment; where it cannot be asked, the reason stands in place of an answer."""

    def asked(services: Sequence[str], began: datetime | None) -> "Live | NoData":
        if not here.settings.sources:
            return NoData(reason="midwatch.toml names no source of telemetry")
        try:
            return _looked(here, services, at, began)
        except SourceError as error:
            reason = f"{error.what}: {error.why}"
            return NoData(reason=for_terminal(reason, 300), source_failed=True)
        except InputError as error:
            return NoData(reason=for_terminal(f"{error.what}: {error.why}", 300))

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
