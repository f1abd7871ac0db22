"""Events of incidents, as a night reads: `night.at("02:14").alerted(...)`."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from midwatch.domain.incidents.account.report import IncidentReport
from midwatch.domain.incidents.budget import BudgetSpent
from midwatch.domain.incidents.event import Event
from midwatch.domain.incidents.incident import Incident, incident_of
from midwatch.domain.incidents.times import times
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.units import TimeRange

DAY = datetime(2026, 3, 10, tzinfo=UTC)
ID = "2026-03-10-checkout-fails"
ANA, BEN = "ana@example.org", "ben@example.org"


@dataclass(slots=True)
class Night:
    """One incident's events, each recorded when it occurs unless said otherwise."""

    id: str = ID
    day: datetime = DAY
    events: list[Event] = field(default_factory=list)

    def add(
        self, at: str, kind: str, actor: str = ANA, *, recorded: str | None = None, **data: object
    ) -> "Night":
        """Add an event at a time of the night, `HH:MM` or `HH:MM:SS`."""
        occurred, told = self.moment(at), self.moment(recorded or at)
        number = len(self.events)
        told += timedelta(microseconds=number)
        self.events.append(
            Event(
                id=f"{told:%Y%m%dT%H%M%S%f}Z-0000aaaa",
                incident=self.id,
                kind=kind,
                occurred_at=occurred,
                recorded_at=told,
                actor=actor,
                writer="0000aaaa",
                data=data,
                parents=(self.events[-1].id,) if self.events else (),
            )
        )
        return self

    def moment(self, at: str) -> datetime:
        """A time of the night."""
        hours, minutes, *rest = map(int, at.split(":"))
        second = rest[0] if rest else 0
        return self.day + timedelta(hours=hours, minutes=minutes, seconds=second)

    def stamp(self, at: str) -> str:
        """The same as an event holds it."""
        return self.moment(at).isoformat()

    @property
    def incident(self) -> Incident:
        """What the events tell so far."""
        return incident_of(self.events)

    def until(self, at: str) -> "Night":
        """The same night as it was known then."""
        cut = self.moment(at)
        return replace(self, events=[each for each in self.events if each.recorded_at <= cut])

    def report(self, now: str, budget: tuple[BudgetSpent, ...] = ()) -> IncidentReport:
        """The report as of a time of the night."""
        incident = self.incident
        return IncidentReport(
            incident=incident,
            times=times(incident),
            budget=budget,
            findings=(),
            now=self.moment(now),
        )


def declared(title: str = "Checkout fails", severity: str = "SEV1") -> Night:
    """An incident that was only just declared."""
    night = Night()
    return night.add(
        "02:16",
        "declared",
        title=title,
        severity=severity,
        type="deployment",
        services=["checkout", "payments"],
        environment="production",
        detected_at=night.stamp("02:14"),
    )


def whole_night() -> Night:
    """Alert, command, a wrong way, mitigation, resolution: everything that a night brings."""
    night = Night()
    night.add(
        "02:14",
        "alerted",
        "alertmanager",
        text="CheckoutErrorBudgetBurn: 37% of requests fail on checkout, version v2.5.0",
        labels={"service": "checkout", "pod": "api-2"},
    )
    night.add(
        "02:16:20",
        "declared",
        title="Checkout fails for customers who pay by card",
        severity="SEV2",
        type="deployment",
        services=["checkout", "payments"],
        environment="production",
        detected_at=night.stamp("02:14"),
    )
    night.add("02:17", "assigned", role="technical-lead", person=BEN)
    night.add("02:18", "corrected", severity="SEV1", reason="no card payment succeeds")
    night.add("02:20", "updated", text="We are looking into failing card payments.")
    night.add("02:24", "corrected", impact="Nobody can pay by card; invoices work.")
    night.add("02:31", "noted", BEN, text="restarted api-2, no change")
    night.add("02:36", "identified", BEN, text="v2.5.0 calls the card gateway without its key")
    night.add("02:41", "phase", BEN, phase="mitigated", text="rolled back to v2.4.9")
    night.add("02:44", "corrected", impact_began=night.stamp("02:05:30"))
    night.add("02:50", "handoff", to=BEN, text="watch the error rate for an hour")
    night.add("02:52", "accepted", BEN, handoff=night.events[-1].id)
    night.add("02:55", "noted", BEN, recorded="03:10", text="the queue of failed payments is empty")
    night.add("03:45", "phase", BEN, phase="resolved", text="an hour without failures")
    return night


def spent(share: float = 0.3718, minutes: float = 16.06) -> tuple[BudgetSpent, ...]:
    """What the night cost of two objectives; of the second, nothing is known."""
    span = TimeRange(DAY + timedelta(hours=2, minutes=5, seconds=30), DAY + timedelta(hours=3.75))
    provenance = Provenance(
        query="sum(increase(http_requests_total[100m]))", range=span, samples=402, source="main"
    )
    return (
        BudgetSpent(
            objective="checkout-availability",
            share=Measured(value=share, provenance=provenance),
            minutes=Measured(value=timedelta(minutes=minutes), provenance=provenance),
        ),
        BudgetSpent(
            objective="payments-latency",
            share=NoData(reason="the source has no histogram of payments"),
            minutes=NoData(reason="the source has no histogram of payments"),
        ),
    )
