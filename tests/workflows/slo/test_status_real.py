"""The same telemetry in memory, in files and in a real Prometheus: the same budgets and the same verdicts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.slo.correction import Correction, CorrectionKind
from midwatch.domain.slo.freeze import Verdict
from midwatch.domain.slo.indicator import CounterEvents, Polarity
from midwatch.domain.slo.objective import BySlices, MissingData, Objective, Service
from midwatch.domain.slo.period import CalendarPeriod, CalendarUnit, RollingPeriod
from midwatch.domain.slo.standing.burn_down import BurnDown
from midwatch.domain.slo.standing.status import ObjectiveStatus
from midwatch.domain.units import Ratio, TimeRange
from midwatch.formats.openmetrics_writer import Family, FamilyType, dump_columns
from midwatch.ports.events import EventCounts
from midwatch.providers.capture.capture import Capture
from midwatch.providers.capture.events import CaptureEvents
from midwatch.providers.prometheus.client import PrometheusClient
from midwatch.providers.prometheus.events import PrometheusEvents
from midwatch.providers.prometheus.settings import PrometheusSettings
from midwatch.store.capture_files import load
from midwatch.store.repository import Repository
from midwatch.testing.events import InMemoryEvents, Traffic
from midwatch.workflows.slo.counting import Sources
from midwatch.workflows.slo.observing.burn_down import courses
from midwatch.workflows.slo.status import StatusRequest, status
from tests.conftest import StartPrometheus
from tests.support.objectives import availability, service

NOW = datetime(2026, 4, 9, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
DAYS = 10
PER_SECOND = 6
WEEK = RollingPeriod(7 * DAY)
APRIL = CalendarPeriod(CalendarUnit.MONTH, ZoneInfo("Europe/Berlin"))
BLIP = 5 * HOUR
SECOND = timedelta(seconds=1)
CORRECTED = {
    "spared": TimeRange(NOW - 26 * HOUR, NOW - 25 * HOUR),
    "within a scrape": TimeRange(NOW - BLIP + 10 * SECOND, NOW - BLIP + 50 * SECOND),
    "two scrapes": TimeRange(NOW - BLIP - 10 * SECOND, NOW - BLIP + 70 * SECOND),
}
"""What a correction leaves out, by story."""


def story(*episodes: tuple[timedelta, float | None]) -> list[Traffic]:
    """Episodes, oldest first, by how long ago they began and the share of bad events; None is no telemetry."""
    ends = [began for began, _ in episodes[1:]] + [timedelta(0)]
    return [
        Traffic(TimeRange(NOW - began, NOW - end), PER_SECOND, share)
        for (began, share), end in zip(episodes, ends, strict=True)
        if share is not None
    ]


STORIES: Mapping[str, Sequence[Traffic]] = {
    "healthy": story((DAYS * DAY, 0.0002)),
    "burning": story((DAYS * DAY, 0.0002), (20 * MINUTE, 0.1)),
    "slow": story((DAYS * DAY, 0.0), (DAY, 0.002)),
    "spent": story((DAYS * DAY, 0.0012)),
    "spared": story((DAYS * DAY, 0.0002), (26 * HOUR, 0.9), (25 * HOUR, 0.0002)),
    "within a scrape": story(
        (DAYS * DAY, 0.0002),
        (BLIP - 10 * SECOND, 1.0),
        (BLIP - 50 * SECOND, 0.0002),
        (HOUR, 0.01),
        (0.5 * HOUR, 0.0002),
    ),
    "two scrapes": story(
        (DAYS * DAY, 0.0002),
        (BLIP + 5 * SECOND, 1.0),
        (BLIP - 65 * SECOND, 0.0002),
        (HOUR, 0.01),
        (0.5 * HOUR, 0.0002),
    ),
    "young": story((2 * DAY, 0.0002)),
    "monthly": story((DAYS * DAY, 0.0002), (30 * HOUR, 0.02), (29 * HOUR, 0.0002)),
    "sliced": story((DAYS * DAY, 0.0), (30 * HOUR, 0.2), (29 * HOUR, 0.0)),
    "gone": story((DAYS * DAY, 0.0), (3 * HOUR, None), (2 * HOUR, 0.0)),
    "silent": [],
}


def indicator(job: str) -> CounterEvents:
    requests = Selector("http_requests_total", (Matcher("job", job),))
    return CounterEvents(
        valid=requests.where(Matcher("code", "", MatchOperator.NOT_EQUAL)),
        selected=requests.where(Matcher("code", "5..", MatchOperator.REGEX)),
        polarity=Polarity.BAD,
        presence_label="code",
    )


def objective(job: str) -> Objective:
    fields: dict[str, dict[str, object]] = {
        "monthly": {"period": APRIL},
        "sliced": {
            "budgeting": BySlices(length=5 * MINUTE, slice_target=Ratio(Decimal("0.95"))),
            "period": WEEK,
        },
        "gone": {"missing": MissingData.BAD, "period": WEEK},
    }
    given = fields.get(job, {"period": WEEK})
    return availability("99.9", service=job, indicator=indicator(job), **given)


def services() -> list[Service]:
    def corrections(job: str) -> tuple[Correction, ...]:
        kind, reason = CorrectionKind.LOAD_TEST, "load test"
        spans = (CORRECTED[job],) if job in CORRECTED else ()
        return tuple(Correction(span=span, kind=kind, reason=reason) for span in spans)

    return [service(objective(job), corrections=corrections(job)) for job in STORIES]


def counters() -> Iterator[SampleSeries]:
    """A scrape a minute, on the minute, of what the stories tell."""
    times = NOW.timestamp() - 60.0 * np.arange(DAYS * 1440, -1, -1, dtype=np.float64)
    for job, pieces in STORIES.items():
        per_code = {"200": np.zeros(times.shape), "500": np.zeros(times.shape)}
        known = np.zeros(times.shape, dtype=bool)
        for piece in pieces:
            start, end = piece.span.start.timestamp(), piece.span.end.timestamp()
            since = np.clip(times, start, end) - start
            per_code["500"] += since * piece.per_second * piece.bad_ratio
            per_code["200"] += since * piece.per_second * (1 - piece.bad_ratio)
            known |= (times >= start) & (times <= end)
        for code, values in per_code.items():
            if known.any():
                yield SampleSeries(
                    metric="http_requests_total",
                    labels={"job": job, "code": code},
                    times=times[known],
                    values=1000 + values[known],
                )


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stories") / "stories.om"
    family = Family(
        name="http_requests", type=FamilyType.COUNTER, help="Requests.", series=tuple(counters())
    )
    path.write_bytes(b"".join(dump_columns([family])))
    return path


@pytest.fixture(scope="module")
def capture(history: Path) -> EventCounts:
    return CaptureEvents(Capture.of("stories", load([history.name], root=history.parent)))


@pytest.fixture(scope="module")
def prometheus(
    history: Path,
    tmp_path_factory: pytest.TempPathFactory,
    start_prometheus: StartPrometheus,
    backfill_openmetrics: Callable[[str | Path, Path], None],
) -> Iterator[EventCounts]:
    data = tmp_path_factory.mktemp("tsdb") / "data"
    backfill_openmetrics(history, data)
    with start_prometheus(tsdb_dir=data) as server:
        settings = PrometheusSettings(name="stories", url=server.url)
        with closing(PrometheusClient(settings)) as client:
            yield PrometheusEvents(client)


def judged(source: EventCounts) -> dict[str, ObjectiveStatus]:
    report = status(StatusRequest(at=NOW), services(), Sources(counts_for=lambda _service: source))
    return {found.objective.service: found for found in report.objectives}


@pytest.fixture(scope="module")
def truth() -> dict[str, ObjectiveStatus]:
    return judged(InMemoryEvents({indicator(job): pieces for job, pieces in STORIES.items()}))


@pytest.fixture(scope="module", params=["capture", "prometheus"])
def found(request: pytest.FixtureRequest) -> dict[str, ObjectiveStatus]:
    return judged(request.getfixturevalue(request.param))


def test_the_stories_show_every_verdict(truth: dict[str, ObjectiveStatus]) -> None:
    assert {status.verdict for status in truth.values()} == set(Verdict)


@pytest.mark.parametrize("job", STORIES)
def test_a_real_source_comes_to_the_same_verdict(
    job: str, found: dict[str, ObjectiveStatus], truth: dict[str, ObjectiveStatus]
) -> None:
    assert found[job].verdict is truth[job].verdict
    assert found[job].reasons == truth[job].reasons
    assert [c.holds for c in found[job].conditions] == [c.holds for c in truth[job].conditions]


@pytest.mark.parametrize("job", [job for job in STORIES if job != "silent"])
def test_a_real_source_counts_the_same_budget(
    job: str, found: dict[str, ObjectiveStatus], truth: dict[str, ObjectiveStatus]
) -> None:
    real, true = found[job].budget, truth[job].budget
    assert isinstance(real, Measured)
    assert isinstance(true, Measured)
    assert real.value.allowed == pytest.approx(true.value.allowed, rel=0.001)
    assert real.value.share_left == pytest.approx(true.value.share_left, abs=0.002)
    assert real.provenance.query
    assert real.provenance.source == "stories"


def test_a_real_source_tells_the_same_moments_of_spent_budgets(
    found: dict[str, ObjectiveStatus], truth: dict[str, ObjectiveStatus]
) -> None:
    spent = {job for job, status in truth.items() if status.exhaustion}
    assert len(spent) >= 2
    assert {job for job, status in found.items() if status.exhaustion} == spent
    for job in spent:
        real, true = found[job].exhaustion, truth[job].exhaustion
        assert real
        assert true
        for one, other in ((real.spent_at, true.spent_at), (real.back_at, true.back_at)):
            assert isinstance(one, datetime), one
            assert isinstance(other, datetime)
            assert abs(one - other) <= HOUR


def drawn(source: EventCounts, folder: Path) -> dict[str, Measured[BurnDown] | NoData]:
    sources = Sources(counts_for=lambda _service: source)
    report = status(StatusRequest(at=NOW), services(), sources)
    found = courses(report.objectives, sources, Repository(folder)).all
    return {each.status.objective.service: each.burn_down for each in found}


@pytest.mark.parametrize("kind", ["capture", "prometheus"])
def test_a_real_source_draws_the_same_way_to_the_same_budget(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, truth: dict[str, ObjectiveStatus]
) -> None:
    memory = InMemoryEvents({indicator(job): pieces for job, pieces in STORIES.items()})
    expected = drawn(memory, tmp_path)
    for job, went in drawn(request.getfixturevalue(kind), tmp_path).items():
        true, budget = expected[job], truth[job].budget
        if isinstance(true, NoData) or isinstance(budget, NoData):
            assert isinstance(went, NoData), job
            continue
        assert isinstance(went, Measured), (job, went)
        assert went.value.ends == pytest.approx(true.value.ends)
        known = ~np.isnan(true.value.left)
        assert went.value.left[known][-1] == pytest.approx(budget.value.share_left, abs=0.002)
        assert np.nanmax(np.abs(went.value.left - true.value.left)) < 0.05, job


@pytest.mark.parametrize("job", STORIES)
def test_a_real_source_reaches_back_as_far(
    job: str, found: dict[str, ObjectiveStatus], truth: dict[str, ObjectiveStatus]
) -> None:
    real, true = found[job].history, truth[job].history
    assert real.wanted == true.wanted
    if true.covered is None:
        assert real.covered is None
    else:
        assert real.covered is not None
        assert abs(real.covered - true.covered) <= HOUR


def test_silence_has_a_reason_that_a_person_can_act_on(found: dict[str, ObjectiveStatus]) -> None:
    silent = found["silent"].sli
    assert isinstance(silent, NoData)
    assert not silent.source_failed
    assert "http_requests_total" in silent.reason
