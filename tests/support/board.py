"""A board of services in every state that a status can show."""

from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from midwatch.domain.slo.objective import BySlices, Objective, Service
from midwatch.domain.slo.period import CalendarPeriod, CalendarUnit, RollingPeriod
from midwatch.domain.slo.standing.gate import GateDecision
from midwatch.domain.units import Ratio
from midwatch.testing.events import InMemoryEvents, Traffic
from midwatch.workflows.slo.counting import Sources
from midwatch.workflows.slo.gate import GateRequest, gate
from midwatch.workflows.slo.status import StatusReport, StatusRequest, status
from tests.support.judging import DAY, HOUR, MINUTE, NOW, ago, corrected, outage, steady
from tests.support.objectives import availability, requests_of, service

BERLIN_MONTH = CalendarPeriod(CalendarUnit.MONTH, ZoneInfo("Europe/Berlin"))
BY_MINUTE = BySlices(length=MINUTE, slice_target=Ratio(Decimal("0.95")))
BOARD: dict[str, tuple[Objective, list[Traffic]]] = {
    "payments": (
        availability(service="payments", description="Card payments answer"),
        outage(10 * MINUTE, share=0.4),
    ),
    "api": (availability("99.95", service="api"), outage(3 * DAY, share=0.0008)),
    "web-frontend-eu-west": (
        availability("99", service="web-frontend-eu-west", period=BERLIN_MONTH),
        outage(5 * DAY, 5 * DAY - 40 * MINUTE, share=0.5),
    ),
    "cron": (availability("99", service="cron"), []),
    "young": (availability(service="young"), [steady(3 * DAY, 0.0001)]),
    "auth": (availability(service="auth"), [steady(bad_ratio=0.0012)]),
    "quiet": (
        availability(service="quiet"),
        [steady(per_second=1 / 360), Traffic(ago(4 * MINUTE), 2 / 240, 1)],
    ),
    "slices": (
        availability(
            "99", service="slices", budgeting=BY_MINUTE, period=RollingPeriod(timedelta(days=7))
        ),
        outage(3 * HOUR, 3 * HOUR - 20 * MINUTE, share=0.5),
    ),
    "db": (availability(service="db"), []),
}
SOURCES = Sources(
    counts_for=lambda _service: InMemoryEvents(
        {objective.indicator: traffic for objective, traffic in BOARD.values()},
        failing=frozenset({requests_of("db")}),
    )
)
FIELDS = {
    "payments": {
        "owner": "team-payments",
        "runbook": "https://wiki.example.org/payments",
        "corrections": corrected(ago(6 * DAY, 5.5 * DAY)),
    }
}


def services() -> list[Service]:
    """Every service of the board, with one objective each."""
    return [service(objective, **FIELDS.get(name, {})) for name, (objective, _) in BOARD.items()]


def report(*names: str) -> StatusReport:
    """The status of the named services, or of the whole board."""
    return status(StatusRequest(at=NOW, services=names), services(), SOURCES)


def decision(name: str, change_kind: str = "deployment") -> GateDecision:
    """The gate's answer for one service of the board."""
    return gate(GateRequest(service=name, at=NOW, change_kind=change_kind), services(), SOURCES)
