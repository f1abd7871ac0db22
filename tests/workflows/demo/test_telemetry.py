from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest

from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.units import TimeRange
from midwatch.formats.openmetrics_writer import dump_columns
from midwatch.workflows.demo.changes import RESTARTING
from midwatch.workflows.demo.incidents import Incident, IncidentKind
from midwatch.workflows.demo.shop import SERVICES, callers_of
from midwatch.workflows.demo.telemetry import Telemetry, generate

Mask = npt.NDArray[np.bool_]

END = datetime(2026, 11, 23, 12, 3, 11, tzinfo=UTC)
SEEDS = (1, 7, 42)
JOBS = tuple(service.name for service in SERVICES)


@pytest.fixture(scope="module", params=SEEDS, ids=lambda seed: f"seed {seed}")
def telemetry(request: pytest.FixtureRequest) -> Telemetry:
    seed: int = request.param
    return generate(seed, END + timedelta(hours=5 * seed))


def column(telemetry: Telemetry, metric: str, labels: Mapping[str, str]) -> Floats:
    [found] = [s for s in telemetry.series if s.metric == metric and s.labels == labels]
    return found.values


def increments(values: Floats) -> Floats:
    """Events per step, as a reader of the counter sees them: a value that falls began again at zero."""
    steps = np.diff(values)
    return np.where(steps < 0, values[1:], steps)


def requests(telemetry: Telemetry, job: str, codes: str = "") -> Floats:
    """Requests per step with a status that begins with `codes`."""
    found = [
        increments(series.values)
        for series in telemetry.series
        if series.metric == "http_requests_total"
        and series.labels["job"] == job
        and series.labels["code"].startswith(codes)
    ]
    total: Floats = np.sum(found, axis=0)
    return total


def failed_share(telemetry: Telemetry, job: str, span: TimeRange | None = None) -> float:
    inside = steps_in(telemetry, span or telemetry.span)
    failed = requests(telemetry, job, "5")[inside].sum()
    return float(failed / requests(telemetry, job)[inside].sum())


def steps_in(telemetry: Telemetry, span: TimeRange) -> Mask:
    ends = telemetry.series[0].times[1:]
    inside: Mask = (ends - 60 >= span.start.timestamp()) & (ends <= span.end.timestamp())
    return inside


def text(telemetry: Telemetry) -> bytes:
    return b"".join(dump_columns(telemetry.families))


def incident(telemetry: Telemetry, kind: IncidentKind) -> Incident:
    return next(each for each in telemetry.ground_truth if each.kind is kind)


def histogram(telemetry: Telemetry, job: str) -> list[SampleSeries]:
    return [s for s in telemetry.series if "_bucket" in s.metric and s.labels["job"] == job]


def test_the_same_seed_and_end_give_the_same_bytes() -> None:
    short = timedelta(days=12)
    assert text(generate(7, END, short)) == text(generate(7, END, short))


def test_another_seed_gives_other_traffic_and_places_incidents_elsewhere() -> None:
    one, other = generate(1, END), generate(2, END)
    assert (requests(one, "web") != requests(other, "web")).any()
    assert [i.span for i in one.ground_truth] != [i.span for i in other.ground_truth]


def test_a_month_has_a_sample_a_minute_up_to_its_end_in_at_most_60_series(
    telemetry: Telemetry,
) -> None:
    assert len(telemetry.series) <= 60
    for series in telemetry.series:
        assert len(series.times) == 30 * 24 * 60
        assert set(np.diff(series.times)) == {60.0}
        assert series.times[-1] == telemetry.span.end.timestamp()


def test_too_few_working_days_for_four_incidents_are_refused() -> None:
    with pytest.raises(ValueError, match="four incidents need as many working days"):
        generate(1, END, timedelta(days=7))


@pytest.mark.parametrize("end_day", range(7))
def test_twelve_days_are_always_enough(end_day: int) -> None:
    end = END + timedelta(days=end_day)
    found = generate(1, end, timedelta(days=12), timedelta(minutes=10))
    assert len(found.ground_truth) == 4


def test_latency_can_be_promised_at_200_ms(telemetry: Telemetry) -> None:
    for job in JOBS:
        assert "0.2" in [series.labels["le"] for series in histogram(telemetry, job)]


