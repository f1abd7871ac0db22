"""How long a month of a shop takes to read, to read again, and to count.

Usage: python -m benchmarks.capture_load [--days 30] [--series 60]

Prints a Markdown table of one row.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import numpy as np

from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.slo.indicator import CounterEvents, Polarity
from midwatch.domain.units import TimeRange
from midwatch.formats.openmetrics_writer import Family, FamilyType, dump_columns
from midwatch.ports.events import CountRequest
from midwatch.providers.capture.capture import Capture
from midwatch.providers.capture.events import CaptureEvents
from midwatch.store.capture_cache import ColumnCache
from midwatch.store.capture_files import load

T = TypeVar("T")
END = datetime(2026, 11, 1, tzinfo=UTC)
WINDOWS = tuple(timedelta(hours=hours) for hours in (1 / 12, 0.5, 1, 2, 6, 24, 72, 720))
INDICATORS = 18
CODES = ("200", "201", "404", "500", "503")


def main() -> None:
    """Measure once, in a folder that is removed afterwards."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--series", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root / "shop.om", options.series, options.days * 24 * 60)
        cache = ColumnCache(root)
        telemetry, first = timed(lambda: load(["shop.om"], root=root, cache=cache))
        _, again = timed(lambda: load(["shop.om"], root=root, cache=cache))
        events = CaptureEvents(Capture.of("shop", telemetry))
        asked = requests(options.series // len(CODES))
        _, counting = timed(lambda: events.count(asked))
        size = (root / "shop.om").stat().st_size
    print("| series | samples | text | first load | cached load | 8 windows × 18 indicators |")
    print("|---|---|---|---|---|---|")
    print(
        f"| {len(telemetry.series)} | {telemetry.samples:,} | {size / 1e6:.0f} MB "
        f"| {first:.2f} s | {again:.2f} s | {counting:.2f} s |"
    )


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and how many seconds it took."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def write(path: Path, series: int, minutes: int) -> None:
    """One counter a job and code, at one sample a minute."""
    random = np.random.default_rng(1)
    times = END.timestamp() - 60.0 * np.arange(minutes - 1, -1, -1.0)
    columns = tuple(
        SampleSeries(
            metric="http_requests_total",
            labels={"job": f"job-{number // len(CODES)}", "code": CODES[number % len(CODES)]},
            times=times,
            values=np.cumsum(random.poisson(5, minutes)).astype(float),
        )
        for number in range(series)
    )
    family = Family(
        name="http_requests", type=FamilyType.COUNTER, help="Requests served.", series=columns
    )
    with path.open("wb") as file:
        file.writelines(dump_columns([family]))


def requests(jobs: int) -> list[CountRequest]:
    """Availability of one job after the other, over every window."""
    return [
        CountRequest(indicator(number % jobs, number // jobs), TimeRange.ending(END, window))
        for number in range(INDICATORS)
        for window in WINDOWS
    ]


def indicator(job: int, variant: int) -> CounterEvents:
    """Server failures of a job, client failures too in the second variant."""
    valid = Selector("http_requests_total", (Matcher("job", f"job-{job}"),))
    failed = Matcher("code", ("5..", "[45]..")[variant % 2], MatchOperator.REGEX)
    return CounterEvents(
        valid=valid.where(Matcher("code", "", MatchOperator.NOT_EQUAL)),
        selected=valid.where(failed),
        polarity=Polarity.BAD,
        presence_label="code",
    )


if __name__ == "__main__":
    main()
