"""A capture measures signals as a real Prometheus with the same telemetry does."""

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import pytest

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.measure import (
    Busy,
    Level,
    Measure,
    PeakShare,
    PersonsQuery,
    Quantile,
    Rise,
    Share,
    TrackRequest,
)
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.units import TimeRange
from tests.providers.contract.conftest import Source
from tests.providers.contract.shop import BEGIN, END, GAP

MINUTE, WEEK = timedelta(minutes=1), timedelta(days=7)


def requests_of(job: str, *more: Matcher) -> Selector:
    return Selector("http_requests_total", (Matcher("job", job), *more))


def memory(container: str) -> Share:
    of = Matcher("container", container)
    return Share(Selector("memory_bytes", (of,)), Selector("memory_limit_bytes", (of,)))


def idle(*conditions: Matcher) -> Busy:
    return Busy(Selector("cpu_seconds_total", (*conditions, Matcher("mode", "idle"))))


REAL = Matcher("fstype", "tmpfs|overlay", MatchOperator.NOT_REGEX)
FILES = Share(
    Selector("filesystem_avail_bytes", (Matcher("instance", "m1"), REAL)),
    Selector("filesystem_size_bytes", (Matcher("instance", "m1"), REAL)),
    free=True,
)
WITHOUT_LIMIT = ("no-limit", "no-limit-either", "without", "nobody")
WITH_LIMIT = ("replicas", "endless", "late", "gap", "raised")
FAILED = Matcher("code", "5..", MatchOperator.REGEX)
HISTOGRAM = "http_request_duration_seconds_bucket"
JOBS = ("steady", "resets", "late", "flawless", "gap", "renamed", "quiet", "gone", "once", "nobody")
HOUR = timedelta(hours=1)


def worst_hour(job: str, fewest: int = 3) -> PeakShare:
    return PeakShare(
        total=requests_of(job),
        part=requests_of(job, FAILED),
        part_is_good=False,
        window=HOUR,
        fewest=fewest,
    )


WITHIN = Selector(HISTOGRAM, (Matcher("le", "0.1"),))
MEASURES: Mapping[str, Measure] = {
    **{f"worst hour of {job}": worst_hour(job) for job in JOBS},
    "worst hour, however few fail": worst_hour("late", fewest=0),
    "worst hour, where many fail": worst_hour("steady", fewest=180),
    "slowest hour": PeakShare(
        total=Selector("http_request_duration_seconds_count"),
        part=WITHIN,
        part_is_good=True,
        window=HOUR,
        fewest=3,
    ),
    **{f"requests of {job}": Rise(requests_of(job)) for job in (*JOBS, 'we"ird\\ \n')},
    **{f"failures of {job}": Rise(requests_of(job, FAILED)) for job in JOBS},
    "median": Quantile(Selector(HISTOGRAM), 0.5),
    "95th percentile": Quantile(Selector(HISTOGRAM), 0.95),
    "99.9th percentile": Quantile(Selector(HISTOGRAM), 0.999),
    "a queue": Level(Selector("queue_age_seconds")),
    "a probe with a gap": Level(Selector("probe_success", (Matcher("job", "gap"),))),
    "probes": Level(Selector("probe_success")),
    **{f"memory of {one}": memory(one) for one in (*WITH_LIMIT, *WITHOUT_LIMIT)},
    "limits, some of them infinite": Level(Selector("memory_limit_bytes")),
    "the fullest file system": FILES,
    **{f"processor of {one}": idle(Matcher("instance", one)) for one in ("m1", "m2", "m3")},
    "processors of both": idle(Matcher("job", "node")),
    "no such gauge": Level(Selector("nothing")),
}
SPANS = {
    "all of it": TimeRange(BEGIN - timedelta(minutes=30), END + timedelta(minutes=20)),
    "an hour between scrapes": TimeRange(
        BEGIN + timedelta(minutes=60, seconds=20), BEGIN + timedelta(minutes=120, seconds=20)
    ),
    "three hours around the gap": TimeRange(
        BEGIN + timedelta(minutes=GAP[0] - 80), BEGIN + timedelta(minutes=GAP[0] + 100)
    ),
}


def told(
    source: Source, requests: list[TrackRequest]
) -> dict[TrackRequest, Measured[Track] | NoData]:
    return dict(source.tracks.tracks(requests))


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("step", [2 * MINUTE, 5 * MINUTE, 60 * MINUTE], ids=str)
def test_every_step_of_every_measure_is_the_same(
    span: str, step: timedelta, capture: Source, prometheus: Source
) -> None:
    requests = {name: TrackRequest(one, SPANS[span], step) for name, one in MEASURES.items()}
    ours, theirs = (told(each, list(requests.values())) for each in (capture, prometheus))
    for name, request in requests.items():
        mine, other = ours[request], theirs[request]
        if isinstance(other, NoData):
            assert isinstance(mine, NoData), name
            assert not other.source_failed
            continue
        assert isinstance(mine, Measured), name
        np.testing.assert_allclose(mine.value.times, other.value.times, atol=0.002, err_msg=name)
        np.testing.assert_allclose(
            mine.value.values,
            other.value.values,
            rtol=0.001,
            atol=1e-6,
            equal_nan=True,
            err_msg=name,
        )


