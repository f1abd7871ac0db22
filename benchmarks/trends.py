"""How often the truth lies within a forecast's interval, on held-back ends of series made up for this.

Usage: python -m benchmarks.trends [--first 1000] [--series 20]

Prints Markdown tables. Each series is forecast a day ahead from 4, 10 and 30 days. The limit that is to be reached lies
anywhere on the way of the forecast.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from benchmarks._measure import Spread, table
from benchmarks._series import SHAPES

from midwatch.domain.measured import NoData
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.trends.forecast import Forecast, forecast
from midwatch.domain.signals.trends.reach import Reach, reaches

HOUR = timedelta(hours=1)
HOUR_S = 3600.0
BEGIN_S = 1_790_000_000 // 3600 * HOUR_S
AHEAD = 24
DAYS = (4, 10, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One forecast against the truth: shares of values within, and whether the moment was; None: none was foretold."""

    days: int
    within: float
    moment_within: bool | None
    open_ended: bool
    took_s: float


def main() -> None:
    """Measure every shape, and print what they gave."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--first", type=int, default=1000)
    parser.add_argument("--series", type=int, default=20, help="of each shape and length")
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.series)
    told = {name: list(measured(name, seeds)) for name in SHAPES}
    every = [each for of_shape in told.values() for each in of_shape]
    header = ["series", "forecasts", "values within 90%", "moments within", "… with an end"]
    rows = [row(name, of_shape) for name, of_shape in told.items()]
    rows += [row(f"from {days} days", [e for e in every if e.days == days]) for days in DAYS]
    print(table(header, [*rows, row("all", every)]))
    print(f"\nOne forecast takes {(Spread.of(e.took_s for e in every) * 1000).text('ms')}.")


def measured(name: str, seeds: Sequence[int]) -> Iterator[Told]:
    """All series of one shape."""
    shape = tuple(SHAPES).index(name)
    for seed in seeds:
        for days in DAYS:
            yield one(SHAPES[name], days, np.random.default_rng([seed, days, shape]))


def one(
    shape: Callable[[Floats, np.random.Generator], Floats], days: int, rng: np.random.Generator
) -> Told:
    """A series, its last day held back."""
    known = days * 24
    hours = np.arange(float(known + AHEAD))
    values = shape(hours, rng)
    times = BEGIN_S + HOUR_S * hours
    track = Track(step=HOUR, times=times[:known].copy(), values=values[:known].copy())
    start = time.process_time()
    found = forecast(track, AHEAD * HOUR)
    took_s = time.process_time() - start
    if isinstance(found, NoData):
        raise SystemExit(f"no forecast: {found.reason}")
    truth = values[known:]
    way = np.abs(found.expected - found.latest).max()
    reach = reaches(found, found.latest + way * rng.uniform(0.2, 0.95))
    return Told(
        days=days,
        within=float(np.mean((found.low <= truth) & (truth <= found.high))),
        moment_within=holds(found, reach, truth) if isinstance(reach, Reach) else None,
        open_ended=isinstance(reach, Reach) and reach.latest is None,
        took_s=took_s,
    )


def holds(found: Forecast, reach: Reach, truth: Floats) -> bool:
    """Whether the first value at the limit came in time; to the hour, which is how the truth is known."""
    there = np.flatnonzero(truth >= reach.limit)
    moment = float(found.times[there[0]]) if there.size else np.inf
    latest = np.inf if reach.latest is None else reach.latest.timestamp() + HOUR_S
    return reach.earliest.timestamp() - HOUR_S <= moment <= latest


def row(name: str, told: Sequence[Told]) -> list[str]:
    """What several forecasts gave together."""
    moments = [each for each in told if each.moment_within is not None]
    within = f"{np.mean([each.within for each in told]):.0%}"
    held = f"{np.mean([bool(each.moment_within) for each in moments]):.0%} of {len(moments)}"
    ended = f"{np.mean([not each.open_ended for each in moments]):.0%}"
    return [name, str(len(told)), within, held, ended]


if __name__ == "__main__":
    main()
