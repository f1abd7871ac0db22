"""How long it takes to judge many signals, and a month of them.

Usage: python -m benchmarks.anomalies_speed [--runs 5]

Prints a Markdown table.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np
from benchmarks._measure import Spread, table, verdict

from midwatch.domain.signals.anomalies.anomaly import Watched
from midwatch.domain.signals.anomalies.find import judge
from midwatch.domain.signals.anomalies.track import (
    Kind,
    Signal,
    Track,
    errors,
    gauge,
    slowness,
    traffic,
)

MINUTE = timedelta(minutes=1)
BEGIN_S = 1_790_000_040
MONTH, HOUR = 30 * 24 * 60, 60
A_MINUTE, BAD, WEEKS = 1_500, 0.001, 4
DAY_S = 86_400


def main() -> None:
    """Measure both, several times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    rng = np.random.default_rng(1)
    cases: dict[str, tuple[list[Watched], float]] = {
        "6 services × 4 signals, 30 d at 1 min": (list(month(rng)), 1.0),
        "200 services × 3 signals, 1 h at 1 min, 4 weeks before": (list(hour(rng)), 0.2),
    }
    rows = []
    for name, (watched, goal_s) in cases.items():
        judge(watched)
        wall, cpu = measured(watched, options.runs)
        found = sum(len(each.anomalies) for each in judge(watched))
        told = [(wall * 1000).text("ms"), (cpu * 1000).text("ms"), str(found)]
        rows.append([name, *told, verdict(cpu.median, goal_s, "s")])
    print(table(["signals", "wall", "processor", "anomalies", "goal, on the processor"], rows))


def measured(watched: Sequence[Watched], runs: int) -> tuple[Spread, Spread]:
    """Seconds on the wall and on the processor."""
    walls, cpus = [], []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        judge(watched)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return Spread.of(walls), Spread.of(cpus)


def month(rng: np.random.Generator) -> Iterator[Watched]:
    """A month that is its own past."""
    for number in range(6):
        name = f"service-{number}"
        for signal in (traffic(name), errors(name), slowness(name), gauge(name, "memory")):
            yield Watched(signal=signal, current=track(rng, signal, MONTH))


def hour(rng: np.random.Generator) -> Iterator[Watched]:
    """An hour, and the same hour of four weeks."""
    for number in range(200):
        name = f"service-{number}"
        for signal in (traffic(name), errors(name), slowness(name)):
            current, *weeks = (track(rng, signal, HOUR) for _ in range(1 + WEEKS))
            yield Watched(signal=signal, current=current, weeks=tuple(weeks))


def track(rng: np.random.Generator, signal: Signal, count: int) -> Track:
    """A signal on a calm day."""
    times = BEGIN_S + 60 * np.arange(1.0, count + 1)
    load = 1 + 0.4 * np.cos(2 * np.pi * (times % DAY_S) / DAY_S)
    requests = rng.poisson(A_MINUTE * load).astype(np.float64)
    if signal.kind is Kind.RATE:
        return Track(step=MINUTE, times=times, values=requests / 60)
    if signal.kind is Kind.GAUGE:
        return Track(step=MINUTE, times=times, values=rng.normal(100.0, 10.0, count))
    bad = rng.binomial(requests.astype(np.int64), BAD)
    return Track(step=MINUTE, times=times, values=bad / requests, weights=requests)


if __name__ == "__main__":
    main()
