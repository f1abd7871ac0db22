"""Objectives judged against traffic that is written down, at one fixed moment."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from midwatch.domain.measured import Measured
from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.slo.budget import ErrorBudget
from midwatch.domain.slo.correction import Correction, CorrectionKind
from midwatch.domain.slo.objective import (
    Objective,
)
from midwatch.domain.slo.period import CalendarPeriod, CalendarUnit
from midwatch.domain.slo.standing.status import ObjectiveStatus
from midwatch.domain.units import TimeRange
from midwatch.testing.events import InMemoryEvents, Traffic
from midwatch.workflows.slo.counting import Sources
from midwatch.workflows.slo.status import StatusReport, StatusRequest, status
from tests.support.objectives import availability, service

NOW = datetime(2026, 4, 16, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
APRIL = CalendarPeriod(CalendarUnit.MONTH, ZoneInfo("UTC"))
PAGE, TICKET = AlertSeverity.PAGE, AlertSeverity.TICKET


def ago(start: timedelta, end: timedelta = timedelta(0)) -> TimeRange:
    return TimeRange(NOW - start, NOW - end)


def steady(since: timedelta = 60 * DAY, bad_ratio: float = 0, per_second: float = 10) -> Traffic:
    return Traffic(ago(since), per_second, bad_ratio)


def outage(start: timedelta, end: timedelta = timedelta(0), share: float = 1) -> list[Traffic]:
    """Steady traffic of 10 a second with an outage in it."""
    spans = [ago(60 * DAY, start), ago(start, end), *([ago(end)] if end else [])]
    return [Traffic(span, 10, ratio) for span, ratio in zip(spans, (0, share, 0), strict=False)]


def corrected(*spans: TimeRange) -> tuple[Correction, ...]:
    return tuple(
        Correction(span=span, kind=CorrectionKind.MAINTENANCE, reason="patching") for span in spans
    )


def reported(
    traffic: Sequence[Traffic],
    objective: Objective | None = None,
    corrections: tuple[Correction, ...] = (),
) -> StatusReport:
    judged = objective or availability()
    source = InMemoryEvents({judged.indicator: traffic})
    return status(
        StatusRequest(at=NOW),
        [service(judged, corrections=corrections)],
        Sources(counts_for=lambda _service: source),
    )


def judged(
    traffic: Sequence[Traffic],
    objective: Objective | None = None,
    corrections: tuple[Correction, ...] = (),
) -> ObjectiveStatus:
    return reported(traffic, objective, corrections).objectives[0]


def budget(of: ObjectiveStatus) -> ErrorBudget:
    assert isinstance(of.budget, Measured), of.budget
    return of.budget.value


def burns(of: ObjectiveStatus) -> dict[timedelta, float | None]:
    return {burn.window: burn.multiple for burn in of.burns}
