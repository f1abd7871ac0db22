"""`incident export` and `incident import`: one incident as a text that another repository can take over."""

from dataclasses import dataclass

from midwatch.domain.incidents.incident import Incident
from midwatch.formats.memory import event_file
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import find


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """Which incident (None: the one that is open, else the newest)."""

    incident: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The incident, and each of its events as one line of JSON, oldest first."""

    incident: Incident
    lines: tuple[str, ...]


def export(request: ExportRequest, *, memory: IncidentMemory) -> Exported:
    """Every event as it is kept, those of later versions too. Raises InputError, UnknownName."""
    incident = find(memory, request.incident, newest=True).incident
    return Exported(
        incident=incident, lines=tuple(event_file.as_line(event) for event in incident.events)
    )