def test_a_range_of_the_past_is_the_same_beside_the_present_and_alone(source: Source) -> None:
    hour = timedelta(hours=1)
    now = TimeRange.ending(END, hour)
    past = TimeRange.ending(END - 3 * hour, hour)
    requests = [
        TrackRequest(measure, span, 5 * MINUTE)
        for job in JOBS
        for measure in (Rise(requests_of(job)), worst_hour(job))
        for span in (now, past)
    ]
    together = told(source, requests)
    for request in requests:
        (alone,) = told(source, [request]).values()
        beside = together[request]
        if isinstance(alone, Measured) and isinstance(beside, Measured):
            assert beside.value.times == pytest.approx(alone.value.times)
            assert beside.value.values == pytest.approx(alone.value.values, nan_ok=True)
            assert beside.provenance == alone.provenance
        else:
            assert beside == alone


def over_all(source: Source, *measures: Measure) -> list[Measured[Track] | NoData]:
    span = TimeRange(BEGIN + 30 * MINUTE, BEGIN + 90 * MINUTE)
    requests = [TrackRequest(measure, span, 60 * MINUTE) for measure in measures]
    answers = told(source, requests)
    return [answers[request] for request in requests]


def only(answer: Measured[Track] | NoData) -> float:
    assert isinstance(answer, Measured)
    (value,) = answer.value.values
    return float(value)


def test_the_fullest_replica_is_how_full_a_service_is(source: Source) -> None:
    (fullest,) = over_all(source, memory("replicas"))
    assert only(fullest) == pytest.approx(0.4, abs=0.001)


def test_what_has_no_limit_is_not_full_of_anything(source: Source) -> None:
    for container, answer in zip(
        WITHOUT_LIMIT, over_all(source, *map(memory, WITHOUT_LIMIT)), strict=True
    ):
        assert isinstance(answer, NoData), container
        assert "no limit" in answer.reason
        assert not answer.source_failed


def test_the_fullest_file_system_counts_and_one_in_memory_does_not(source: Source) -> None:
    (fullest,) = over_all(source, FILES)
    assert only(fullest) == pytest.approx(0.8, abs=0.001)


def test_a_machine_is_as_busy_as_its_processors_are_together_and_of_two_the_busier(
    source: Source,
) -> None:
    alone = [idle(Matcher("instance", one)) for one in ("m1", "m2")]
    both = idle(Matcher("job", "node"))
    first, second, together = map(only, over_all(source, *alone, both))
    assert 0 < first < second < 1
    assert together == second


def test_services_are_as_full_together_as_alone(source: Source) -> None:
    machines = (idle(Matcher("instance", one)) for one in ("m1", "m2", "m3"))
    measures: list[Measure] = [*map(memory, (*WITH_LIMIT, *WITHOUT_LIMIT)), *machines]
    span = SPANS["three hours around the gap"]
    requests = [TrackRequest(measure, span, 5 * MINUTE) for measure in measures]
    together = told(source, requests)
    for request in requests:
        (alone,) = told(source, [request]).values()
        beside = together[request]
        assert type(beside) is type(alone)
        if isinstance(alone, Measured) and isinstance(beside, Measured):
            assert beside.value.values == pytest.approx(alone.value.values, nan_ok=True)


def test_a_short_incident_shows_in_the_worst_hour_of_a_long_step(source: Source) -> None:
    end = BEGIN + timedelta(minutes=GAP[0])
    request = TrackRequest(worst_hour("resets"), TimeRange.ending(end, 3 * HOUR), 3 * HOUR)
    whole = TrackRequest(Rise(requests_of("resets", FAILED)), request.range, 3 * HOUR)
    all_of = TrackRequest(Rise(requests_of("resets")), request.range, 3 * HOUR)
    worst, failed, counted = told(source, [request, whole, all_of]).values()
    assert isinstance(worst, Measured)
    assert isinstance(failed, Measured)
    assert isinstance(counted, Measured)
    mean = failed.value.values[0] / counted.value.values[0]
    assert mean < worst.value.values[0] < 1
    assert "max_over_time" in worst.provenance.query


def test_an_hour_with_too_few_failures_is_no_worst_hour(source: Source) -> None:
    request = TrackRequest(worst_hour("steady", fewest=1000), SPANS["all of it"], HOUR)
    (absent,) = told(source, [request]).values()
    assert isinstance(absent, NoData)
    assert not absent.source_failed


def test_what_is_not_there_says_what_was_asked(source: Source) -> None:
    request = TrackRequest(MEASURES["no such gauge"], SPANS["all of it"], 5 * MINUTE)
    (absent,) = told(source, [request]).values()
    assert isinstance(absent, NoData)
    assert "nothing" in absent.reason
    assert not absent.source_failed


def test_a_persons_query_needs_a_prometheus(capture: Source, prometheus: Source) -> None:
    query = PersonsQuery('increase(http_requests_total{job="steady"}[$step])')
    request = TrackRequest(query, SPANS["an hour between scrapes"], 5 * MINUTE)
    (ours,), (theirs,) = told(capture, [request]).values(), told(prometheus, [request]).values()
    assert isinstance(ours, NoData)
    assert "Prometheus" in ours.reason
    assert isinstance(theirs, Measured)
    assert np.isfinite(theirs.value.values).all()
    assert "[5m]" in theirs.provenance.query


def test_no_requests_have_no_answers(source: Source) -> None:
    assert source.tracks.tracks([]) == {}
