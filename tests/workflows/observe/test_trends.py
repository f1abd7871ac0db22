"""The page for Monday says where things go, in numbers: against the weeks before, and when something is full."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from midwatch.domain.signals import telemetry as columns
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.signals.trends.reach import Reach
from midwatch.domain.slo.health.observation import Observation
from midwatch.domain.slo.health.verdict import ReasonKind
from midwatch.formats.payloads.observe import payload
from midwatch.formats.reports.observe import markdown
from midwatch.providers.capture.capture import Capture
from midwatch.providers.capture.events import CaptureEvents
from midwatch.providers.capture.topology import CaptureTopology
from midwatch.providers.capture.tracks import CaptureTracks
from midwatch.store.repository import Repository
from midwatch.workflows.observe.observe import ObserveSources, observe
from midwatch.workflows.observe.request import ObserveRequest
from midwatch.workflows.slo.counting import Sources
from midwatch.workflows.slo.reading import load_repository

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
STEP_S = 300.0
PER_WEEK = round(WEEK.total_seconds() / STEP_S)
CONVENTION = """\
name: shop
title: The shop's own
source: https://example.org/metrics
server_failure: "5.."
duration_unit: seconds
roles:
  requests_total: {metric: http_requests_total, service_label: job, code_label: code, unit: requests}
  memory_ratio: {metric: memory_used_ratio, service_label: job, unit: ratio}
"""
SERVICE = "service: web\nconvention: shop\nslo: {availability: 99%}\n"
Columns = Callable[[np.ndarray], np.ndarray]
"""Of weeks before now (0 to 5, newest at 0), what it is then."""


def seen(
    root: Path, *, per_step: Columns, failed: Columns, memory: Columns, weeks: float = 5
) -> Observation:
    count = round(weeks * PER_WEEK)
    back = np.arange(count, -1, -1.0)
    ago = np.maximum(back - 0.5, 0.0) / PER_WEEK
    times = NOW.timestamp() - back * STEP_S

    def series(metric: str, values: np.ndarray, **labels: str) -> SampleSeries:
        return SampleSeries(
            metric=metric, labels={"job": "web", **labels}, times=times, values=values
        )

    total, bad = np.cumsum(per_step(ago)), np.cumsum(per_step(ago) * failed(ago))
    told = (
        series("http_requests_total", total - bad, code="200"),
        series("http_requests_total", bad, code="500"),
        series("memory_used_ratio", memory(ago)),
    )
    repository = Repository(root, root)
    repository.write({"slos/web.yaml": SERVICE, "conventions/shop.yaml": CONVENTION})
    capture = Capture.of("tape", columns.Telemetry(series=told))
    events, tracks = CaptureEvents(capture), CaptureTracks(capture)
    return observe(
        ObserveRequest(at=NOW, timerange=WEEK),
        load_repository(repository, {"slos/web.yaml": SERVICE}, None, NOW),
        ObserveSources(
            counting=Sources(counts_for=lambda _: events),
            tracks_for=lambda _: tracks,
            topology_for=lambda _: CaptureTopology(capture),
        ),
        repository=repository,
    ).seen


def always(value: float) -> Columns:
    return lambda ago: np.full(ago.shape, value)


def growing(ago: np.ndarray) -> np.ndarray:
    """3,300 requests a step this week, 3,000 in the weeks before."""
    return np.where(ago < 1, 3300.0, 3000.0)


def worse(ago: np.ndarray) -> np.ndarray:
    return np.where(ago < 1, 0.004, 0.001)


def filling(hours: float, spread: float = 0.01) -> Columns:
    """A share that grows a third of a point an hour, unevenly, and is at 80% in so many hours."""
    noise = np.random.default_rng(3)
    return lambda ago: np.maximum(
        0.8 - (ago * 168 + hours) / 300 + noise.normal(0, spread, ago.shape), 0.0
    )


def told_hours(found: Observation) -> float:
    """In how many hours the page says that memory reaches 80%."""
    hours = re.search(r"web: memory share reaches 80% in ([\d.]+) h", markdown.render(found))
    assert hours is not None
    return float(hours[1])


def test_requests_and_errors_stand_beside_the_mean_of_the_weeks_before(tmp_path: Path) -> None:
    found = seen(tmp_path, per_step=growing, failed=worse, memory=always(0.5))
    written = markdown.render(found)
    assert "Before: the mean over the same hours of the 4 weeks before" in written
    assert "| web | 11/s | 10/s | +10.0% | 0.40% | 0.10% | – | – |" in written
    traffic, errors = payload(found, requests=0, waited=timedelta(0)).services[0].signals[:2]
    assert traffic.before == pytest.approx((10,) * 4, rel=0.001)
    assert errors.before == pytest.approx((0.001,) * 4, rel=0.005)


def test_a_week_that_is_not_known_is_left_out_of_the_mean(tmp_path: Path) -> None:
    found = seen(tmp_path, per_step=growing, failed=worse, memory=always(0.5), weeks=2.5)
    written = markdown.render(found)
    assert "| web | 11/s | 10/s | +10.0% | 0.40% | 0.10% | – | – |" in written
    (traffic, *_) = payload(found, requests=0, waited=timedelta(0)).services[0].signals
    assert [one is None for one in traffic.before] == [False, True, True, True]


def test_without_a_week_before_there_is_no_table_of_trends(tmp_path: Path) -> None:
    found = seen(tmp_path, per_step=growing, failed=worse, memory=always(0.5), weeks=1)
    assert "| before |" not in markdown.render(found)


def test_what_is_full_within_a_day_is_told_and_makes_the_service_yellow(tmp_path: Path) -> None:
    found = seen(tmp_path, per_step=growing, failed=always(0.001), memory=filling(hours=12))
    assert told_hours(found) == pytest.approx(12, abs=2)
    kinds = [reason.kind for reason in found.services[0].reasons]
    assert kinds == [ReasonKind.DUE_SOON]


def test_what_rises_evenly_is_full_when_it_is_said_to_be(tmp_path: Path) -> None:
    even = filling(hours=12, spread=0.0001)
    found = seen(tmp_path, per_step=growing, failed=always(0.001), memory=even)
    assert told_hours(found) == pytest.approx(12, abs=0.1)


def test_what_is_full_in_two_days_is_told_and_makes_nothing_yellow(tmp_path: Path) -> None:
    found = seen(tmp_path, per_step=growing, failed=always(0.001), memory=filling(hours=36))
    assert told_hours(found) == pytest.approx(36, abs=3)
    (due,) = found.services[0].due
    assert isinstance(due.reach, Reach)
    assert due.reach.earliest <= NOW + timedelta(hours=36) <= (due.reach.latest or NOW + WEEK)
    assert found.services[0].reasons == ()


def test_what_does_not_fill_up_is_said_with_where_it_is(tmp_path: Path) -> None:
    found = seen(tmp_path, per_step=growing, failed=always(0.001), memory=always(0.5))
    written = markdown.render(found)
    assert "web: memory share 50.0%: it is not expected to get there within 48 hours" in written