def test_buckets_are_cumulative_and_end_with_all_requests(telemetry: Telemetry) -> None:
    for job in JOBS:
        buckets = histogram(telemetry, job)
        assert [bucket.labels["le"] for bucket in buckets] == ["0.1", "0.2", "0.5", "+Inf"]
        for smaller, larger in pairwise(buckets):
            assert (smaller.values <= larger.values).all()
        count = column(telemetry, "http_request_duration_seconds_count", {"job": job})
        np.testing.assert_array_equal(buckets[-1].values, count)


def test_codes_sum_to_the_requests_that_were_timed(telemetry: Telemetry) -> None:
    for job in JOBS:
        by_code = [
            series.values
            for series in telemetry.series
            if series.metric == "http_requests_total" and series.labels["job"] == job
        ]
        count = column(telemetry, "http_request_duration_seconds_count", {"job": job})
        np.testing.assert_array_equal(np.sum(by_code, axis=0), count)


def test_counters_fall_only_where_their_service_restarted(telemetry: Telemetry) -> None:
    times = telemetry.series[0].times
    restarts = {
        job: {
            int(np.searchsorted(times, change.at.timestamp(), side="right"))
            for change in telemetry.changes
            if change.service == job and change.kind in RESTARTING
        }
        for job in JOBS
    }
    assert any(restarts.values())
    counters = [s for s in telemetry.series if s.metric.startswith("http_")]
    for series in counters:
        falls = set((np.flatnonzero(np.diff(series.values) < 0) + 1).tolist())
        assert falls <= restarts[series.labels["job"]]
        if series.labels.get("code") == "200":
            assert falls == restarts[series.labels["job"]]


def test_counts_are_whole_numbers_and_seconds_come_in_milliseconds(telemetry: Telemetry) -> None:
    for series in telemetry.series:
        if series.metric.startswith("http_"):
            scale = 1000 if series.metric.endswith("_sum") else 1
            np.testing.assert_array_equal(np.rint(series.values * scale) / scale, series.values)


def test_days_are_busier_than_nights_and_working_days_than_weekends(telemetry: Telemetry) -> None:
    moments = [datetime.fromtimestamp(t, UTC) for t in telemetry.series[0].times[1:]]
    hours, weekdays = (
        np.array([m.hour for m in moments]),
        np.array([m.weekday() for m in moments]),
    )
    for job in JOBS:
        made = requests(telemetry, job)
        assert made[(hours >= 12) & (hours < 14)].mean() > 1.8 * made[hours < 2].mean()
        assert made[weekdays < 5].mean() > 1.3 * made[weekdays >= 5].mean()


def affected(happened: Incident) -> set[str]:
    """The services with effects, and whoever needs them."""
    found, waiting = set(happened.effects), list(happened.effects)
    while waiting:
        callers = {each.caller for each in callers_of(waiting.pop()) if each.needs > 0} - found
        found |= callers
        waiting += callers
    return found


def test_every_kind_of_incident_happens_once_each_on_its_own_day(telemetry: Telemetry) -> None:
    happened = telemetry.ground_truth
    assert {each.kind for each in happened} == set(IncidentKind)
    assert len({each.span.start.date() for each in happened}) == 4
    for each in happened:
        assert each.span.overlap(telemetry.span) == each.span
        assert each.root in affected(each)


@pytest.mark.parametrize(
    ("kind", "job", "at_least"),
    [
        pytest.param(IncidentKind.BAD_DEPLOYMENT, "api", 0.35, id="a bad deployment fails in api"),
        pytest.param(IncidentKind.BAD_DEPLOYMENT, "web", 0.24, id="and web sees a share of it"),
        pytest.param(
            IncidentKind.POOL_EXHAUSTION, "payments", 0.65, id="payments starve without connections"
        ),
        pytest.param(IncidentKind.POOL_EXHAUSTION, "api", 0.07, id="and api sees a share of it"),
        pytest.param(
            IncidentKind.EXPIRED_CERTIFICATE, "auth", 0.999, id="an expired certificate fails all"
        ),
        pytest.param(
            IncidentKind.EXPIRED_CERTIFICATE, "api", 0.4, id="and api cannot log anybody in"
        ),
    ],
)
def test_an_incident_shows_in_the_counts(
    telemetry: Telemetry, kind: IncidentKind, job: str, at_least: float
) -> None:
    span = incident(telemetry, kind).span
    before = TimeRange(span.start - timedelta(hours=2), span.start - timedelta(minutes=1))
    assert failed_share(telemetry, job, span) > at_least
    assert failed_share(telemetry, job, before) < 0.001


