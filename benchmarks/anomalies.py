"""How well anomalies are found in the demo's shop, on seeds that were not looked at while the method was made.

Usage: python -m benchmarks.anomalies [--first 1000] [--seeds 20]

Prints Markdown tables. A week of six services (every signal, a step a minute) goes through eight incidents of random
kind, service, size, length and hour, after 30 days that had eight as well; and through none. Each incident is looked at
once more from a moment 10 to 50 min after its onset: in the last hour, with the same hour of four weeks before.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np
from benchmarks._measure import Spread, table
from benchmarks._shop_tracks import WEEK, WEEKS_BEFORE, Whole, tracks_of

from midwatch.domain.signals.anomalies.anomaly import Anomaly
from midwatch.domain.signals.anomalies.find import anomalies, judge
from midwatch.domain.units import TimeRange
from midwatch.workflows.demo.incidents import Incident
from midwatch.workflows.demo.random_incidents import RandomIncident, Size, draw_random
from midwatch.workflows.demo.shop import needed_by
from midwatch.workflows.demo.telemetry import Telemetry, generate

END = datetime(2026, 11, 23, tzinfo=UTC)
LENGTH = timedelta(days=37)
"""Four weeks before each hour of the last week, and a little."""
INCIDENTS = 8
HOUR = timedelta(hours=1)
QUIET_HOURS = 24
MINUTE = timedelta(minutes=1)
GOALS = {"recall": 0.9, "onset": 5.0, "false": 1.0}
LATE = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """An incident, and the anomaly of its service that began next to its onset; minutes after it, None: not found."""

    drawn: RandomIncident
    off_min: float | None


@dataclass(slots=True)
class Seed:
    """What one seed gave: incidents in the view of a week and of an hour, and false alarms."""

    week: list[Met] = field(default_factory=list)
    hour: list[Met] = field(default_factory=list)
    false_week: int = 0
    quiet_week: int = 0
    quiet_hours: int = 0
    hours: int = 0
    judging_s: float = 0.0


def main() -> None:
    """Measure every seed, and print what they gave."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--first", type=int, default=1000)
    parser.add_argument("--seeds", type=int, default=20)
    options = parser.parse_args()
    seeds = [measured(options.first + number) for number in range(options.seeds)]
    print(summary(seeds), end="\n\n")
    print(by_size(seeds), end="\n\n")
    print(by_kind(seeds))


def measured(number: int) -> Seed:
    """One seed: a week with incidents, hours at them, and the same shop when nothing happens."""
    rng = np.random.default_rng(number)
    end = END + timedelta(hours=7 * number)
    now = TimeRange.ending(end, WEEK)
    drawn = draw_random(rng, now, INCIDENTS)
    before = draw_random(rng, TimeRange(end - LENGTH, now.start), INCIDENTS)
    happened = [each.incident for each in (*before, *drawn)]
    seed = Seed()
    signals = tracks_of(generate(number, end, LENGTH, happened=happened))
    look_at_week(seed, signals, drawn)
    look_at_hours(seed, signals, drawn, rng)
    quiet = generate(number, end, LENGTH, happened=())
    look_at_quiet(seed, quiet, rng)
    return seed


def look_at_week(seed: Seed, signals: Sequence[Whole], drawn: Sequence[RandomIncident]) -> None:
    """The last week, after all that was before."""
    start = time.process_time()
    found = anomalies(judge([each.range_after_history(WEEK) for each in signals]))
    seed.judging_s = time.process_time() - start
    seed.week = [met(each, found) for each in drawn]
    seed.false_week = len([each for each in found if not explained(each, drawn)])


def look_at_hours(
    seed: Seed, signals: Sequence[Whole], drawn: Sequence[RandomIncident], rng: np.random.Generator
) -> None:
    """The hour up to a moment within each incident, with the same hour of the weeks before."""
    for each in drawn:
        span = each.incident.span
        at = span.start + min(rng.uniform(10, 50) * MINUTE, span.length)
        last = int(np.searchsorted(signals[0].times, at.timestamp()))
        seed.hour.append(met(each, hour_before(signals, last)))


