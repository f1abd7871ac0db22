"""How gauges of wilder kinds than the demo's are judged: false alarms where nothing happens, and shifts that are found.

Usage: python -m benchmarks.anomalies_gauges [--first 1000] [--seeds 5]

Prints a Markdown table. A week at a minute a step comes after four weeks of the same kind; then the same week with six
shifts of half an hour each, to three times the usual level and at least eight spreads away.
"""

import argparse
from collections.abc import Callable, Mapping
from datetime import timedelta

import numpy as np
from benchmarks._measure import table
from benchmarks._series import correlated

from midwatch.domain.signals.anomalies.anomaly import Anomaly, Watched
from midwatch.domain.signals.anomalies.find import judge
from midwatch.domain.signals.anomalies.robust import median, spread
from midwatch.domain.signals.anomalies.track import Direction, Track, gauge
from midwatch.domain.signals.counts import Floats

MINUTE = timedelta(minutes=1)
WEEK, WEEKS, LENGTH = 7 * 24 * 60, 4, 30
BEGIN_S = 1_790_000_040
SHIFTS = 6
Shape = Callable[[np.random.Generator, Floats], Floats]


def day(minutes: Floats) -> Floats:
    """More by day than by night, 1 in the mean."""
    return 1 + 0.4 * np.cos(2 * np.pi * (minutes / 60 - 13) / 24)


SHAPES: Mapping[str, Shape] = {
    "normal noise of 10%": lambda rng, t: rng.normal(100, 10, t.size),
    "normal noise of 30%": lambda rng, t: rng.normal(100, 30, t.size),
    "noise that lasts ten minutes": lambda rng, t: 100 + correlated(rng, t.size, 0.9, 4),
    "noise that lasts hours": lambda rng, t: 100 * day(t) + correlated(rng, t.size, 0.99, 2),
    "noise with a long tail": lambda rng, t: np.exp(rng.normal(0, 0.5, t.size)),
    "wild single values": lambda rng, t: 50 + 10 * rng.pareto(2, t.size),
    "a queue that is mostly empty": lambda rng, t: rng.poisson(0.05, t.size).astype(np.float64),
    "a queue that bursts": lambda rng, t: np.maximum(correlated(rng, t.size, 0.95, 1) - 4, 0),
    "a random walk": lambda rng, t: 500 + np.cumsum(rng.normal(0, 0.3, t.size)),
    "a job every night": lambda rng, t: 20 + rng.normal(0, 1, t.size) + 60 * (t % 1440 < LENGTH),
    "a saw": lambda rng, t: 100 + t % 97 + rng.normal(0, 2, t.size),
    "what never moves": lambda _, t: np.full(t.size, 5.0),
}


def main() -> None:
    """Measure every shape, and print what they gave."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--first", type=int, default=1000)
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.seeds)
    rows = []
    for number, (name, shape) in enumerate(SHAPES.items()):
        calm, found = 0, 0
        for seed in seeds:
            rng = np.random.default_rng([seed, number])
            values = shape(rng, np.arange(float(WEEK * (WEEKS + 1))))
            calm += len(judged(values))
            found += shifts_found(values, rng)
        rows.append([name, f"{calm / len(seeds):.1f}", f"{found / SHIFTS / len(seeds):.0%}"])
    print(table(["gauge", "false alarms a week", "shifts found"], rows))


def judged(values: Floats) -> tuple[Anomaly, ...]:
    """The last week after the others."""
    times = BEGIN_S + 60 * np.arange(1.0, values.size + 1)
    past, now = (
        Track(step=MINUTE, times=times[inside].copy(), values=values[inside].copy())
        for inside in (slice(0, -WEEK), slice(-WEEK, None))
    )
    signal = gauge("service", "gauge", (Direction.UP,))
    return judge([Watched(signal=signal, current=now, history=past)])[0].anomalies


def shifts_found(values: Floats, rng: np.random.Generator) -> int:
    """How many of six shifts, in as many parts of the week, are told by an onset within 5 min."""
    shifted = values.copy()
    part = WEEK // SHIFTS
    starts = [n * part + int(rng.integers(60, part - 60 - LENGTH)) for n in range(SHIFTS)]
    size = max(2 * abs(float(median(values))), 8 * float(spread(values)), 1.0)
    for start in starts:
        begin = values.size - WEEK + start
        shifted[begin : begin + LENGTH] += size
    begins = BEGIN_S + 60 * (values.size - WEEK)
    onsets = [(each.began.timestamp() - begins) / 60 for each in judged(shifted)]
    return sum(any(abs(onset - start) <= 5 for onset in onsets) for start in starts)  # noqa: PLR2004 - the aim


if __name__ == "__main__":
    main()
