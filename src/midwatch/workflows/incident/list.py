"""`incident list`: what is open and overdue, and what there was."""

from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.incidents.clock import ClockPolicy, Due, due
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.unread import Unread
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import all_incidents


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRequest:
    """`every`: resolved incidents too. `service`: only those of one. `at`: as they stood then; None: as they stand."""

    at: datetime | None = None
    every: bool = False
    service: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Incidents with what is due in them, the open ones first; `hidden`: how many resolved ones are left out."""

    incidents: tuple[tuple[Incident, tuple[Due, ...]], ...]
    hidden: int
    unread: tuple[Unread, ...]


def list_incidents(request: ListRequest, *, memory: IncidentMemory, policy: ClockPolicy) -> Listing:
    """Incidents, newest first among the open and among the others. Raises InputError."""
    incidents, unread = all_incidents(memory, request.at)
    mine = [one for one in incidents if request.service in {None, *one.services}]
    open_ones = [one for one in mine if one.is_open]
    others = [one for one in mine if not one.is_open]
    shown = [*open_ones, *(others if request.every else ())]
    return Listing(
        incidents=tuple((one, due(one, policy)) for one in shown),
        hidden=0 if request.every else len(others),
        unread=unread,
    )
