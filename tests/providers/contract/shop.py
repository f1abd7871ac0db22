"""One capture with everything that goes wrong with counters, and the indicators that are asked of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.slo.indicator import (
    CounterEvents,
    Indicator,
    Polarity,
    QueryEvents,
    RatioQuery,
    SampleEvents,
)
from midwatch.formats.openmetrics_writer import Family, FamilyType

BEGIN = datetime(2026, 10, 5, 22, 0, 7, tzinfo=UTC)
"""Scrapes come seven seconds past the minute."""
MINUTES = 12 * 60
END = BEGIN + timedelta(minutes=MINUTES - 1)
BORN, GAP, HALF = 417, (200, 220), 360

DEPLOYED, TAKEN_BACK = 500, (540, 580)
"""Minutes at which versions come, and go."""

Kept = npt.NDArray[np.bool_]

TIMES: Floats = BEGIN.timestamp() + 60.0 * np.arange(MINUTES, dtype=np.float64)
MINUTE = np.arange(MINUTES)
ALL: Kept = np.ones(MINUTES, bool)
OUTSIDE_GAP: Kept = np.isin(MINUTE, range(*GAP), invert=True)
AFTER_BIRTH: Kept = MINUTE >= BORN
FIRST_HALF: Kept = MINUTE < HALF
ONCE: Kept = MINUTE == HALF


def series(
    metric: str, labels: Mapping[str, str], values: Floats, kept: Kept = ALL
) -> SampleSeries:
    return SampleSeries(metric=metric, labels=labels, times=TIMES[kept], values=values[kept])


def rising(seed: int, per_minute: float, *, begin: float = 0, resets: Sequence[int] = ()) -> Floats:
    """A counter of Poisson traffic that starts again from zero at some minutes."""
    events = np.random.default_rng(seed).poisson(per_minute, MINUTES).astype(float)
    events[0] += begin
    total = np.cumsum(events)
    for minute in sorted(resets):
        total[minute:] -= total[minute] - events[minute]
    return total


def _requests() -> Iterator[SampleSeries]:
    def of(job: str, values: Floats, kept: Kept = ALL, **labels: str) -> SampleSeries:
        return series("http_requests_total", {"job": job, **labels}, values, kept)

    yield of("steady", rising(1, 600, begin=1e6), code="200")
    yield of("steady", rising(2, 3, begin=400), code="500")
    yield of("resets", rising(3, 200, begin=5000, resets=[100, 101, 500]), code="200")
    yield of("resets", rising(4, 9, resets=[100, 333]), code="503")
    yield of("late", rising(5, 100), code="200")
    since = rising(6, 2)
    yield of("late", 40 + since - since[BORN], AFTER_BIRTH, code="500")
    yield of("flawless", rising(7, 50), code="200")
    yield of("flawless", rising(8, 5), code="404")
    yield of("gap", rising(9, 100), OUTSIDE_GAP, code="200")
    yield of("gap", rising(10, 4), OUTSIDE_GAP, code="500")
    yield of("renamed", rising(11, 100), status="200")
    yield of("renamed", rising(12, 4), status="500")
    yield of("renamed-halfway", rising(13, 100), FIRST_HALF, code="200")
    yield of("renamed-halfway", rising(14, 4), FIRST_HALF, code="500")
    yield of("renamed-halfway", rising(15, 100), ~FIRST_HALF, status="200")
    yield of("uneven", rising(20, 1000), FIRST_HALF, code="200")
    yield of("uneven", np.cumsum(np.where(FIRST_HALF, 0.0, 10.0)), code="500")
    yield of("uneven", rising(22, 10), code="404")
    yield of("quiet", np.full(MINUTES, 77.0), code="200")
    yield of("gone", rising(16, 100), FIRST_HALF, code="200")
    yield of("once", rising(17, 100), ONCE, code="200")
    yield of('we"ird\\ \n', rising(18, 10), code="200")


def _durations(le: Mapping[str, float]) -> Iterator[SampleSeries]:
    for instance, spelling in (("a", "1"), ("b", "1.0")):
        for bound, share in {**le, spelling: 0.97}.items():
            labels = {"job": "steady", "instance": instance, "le": bound}
            values = np.floor(rising(20, 300) * share)
            yield series("http_request_duration_seconds_bucket", labels, values)
        labels = {"job": "steady", "instance": instance}
        yield series("http_request_duration_seconds_count", labels, rising(20, 300))
        yield series("http_request_duration_seconds_sum", labels, rising(21, 60))


def _gauges() -> Iterator[SampleSeries]:
    up = (np.random.default_rng(30).random(MINUTES) > 0.05).astype(float)
    yield series("probe_success", {"job": "steady"}, up)
    yield series("probe_success", {"job": "gap"}, up, OUTSIDE_GAP)
    yield series("queue_age_seconds", {"job": "steady"}, np.where(MINUTE % 97 > 90, 60.0, 10.0))
    yield series("last_run_timestamp_seconds", {"job": "steady"}, TIMES - 60.0 * (MINUTE % 45))


def _builds() -> Iterator[SampleSeries]:
    """One job that was deployed, one whose new version was taken back, and one that never changed."""

    def of(job: str, version: str, kept: Kept = ALL) -> SampleSeries:
        labels = {"job": job, "service_version": version, "instance": f"{job}-{version}"}
        return series("target_info", labels, np.ones(MINUTES), kept)

    yield of("steady", "1.4", MINUTE <= DEPLOYED + 2)
    yield of("steady", "1.5", MINUTE >= DEPLOYED)
    yield of("resets", "2.0")
    yield of("resets", "2.1", (TAKEN_BACK[0] <= MINUTE) & (TAKEN_BACK[1] >= MINUTE))
    yield of("late", "7")
    yield series("target_info", {"job": "gap"}, np.ones(MINUTES))


def _calls() -> Iterator[SampleSeries]:
    def of(client: str, server: str, values: Floats, **labels: str) -> SampleSeries:
        ends = {"client": client, "server": server, **labels}
        return series("traces_service_graph_request_total", ends, values)

    yield of("steady", "resets", rising(40, 30), connection_type="")
    yield of("steady", "late", rising(41, 3))
    yield of("late", "gap", np.full(MINUTES, 9.0))
    yield of("", "steady", rising(42, 30))


def _shares() -> Iterator[SampleSeries]:
    """Memory of containers and its limits, file systems, and idle processors."""

    def of(container: str, used: Floats, limit: Floats | None, kept: Kept = ALL, **at: str) -> None:
        labels = {"container": container, **at}
        found.append(series("memory_bytes", labels, used))
        if limit is not None:
            found.append(series("memory_limit_bytes", labels, limit, kept))

    found: list[SampleSeries] = []
    noise = np.random.default_rng(40).integers(0, 1 << 20, MINUTES).astype(float)
    same = np.ones(MINUTES)
    of("replicas", 3e8 + noise, 1e9 * same, pod="a")
    of("replicas", 8e8 + noise, 2e9 * same, pod="b")
    of("no-limit", 3e8 + noise, 0 * same)
    of("no-limit-either", 3e8 + noise, -1 * same)
    of("endless", 3e8 + noise, np.where(MINUTE < HALF, np.inf, 1e9))
    of("without", 3e8 + noise, None)
    of("late", 3e8 + noise, 4e8 * same, AFTER_BIRTH)
    of("gap", 3e8 + noise, 4e8 * same, OUTSIDE_GAP)
    of("raised", 3e8 + noise, np.where(MINUTE < HALF, 4e8, 8e8))
    yield from found
    for place, kind, free in (("/", "ext4", 6e9), ("/data", "xfs", 2e9), ("/run", "tmpfs", 0.0)):
        labels = {"instance": "m1", "mountpoint": place, "fstype": kind}
        yield series("filesystem_avail_bytes", labels, free + noise * (free > 0))
        yield series("filesystem_size_bytes", labels, 1e10 * same)
    for machine, busy in (("m1", 0.2), ("m2", 0.7)):
        for number in range(4):
            idle = np.cumsum(60 * (1 - busy - 0.2 * np.sin(MINUTE / 50 + number)))
            kept = OUTSIDE_GAP if number == 1 else ALL
            idle[500:] -= idle[500] * (number == 2)
            labels = {"job": "node", "instance": machine, "cpu": str(number), "mode": "idle"}
            yield series("cpu_seconds_total", labels, np.maximum(idle, 0), kept)


def families() -> Iterator[Family]:
    """The capture, ready to be written."""
    shares = tuple(_shares())
    idle = tuple(each for each in shares if each.metric == "cpu_seconds_total")
    yield Family(name="cpu_seconds", type=FamilyType.COUNTER, help="", series=idle)
    requests, durations = tuple(_requests()), tuple(_durations({"0.1": 0.5, "+Inf": 1}))
    yield Family(name="http_requests", type=FamilyType.COUNTER, help="", series=requests)
    name = "http_request_duration_seconds"
    yield Family(name=name, type=FamilyType.HISTOGRAM, help="", series=durations)
    calls = tuple(_calls())
    yield Family(
        name="traces_service_graph_request", type=FamilyType.COUNTER, help="", series=calls
    )
    gauges = (*_gauges(), *_builds(), *(each for each in shares if each not in idle))
    for name in sorted({each.metric for each in gauges}):
        found = tuple(each for each in gauges if each.metric == name)
        yield Family(name=name, type=FamilyType.GAUGE, help="", series=found)


def availability(job: str, failed: str = "5..") -> CounterEvents:
    valid = Selector("http_requests_total", (Matcher("job", job),))
    return CounterEvents(
        valid=valid.where(Matcher("code", "", MatchOperator.NOT_EQUAL)),
        selected=valid.where(Matcher("code", failed, MatchOperator.REGEX)),
        polarity=Polarity.BAD,
        presence_label="code",
    )


def latency(le: Matcher) -> CounterEvents:
    job = Matcher("job", "steady")
    return CounterEvents(
        valid=Selector("http_request_duration_seconds_count", (job,)),
        selected=Selector("http_request_duration_seconds_bucket", (job, le)),
        polarity=Polarity.GOOD,
    )


def rate_of(*conditions: str) -> str:
    return f"sum(rate(http_requests_total{{{', '.join(conditions)}}}[{{{{.window}}}}]))"


def gauge(metric: str, job: str = "steady") -> Selector:
    return Selector(metric, (Matcher("job", job),))


OK = QueryEvents(
    valid=rate_of('job="steady"'),
    selected=rate_of('job="steady"', 'code!~"5.."'),
    polarity=Polarity.GOOD,
)
NEVER_BORN = rate_of('job="flawless"', 'code=~"5.."')
SAID = QueryEvents(
    valid=rate_of('job="flawless"'),
    selected=f"{NEVER_BORN} or vector(0)",
    polarity=Polarity.BAD,
)
UNSAID = QueryEvents(valid=rate_of('job="flawless"'), selected=NEVER_BORN, polarity=Polarity.BAD)
SHARE = rate_of('job="resets"', 'code="503"') + " / " + rate_of('job="resets"')
UNEVEN = rate_of('job="uneven"', 'code="500"') + " / " + rate_of('job="uneven"')

INDICATORS: Mapping[str, Indicator] = {
    "steady traffic": availability("steady"),
    "counters that are reset": availability("resets"),
    "errors born late": availability("late"),
    "errors never born": availability("flawless"),
    "client and server errors": availability("flawless", "4..|5.."),
    "a gap of 20 minutes": availability("gap"),
    "a renamed label": availability("renamed"),
    "a label renamed halfway": availability("renamed-halfway"),
    "no traffic": availability("quiet"),
    "series that end halfway": availability("gone"),
    "a single sample": availability("once"),
    "an unknown job": availability("nobody"),
    "a name with quotes and newlines": availability('we"ird\\ \n'),
    "a bucket in two spellings": latency(Matcher("le", "1|1[.]0", MatchOperator.REGEX)),
    "a bucket in one spelling": latency(Matcher("le", "0.1")),
    "a bucket that is not there": latency(Matcher("le", "0.3")),
    "errors counted apart, and never born": CounterEvents(
        valid=gauge("http_requests_total", "flawless"),
        selected=gauge("http_failures_total", "flawless"),
        polarity=Polarity.BAD,
    ),
    "a probe": SampleEvents(gauge=gauge("probe_success"), bad_below=1),
    "a probe with a gap": SampleEvents(gauge=gauge("probe_success", "gap"), bad_below=1),
    "a queue": SampleEvents(gauge=gauge("queue_age_seconds"), bad_above=30),
    "a batch": SampleEvents(gauge=gauge("last_run_timestamp_seconds"), bad_above=1800, age=True),
    "a gauge that is not there": SampleEvents(gauge=gauge("nothing"), bad_below=1),
    "queries for good events": OK,
    "a query that says zero itself": SAID,
    "a query that does not": UNSAID,
    "a query for the ratio": RatioQuery(ratio=SHARE),
    "a ratio while traffic comes and goes": RatioQuery(ratio=UNEVEN),
    "a query for one minus the ratio": RatioQuery(ratio=f"1 - ({SHARE})"),
}
