"""How long the status of many objectives on one real Prometheus takes, and how much of that is our own.

Usage: python -m benchmarks.status_thousand [--objectives 1000]

Prints a Markdown table: one row from sums that rules have recorded, one from the counters themselves. Needs Prometheus
and promtool, which tools/servers.py brings. “Own” is what is not waiting for the source.
"""

import argparse
import cProfile
import pstats
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt

from midwatch.dialects.promql import duration
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.slo.indicator import CounterEvents, Polarity
from midwatch.domain.slo.objective import Objective, ObjectiveKind, Service, Target
from midwatch.domain.slo.rulebook import recorded
from midwatch.domain.slo.standing.conditions import STATUS_WINDOWS
from midwatch.domain.units import Ratio, seconds
from midwatch.formats.openmetrics_writer import Family, FamilyType, dump_columns
from midwatch.formats.payloads import slo_status
from midwatch.formats.reports.look import Look
from midwatch.formats.reports.slo import status as status_report
from midwatch.providers.prometheus.client import PrometheusClient
from midwatch.providers.prometheus.events import PrometheusEvents
from midwatch.providers.prometheus.settings import PrometheusSettings
from midwatch.workflows.slo.counting import Effort, Sources
from midwatch.workflows.slo.status import StatusReport, StatusRequest, status
from tests.support import servers

AT = datetime(2026, 10, 31, tzinfo=UTC)
PERIOD = timedelta(days=30)
DAY = timedelta(days=1)
REQUESTS_PER_SECOND = 20
CODES = {"200": 0.9995, "500": 0.0005}
Floats = npt.NDArray[np.float64]


def main() -> None:
    """Measure both ways, in a folder that is removed afterwards."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--objectives", type=int, default=1000)
    parser.add_argument("--profile", action="store_true", help="show where our own time goes")
    options = parser.parse_args()
    services = [service(number) for number in range(options.objectives)]
    print("| read from | objectives | requests | total | waiting | own | text | JSON |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, families in (("recorded sums", sums), ("counters", counters)):
            root = Path(folder) / families.__name__
            backfill(root, families(services))
            with servers.prometheus(root, tsdb_dir=root / "data") as server:
                measure(name, services, server.url, profile=options.profile)


def measure(name: str, services: list[Service], url: str, *, profile: bool) -> None:
    """One row: a first status warms the server's caches, the second one is measured."""
    client = PrometheusClient(PrometheusSettings(name="prod", url=url))
    events = PrometheusEvents(client)

    def effort() -> Effort:
        statistics = client.statistics
        return Effort(statistics.requests, statistics.waiting)

    sources = Sources(counts_for=lambda _service: events, effort=effort)
    status(StatusRequest(at=AT), services, sources)
    profiler = cProfile.Profile()
    start = time.perf_counter()
    if profile:
        profiler.enable()
    report = status(StatusRequest(at=AT), services, sources)
    profiler.disable()
    total = time.perf_counter() - start
    waited = seconds(report.effort.waited)
    text, json = (timed_s(form, report) for form in (as_text, as_json))
    client.close()
    check(report)
    print(
        f"| {name} | {len(report.objectives)} | {report.effort.requests} | {total:.2f} s "
        f"| {waited:.2f} s | {total - waited:.2f} s | {text:.2f} s | {json:.2f} s |"
    )
    if profile:
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(40)


def check(report: StatusReport) -> None:
    """A fast answer that is wrong would be worth nothing."""
    states = {(s.verdict.value, s.history.complete, s.source_failed) for s in report.objectives}
    if states != {("ship", True, False)}:
        raise SystemExit(f"expected every objective to ship with its whole history, not {states}")


def timed_s(form: Callable[[StatusReport], str], report: StatusReport) -> float:
    """Seconds that a form of the answer takes."""
    start = time.perf_counter()
    form(report)
    return time.perf_counter() - start