def test_a_lagging_replica_makes_reads_slow_all_the_way_up(telemetry: Telemetry) -> None:
    span = incident(telemetry, IncidentKind.REPLICA_LAG).span
    inside = steps_in(telemetry, span)
    for job, at_least in (("database", 0.55), ("payments", 0.5), ("api", 0.3)):
        bucket = {"job": job, "le": "0.2"}
        quick = increments(column(telemetry, "http_request_duration_seconds_bucket", bucket))
        made = requests(telemetry, job)
        assert 1 - quick[inside].sum() / made[inside].sum() > at_least
        assert 1 - quick[~inside].sum() / made[~inside].sum() < 0.05


def test_who_is_not_affected_notices_nothing(telemetry: Telemetry) -> None:
    for each in telemetry.ground_truth:
        for job in set(JOBS) - set(affected(each)):
            assert failed_share(telemetry, job, each.span) < 0.001


def test_the_gauge_of_what_ran_out_shows_when(telemetry: Telemetry) -> None:
    times = telemetry.series[0].times
    database = {"job": "database"}
    full = column(telemetry, "database_connections_in_use", database) >= column(
        telemetry, "database_connections_max", database
    )
    expired = column(telemetry, "tls_certificate_expiry_timestamp_seconds", {"job": "auth"}) < times
    late = column(telemetry, "database_replica_lag_seconds", database) > 1
    for seen, kind in (
        (full, IncidentKind.POOL_EXHAUSTION),
        (expired, IncidentKind.EXPIRED_CERTIFICATE),
        (late, IncidentKind.REPLICA_LAG),
    ):
        span = incident(telemetry, kind).span
        assert abs(times[seen].min() - span.start.timestamp()) <= 120
        assert abs(times[seen].max() - span.end.timestamp()) <= 60


def test_outside_incidents_every_service_keeps_three_nines_with_budget_left(
    telemetry: Telemetry,
) -> None:
    calm = np.ones(len(telemetry.series[0].times) - 1, dtype=bool)
    for each in telemetry.ground_truth:
        margin = timedelta(minutes=1)
        calm &= ~steps_in(telemetry, TimeRange(each.span.start - margin, each.span.end + margin))
    for job in JOBS:
        failed, made = (requests(telemetry, job, codes)[calm].sum() for codes in ("5", ""))
        assert failed / made < 0.0005


@pytest.mark.parametrize(
    ("job", "most", "least"),
    [
        pytest.param("payments", 9.9, 1.2, id="payments has overspent"),
        pytest.param("api", 0.95, 0.76, id="api has less than a quarter left"),
        pytest.param("web", 0.72, 0.0, id="web may ship"),
        pytest.param("auth", 0.72, 0.0, id="auth may ship"),
        pytest.param("database", 0.2, 0.0, id="database may ship"),
        pytest.param("cache", 0.2, 0.0, id="cache may ship"),
    ],
)
def test_a_month_of_incidents_leaves_each_service_its_own_verdict(
    telemetry: Telemetry, job: str, most: float, least: float
) -> None:
    assert least < failed_share(telemetry, job) / 0.001 < most


def test_incidents_that_people_made_have_their_change(telemetry: Telemetry) -> None:
    bad = incident(telemetry, IncidentKind.BAD_DEPLOYMENT)
    kinds = {c.kind: c.at for c in telemetry.changes if c.service == "api" and c.version}
    moments = [c.at for c in telemetry.changes if c.service == "api"]
    assert bad.span.start in moments
    assert kinds["rollback"] == bad.span.end


def test_most_changes_hurt_nobody(telemetry: Telemetry) -> None:
    spans = [each.span for each in telemetry.ground_truth]
    harmless = [
        change
        for change in telemetry.changes
        if not any(span.start <= change.at <= span.end for span in spans)
    ]
    assert len(harmless) > 10
    assert list(telemetry.changes) == sorted(telemetry.changes, key=lambda c: (c.at, c.service))


def test_the_last_hour_is_calm_so_that_the_present_pages_nobody(telemetry: Telemetry) -> None:
    last = TimeRange.ending(telemetry.span.end, timedelta(hours=1))
    for job in JOBS:
        assert failed_share(telemetry, job, last) < 0.001
