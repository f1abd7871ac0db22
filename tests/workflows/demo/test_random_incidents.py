"""Incidents on request: any kind, size, service and hour."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest

from midwatch.domain.signals.counts import Floats
from midwatch.domain.units import TimeRange
from midwatch.workflows.demo.incidents import Effect, Incident, IncidentKind
from midwatch.workflows.demo.random_incidents import APART, RandomIncident, Size, draw_random
from midwatch.workflows.demo.telemetry import Telemetry, generate

END = datetime(2026, 11, 23, tzinfo=UTC)
WEEK = TimeRange.ending(END, timedelta(days=7))
DAY = timedelta(days=1)


def drawn(seed: int, count: int = 20) -> tuple[RandomIncident, ...]:
    return draw_random(np.random.default_rng(seed), WEEK, count)


def one(kind: IncidentKind, effect: Effect, growing: timedelta = timedelta(0)) -> Incident:
    span = TimeRange(END - timedelta(hours=2), END - timedelta(hours=1))
    return Incident(kind=kind, root="auth", span=span, effects={"auth": effect}, growing=growing)


def requests_of(telemetry: Telemetry, codes: str = "") -> Floats:
    """Requests of `auth` a step, in the last two hours."""
    found = [
        np.diff(series.values[-121:])
        for series in telemetry.series
        if series.metric == "http_requests_total"
        and series.labels["job"] == "auth"
        and series.labels["code"].startswith(codes)
    ]
    total: Floats = np.sum(found, axis=0)
    return total


def test_random_incidents_keep_apart_from_each_other_and_from_the_ends() -> None:
    for seed in range(5):
        spans = [each.incident.span for each in drawn(seed)]
        assert spans[0].start >= WEEK.start + APART
        assert spans[-1].end <= WEEK.end - APART
        assert all(later.start - former.end >= APART for former, later in pairwise(spans))


def test_random_incidents_come_in_all_sizes_at_all_hours_and_on_weekends() -> None:
    many = [each for seed in range(10) for each in drawn(seed)]
    assert {each.size for each in many} == set(Size)
    assert len({each.incident.span.start.hour for each in many}) == 24
    assert len({each.incident.span.start.weekday() for each in many}) == 7
    assert len({each.incident.root for each in many}) == 6


def test_more_incidents_than_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="100 incidents do not fit into 7 days"):
        drawn(1, 100)


def test_a_shop_to_which_nothing_happens_has_no_failures_to_speak_of() -> None:
    quiet = generate(3, END, DAY, happened=())
    assert quiet.ground_truth == ()
    assert requests_of(quiet, "5").sum() < 0.001 * requests_of(quiet).sum()


def test_lost_traffic_does_not_arrive() -> None:
    lost = one(IncidentKind.LOST_TRAFFIC, Effect(arriving=0.1))
    found = requests_of(generate(3, END, DAY, happened=[lost]))
    assert found[2:60].mean() < 0.15 * found[62:].mean()


def test_an_incident_that_grows_is_half_as_bad_half_way() -> None:
    growing = one(IncidentKind.FAILING_REQUESTS, Effect(failing=1.0), timedelta(hours=1))
    telemetry = generate(3, END, DAY, happened=[growing])
    share = requests_of(telemetry, "5") / requests_of(telemetry)
    assert share[28:32].mean() == pytest.approx(0.5, abs=0.03)
    assert share[:3].mean() < 0.06


def test_a_busy_processor_is_busy_while_the_incident_is_on() -> None:
    busy = Incident(
        kind=IncidentKind.BUSY_PROCESSOR,
        root="api",
        span=TimeRange(END - timedelta(hours=2), END - timedelta(hours=1)),
        effects={"api": Effect(busy=0.4)},
    )
    telemetry = generate(3, END, DAY, happened=[busy])
    [cpu] = [s for s in telemetry.series if "cpu" in s.metric and s.labels["job"] == "api"]
    share = np.diff(cpu.values[-121:]) / 60
    assert share[2:60].mean() - share[62:].mean() == pytest.approx(0.4, abs=0.05)
