"""However often a source scrapes, rates are what they are, and nothing is said to have stopped or begun."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from midwatch.domain.measured import Measured
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.signals.telemetry import Telemetry
from midwatch.domain.slo.health.service import ServiceHealth
from midwatch.domain.slo.health.verdict import Colour, ReasonKind
from midwatch.formats.reports.look import Look
from midwatch.formats.reports.observe import text
from midwatch.providers.capture.capture import Capture
from midwatch.providers.capture.events import CaptureEvents
from midwatch.providers.capture.topology import CaptureTopology
from midwatch.providers.capture.tracks import CaptureTracks
from midwatch.store.repository import Repository
from midwatch.workflows.observe.observe import ObserveReport, ObserveSources, observe
from midwatch.workflows.observe.request import ObserveRequest
from midwatch.workflows.slo.counting import Sources
from midwatch.workflows.slo.reading import load_repository

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PER_SECOND = 10.0
SERVICE = "service: web\nconvention: prometheus-client\nslo: {availability: 99.9%}\n"


def observed(
    root: Path, every_s: float, *, at: datetime = NOW, until: datetime = NOW, hours: float = 6
) -> ObserveReport:
    times = until.timestamp() - every_s * np.arange(int(hours * 3600 / every_s), -1, -1.0)
    total = PER_SECOND * (times - times[0])
    series = tuple(
        SampleSeries(
            metric="http_requests_total",
            labels={"job": "web", "code": code},
            times=times,
            values=total * share,
        )
        for code, share in (("200", 0.9999), ("500", 0.0001))
    )
    repository = Repository(root, root)
    repository.write({"slos/web.yaml": SERVICE})
    capture = Capture.of("tape", Telemetry(series=series))
    events, tracks, topology = (
        CaptureEvents(capture),
        CaptureTracks(capture),
        CaptureTopology(capture),
    )
    sources = ObserveSources(
        counting=Sources(counts_for=lambda _: events),
        tracks_for=lambda _: tracks,
        topology_for=lambda _: topology,
    )
    loaded = load_repository(repository, {"slos/web.yaml": SERVICE}, None, at)
    return observe(ObserveRequest(at=at), loaded, sources, repository=repository)


def only(report: ObserveReport) -> ServiceHealth:
    (health,) = report.seen.services
    return health


def rate(report: ObserveReport) -> float:
    reading = only(report).reading("traffic")
    assert reading is not None
    assert isinstance(reading.current, Measured)
    return reading.current.value


@pytest.mark.parametrize("every_s", [15, 30, 60, 90, 100, 110, 119, 120, 150])
@pytest.mark.parametrize("late_s", [0, 7, 53])
def test_a_steady_rate_is_what_it_is_and_goes_on(
    tmp_path: Path, every_s: float, late_s: float
) -> None:
    report = observed(tmp_path, every_s, until=NOW - timedelta(seconds=late_s))
    assert rate(report) == pytest.approx(PER_SECOND, rel=0.05)
    assert only(report).colour is Colour.GREEN
    assert report.exit_code == 0
    assert "telemetry begins" not in text.render(report.seen, Look(width=400))


@pytest.mark.parametrize("every_s", [15, 60, 90])
def test_what_ended_in_the_range_stopped_however_often_it_was_scraped(
    tmp_path: Path, every_s: float
) -> None:
    report = observed(tmp_path, every_s, until=NOW - 25 * MINUTE)
    (reason,) = only(report).reasons
    assert reason.kind is ReasonKind.STOPPED
    assert reason.since is not None
    assert abs(reason.since - (NOW - 25 * MINUTE)) <= 4 * MINUTE
    assert rate(report) == pytest.approx(PER_SECOND, rel=0.15)
    assert report.exit_code == 3


@pytest.mark.parametrize("every_s", [15, 60])
def test_what_ended_soon_after_the_range_began_stopped_too(tmp_path: Path, every_s: float) -> None:
    report = observed(tmp_path, every_s, until=NOW - 57 * MINUTE)
    assert only(report).colour is Colour.NO_DATA
    assert [reason.kind for reason in only(report).reasons] == [ReasonKind.STOPPED]
    assert report.exit_code == 3


@pytest.mark.parametrize("every_s", [15, 60, 90])
def test_what_began_in_the_range_has_the_rate_of_its_own_time(
    tmp_path: Path, every_s: float
) -> None:
    report = observed(tmp_path, every_s, hours=0.5)
    assert rate(report) == pytest.approx(PER_SECOND, rel=0.15)
    assert "telemetry begins at 11:3" in text.render(report.seen, Look(width=400))


def test_where_samples_are_farther_apart_than_steps_the_missing_course_is_explained(
    tmp_path: Path,
) -> None:
    told = text.render(observed(tmp_path, 150).seen, Look(width=400))
    assert "no course of traffic: no step of 2m has two samples" in told
