"""Incidents declared in a few words, from alerts as Alertmanager sends them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from midwatch.domain.incidents.incident import Incident
from midwatch.domain.measured import NoData
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.acts.resolve import ResolveRequest, resolve
from midwatch.workflows.incident.declare import Declared, DeclareRequest, declare
from midwatch.workflows.incident.triage.triage import Known
from tests.support.incidents import ALICE, NIGHT, Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An alert of Alertmanager's: it began, and ended where it is over, so many minutes after `NIGHT`."""

    key: str = "a"
    began: float = -4
    ended: float | None = None
    summary: str = "checkout is down"
    labels: Mapping[str, str] | None = None
    link: str = ""

    def fields(self) -> Mapping[str, object]:
        """As it is sent."""
        return {
            "status": "firing" if self.ended is None else "resolved",
            "labels": {"alertname": "CheckoutDown"} if self.labels is None else self.labels,
            "annotations": {"summary": self.summary},
            "startsAt": minute(self.began).isoformat(),
            "endsAt": "0001-01-01T00:00:00Z"
            if self.ended is None
            else minute(self.ended).isoformat(),
            "fingerprint": self.key,
            "generatorURL": self.link,
        }


def minute(after: float) -> datetime:
    """So many minutes after `NIGHT`."""
    return NIGHT + timedelta(minutes=after)


def webhook(*alerts: Said) -> str:
    """A group of alerts, as it is sent."""
    return json.dumps({"version": "4", "alerts": [each.fields() for each in alerts]})


def begin(memory: IncidentMemory, alert: str, **more: str | bool | datetime) -> Declared:
    """Declare it without telemetry; `more` are further fields of the request."""
    request = DeclareRequest(alert=alert, actor=ALICE, **more)  # type: ignore[arg-type]  # any field
    return declare(
        request,
        memory=memory,
        known=Known(services={}, types=()),
        look=lambda *_: NoData(reason="nobody was asked"),
    )


def declared(memory: IncidentMemory, name: str) -> Incident:
    """An incident of its own, with such a name."""
    return begin(memory, f"{name} is down", name=name).recorded.incident


def end(memory: IncidentMemory, incident: str) -> Incident:
    """Resolve it."""
    request = ResolveRequest(text="rolled back", actor=ALICE, incident=incident)
    return resolve(request, memory=memory).incident


def at(clock: Clock, after: float) -> None:
    """Wind the clock to so many minutes after `NIGHT`."""
    clock.at = minute(after)