def as_text(report: StatusReport) -> str:
    """The table on a terminal of 120 columns."""
    effort = report.effort
    return status_report.render(
        report.at,
        report.objectives,
        Look(width=120),
        requests=effort.requests,
        waited=effort.waited,
    )


def as_json(report: StatusReport) -> str:
    """The payload."""
    effort = report.effort
    return slo_status.payload(
        report.at, report.objectives, requests=effort.requests, waited=effort.waited
    ).as_json()


def service(number: int) -> Service:
    """A service with one objective."""
    name = f"service-{number:04}"
    valid = Selector("http_requests_total", (Matcher("job", name),))
    indicator = CounterEvents(
        valid=valid.where(Matcher("code", "", MatchOperator.NOT_EQUAL)),
        selected=valid.where(Matcher("code", "5..", MatchOperator.REGEX)),
        polarity=Polarity.BAD,
        presence_label="code",
    )
    objective = Objective(
        service=name,
        name="availability",
        kind=ObjectiveKind.AVAILABILITY,
        target=Target(Ratio.from_percent("99.9")),
        indicator=indicator,
    )
    return Service(name=name, objectives=(objective,), convention="prometheus")


def moments(step: timedelta, length: timedelta, end: datetime = AT) -> Floats:
    """Evenly apart, ending at `end`."""
    count = int(length / step) + 1
    return end.timestamp() - seconds(step) * np.arange(count - 1, -1, -1, dtype=np.float64)


def sums(services: list[Service]) -> Iterator[Family]:
    """What the rules record, at the moments at which status looks: now, and a day after the period's beginning."""
    times = np.concatenate(
        [moments(DAY / 288, DAY / 96, AT - PERIOD + DAY), moments(DAY / 288, DAY / 96)]
    )
    labels = [{recorded.SLO_LABEL: s.objectives[0].id} for s in services]
    for metric, ratio in ((recorded.VALID_EVENTS, 1.0), (recorded.BAD_EVENTS, CODES["500"])):
        series = tuple(
            constant(
                metric,
                {**own, recorded.WINDOW_LABEL: duration(window)},
                times,
                ratio * REQUESTS_PER_SECOND * seconds(window),
            )
            for own in labels
            for window in (*STATUS_WINDOWS, PERIOD)
        )
        yield Family(name=metric, type=FamilyType.GAUGE, help="Recorded.", series=series)
    metric = recorded.RECORDED_SECONDS
    covered = tuple(constant(metric, own, times, seconds(PERIOD)) for own in labels)
    yield Family(name=metric, type=FamilyType.GAUGE, help="Recorded.", series=covered)


def constant(metric: str, labels: dict[str, str], times: Floats, value: float) -> SampleSeries:
    """A series that says the same all the time."""
    return SampleSeries(
        metric=metric, labels=labels, times=times, values=np.full(times.shape, value)
    )


def counters(services: list[Service]) -> Iterator[Family]:
    """Counters, scraped every 6 h for a month and every minute in the last 40: few samples, every window full."""
    recent = timedelta(minutes=40)
    times = np.concatenate(
        [moments(DAY / 4, PERIOD + DAY, AT - recent), moments(DAY / 1440, recent)[1:]]
    )
    total = REQUESTS_PER_SECOND * (times - times[0])
    series = tuple(
        SampleSeries(
            metric="http_requests_total",
            labels={"job": s.name, "code": code},
            times=times,
            values=np.floor(total * share),
        )
        for s in services
        for code, share in CODES.items()
    )
    yield Family(
        name="http_requests", type=FamilyType.COUNTER, help="Requests served.", series=series
    )


def backfill(root: Path, families: Iterator[Family]) -> None:
    """Make blocks of the families' samples."""
    root.mkdir()
    text = root / "history.om"
    with text.open("wb") as file:
        file.writelines(dump_columns(list(families)))
    servers.backfill_openmetrics(servers.program("promtool"), text, root / "data")


if __name__ == "__main__":
    main()