def look_at_quiet(seed: Seed, quiet: Telemetry, rng: np.random.Generator) -> None:
    """The same shop, to which nothing happens: the week, and some of its hours."""
    signals = tracks_of(quiet)
    found = anomalies(judge([each.range_after_history(WEEK) for each in signals]))
    seed.quiet_week = len(found)
    steps = signals[0].times.size
    for last in rng.integers(steps - WEEK // MINUTE + HOUR // MINUTE, steps, QUIET_HOURS):
        seed.hours += 1
        seed.quiet_hours += len(hour_before(signals, int(last)))


def hour_before(signals: Sequence[Whole], last: int) -> tuple[Anomaly, ...]:
    """What an hour up to a step shows."""
    return anomalies(judge([each.range_with_weeks(last, HOUR, WEEKS_BEFORE) for each in signals]))


def met(drawn: RandomIncident, found: Iterable[Anomaly]) -> Met:
    """The anomaly of the incident's own service during it whose onset is nearest."""
    start = drawn.incident.span.start
    off = [
        (each.began - start) / MINUTE
        for each in found
        if each.signal.service == drawn.incident.root and overlaps(each, drawn.incident)
    ]
    return Met(drawn=drawn, off_min=min(off, key=abs, default=None))


def explained(anomaly: Anomaly, drawn: Iterable[RandomIncident]) -> bool:
    """Whether an incident was on then that reached that service: as a caller, or as one that is called less."""
    return any(
        overlaps(anomaly, each.incident)
        and anomaly.signal.service in {*each.incident.affected, *called_by(each.incident.root)}
        for each in drawn
    )


def overlaps(anomaly: Anomaly, incident: Incident) -> bool:
    """Whether both were on at the same time, but for the two steps that it takes to end."""
    ended = anomaly.ended or LATE
    return anomaly.began < incident.span.end + 2 * MINUTE and ended > incident.span.start


def called_by(root: str) -> set[str]:
    """All that a service calls, directly or not."""
    found, waiting = {root}, [root]
    while waiting:
        callees = {each.callee for each in needed_by(waiting.pop())} - found
        found |= callees
        waiting += callees
    return found


def summary(seeds: Sequence[Seed]) -> str:
    """Recall, onset and false alarms of both views, with spread over the seeds."""
    header = ["figure", "a week at once", "the last hour", "aim"]
    weeks, hours = [each.week for each in seeds], [each.hour for each in seeds]
    quiet = [each.quiet_hours / each.hours * (WEEK / HOUR) for each in seeds]
    rows = [
        ["incidents", *(f"{sum(map(len, view))}" for view in (weeks, hours)), ""],
        ["found", *(recalls(view) for view in (weeks, hours)), "≥ 90%"],
        ["onset missed by, median", *(onset(view, 0.5) for view in (weeks, hours)), ""],
        ["onset missed by, 9 of 10 less than", *(onset(v, 0.9) for v in (weeks, hours)), "≤ 5 min"],
        [
            "onset missed by, without those that came gradually",
            *(onset(view, 0.9, gradual=False) for view in (weeks, hours)),
            "≤ 5 min",
        ],
        ["false alarms a week", rates([s.false_week for s in seeds]), "", "≤ 1"],
        [
            "false alarms a week where nothing happens",
            rates([s.quiet_week for s in seeds]),
            rates(quiet),
            "0",
        ],
        ["time on the processor", Spread.of(s.judging_s for s in seeds).text("s"), "", ""],
    ]
    return table(header, rows)


def recalls(views: Sequence[Sequence[Met]]) -> str:
    """The share found, and the least and the most of a seed."""
    every = [share(view) for view in views]
    total = share([each for view in views for each in view])
    return f"{total:.1%} ({min(every):.0%}–{max(every):.0%})"


def share(view: Sequence[Met]) -> float:
    """How many were found."""
    return float(np.mean([each.off_min is not None for each in view]))


def onset(views: Sequence[Sequence[Met]], quantile: float, *, gradual: bool = True) -> str:
    """A quantile of how far onsets are off, of those that were found."""
    off = [
        abs(each.off_min)
        for view in views
        for each in view
        if each.off_min is not None and (gradual or not each.drawn.incident.growing)
    ]
    return f"{np.quantile(off, quantile):.1f} min"


def rates(counts: Sequence[float]) -> str:
    """The mean, and the least and the most of a seed."""
    return f"{np.mean(counts):.2f} ({min(counts):.0f}–{max(counts):.0f})"


def by_size(seeds: Sequence[Seed]) -> str:
    """How many of each size class were found."""
    header = ["size", "incidents", "found in a week", "found in the last hour"]
    return table(header, [grouped(seeds, size.value, size=size) for size in Size])


def by_kind(seeds: Sequence[Seed]) -> str:
    """How many of each kind were found."""
    header = ["kind", "incidents", "found in a week", "found in the last hour"]
    kinds = Counter(m.drawn.incident.kind.value for seed in seeds for m in seed.week)
    return table(header, [grouped(seeds, kind, kind=kind) for kind in sorted(kinds)])


def grouped(
    seeds: Sequence[Seed], name: str, *, size: Size | None = None, kind: str | None = None
) -> list[str]:
    """A row of those of one size, or of one kind."""
    views = [
        [
            each
            for met_ones in of_seeds
            for each in met_ones
            if size in (None, each.drawn.size) and kind in (None, each.drawn.incident.kind.value)
        ]
        for of_seeds in ([s.week for s in seeds], [s.hour for s in seeds])
    ]
    return [name, str(len(views[0])), *(f"{share(view):.0%}" for view in views)]


if __name__ == "__main__":
    main()
