"""How good and how quick the ranking of causes is.

Usage: python -m benchmarks.causes [--data FOLDER] [--stride 3]

Speed is measured on made-up calls. Quality is measured on the PetShop data set, where it is at hand: the folder of
--data, else of MIDWATCH_PETSHOP. Prints Markdown tables.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from benchmarks import _cause_peers, _petshop
from benchmarks._measure import Spread, table, verdict

from midwatch.domain.signals.causes.answer import Ranking, Verdict
from midwatch.domain.signals.causes.ranking import rank
from midwatch.domain.signals.causes.situation import Alarm, Observed, Signal, Situation

GOAL_S = 1.0
SERVICES, MINUTES, NORMAL_MINUTES = 50, 240, 4 * 7 * 240
WINDOW = 5
METHODS: dict[str, _cause_peers.Method] = {
    "Midwatch": lambda situation: [each.service for each in rank(situation).suspects],
    "Midwatch, traffic not known": lambda situation: [
        each.service for each in rank(without_traffic(situation)).suspects
    ],
    "Midwatch, alarm 10 min late": lambda situation: [
        each.service for each in rank(late(situation)).suspects
    ],
    "peer: walk to the deepest anomaly": _cause_peers.walk,
    "peer: correlation with the alarm": _cause_peers.correlate,
}


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=_petshop.FOLDER, help="the data set's folder")
    parser.add_argument("--stride", type=int, default=3, help="take every n-th quiet window")
    options = parser.parse_args()
    print(speed())
    if not options.data.is_dir():
        print(
            f"\nQuality is not measured: name the PetShop data set's folder in {_petshop.VARIABLE}."
        )
        return
    print(f"\n{accuracy(options.data)}\n\n{false_alarms(options.data, options.stride)}")


def speed() -> str:
    """Rank where all services deviate, with many samples."""
    situation, walls, processors = busy(), [], []
    rank(situation)
    for _ in range(5):
        wall, processor = time.perf_counter(), time.process_time()
        rank(situation)
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    spread = Spread.of(walls)
    size = f"{SERVICES} services × 4 signals, {MINUTES} min, against {NORMAL_MINUTES:,} min"
    row = [size, spread.text("s"), Spread.of(processors).text("s")]
    header = ["one ranking", "wall", "processor", "goal"]
    return table(header, [[*row, verdict(spread.median, GOAL_S, "s")]])


def busy() -> Situation:
    """Half an hour of slow answers from the last service, which all callers feel."""
    chance = np.random.default_rng(7)
    names = [f"service-{number}" for number in range(SERVICES)]
    graph = {name: tuple(names[2 * n + 1 : 2 * n + 3]) for n, name in enumerate(names)}
    telemetry = {}
    for name in names:
        for signal, level in (
            (Signal.LATENCY, 0.1),
            (Signal.TRAFFIC, 50),
            (Signal.SATURATION, 0.3),
        ):
            normal = level * chance.lognormal(0, 0.1, NORMAL_MINUTES)
            current = level * chance.lognormal(0, 0.1, MINUTES)
            current[-30:] += level if signal is Signal.LATENCY else 0
            telemetry[name, signal] = Observed(normal=normal, current=current)
        telemetry[name, Signal.ERRORS] = Observed(
            normal=chance.poisson(3, NORMAL_MINUTES) / 3000,
            current=chance.poisson(3, MINUTES) / 3000,
        )
    times = np.arange(1, MINUTES + 1, dtype=np.float64) * 60
    since = datetime.fromtimestamp(float(times[-25]), UTC)
    alarm = Alarm(service=names[0], signal=Signal.LATENCY, since=since)
    return Situation(graph=graph, telemetry=telemetry, times=times, alarm=alarm)


def accuracy(folder: Path) -> str:
    """How often the injected cause is named first, and among the first three."""
    groups = {group: list(_petshop.issues(group, folder)) for group in _petshop.groups(folder)}
    groups["all"] = [issue for issues in groups.values() for issue in issues]
    header = ["method", *(f"{group} ({len(issues)})" for group, issues in groups.items())]
    rows = [
        [name, *(_hits(method, issues) for issues in groups.values())]
        for name, method in METHODS.items()
    ]
    verdicts = Counter(_first(rank(issue.situation)) for issue in groups["all"])
    told = ", ".join(f"{name} {count}" for name, count in sorted(verdicts.items()))
    return f"Top 1 · top 3.\n\n{table(header, rows)}\n\nVerdict on the first suspect: {told}."


def without_traffic(situation: Situation) -> Situation:
    """The same, had nobody counted requests."""
    kept = {k: each for k, each in situation.telemetry.items() if k[1] is not Signal.TRAFFIC}
    return replace(situation, telemetry=kept)


def late(situation: Situation) -> Situation:
    """The same, had the alarm come ten minutes later."""
    since = situation.alarm.since + timedelta(minutes=10)
    return replace(situation, alarm=replace(situation.alarm, since=since))


def _hits(method: _cause_peers.Method, issues: Iterable[_petshop.Issue]) -> str:
    ranks = [(issue.cause, method(issue.situation)) for issue in issues]
    shares = [sum(cause in found[:top] for cause, found in ranks) / len(ranks) for top in (1, 3)]
    return f"{shares[0]:.2f} · {shares[1]:.2f}"


def _first(ranking: Ranking) -> str:
    return ranking.suspects[0].verdict.value if ranking.suspects else "no suspect"


def false_alarms(folder: Path, stride: int) -> str:
    """Quiet windows of 20 minutes, as if an alarm had been raised in their middle: how many name a suspect."""
    rows = []
    for traffic in _petshop.quiet(folder):
        for metric in ("latency", "availability"):
            found = [rank(each) for each in windows(folder, traffic, metric, stride)]
            named = sum(
                any(s.verdict is not Verdict.INCONCLUSIVE for s in r.suspects) for r in found
            )
            some = sum(bool(each.suspects) for each in found)
            count = len(found)
            rows.append(
                [f"{traffic}, {metric}", f"{count}", f"{named / count:.1%}", f"{some / count:.1%}"]
            )
    header = ["no issue", "windows", "with a LIKELY suspect", "with any suspect"]
    return table(header, rows)


def windows(folder: Path, traffic: str, metric: str, stride: int) -> Iterable[Situation]:
    """All windows of the period without an issue, each against the rest of it."""
    calls = _petshop.graph(traffic, folder)
    whole = _petshop.table(folder / traffic / "noissue" / "metrics.csv")
    for start in range(0, len(whole.times) - WINDOW + 1, stride):
        stop = start + WINDOW
        rest = {
            key: np.concatenate([column[:start], column[stop:]])
            for key, column in whole.columns.items()
        }
        window = {key: column[start:stop] for key, column in whole.columns.items()}
        middle = float(whole.times[start + 1]) + _petshop.STEP_S / 2
        yield _petshop.situation(
            calls,
            _petshop.observed(rest, window),
            whole.times[start:stop],
            _petshop.alarm("PetSite", metric, middle),
        )


if __name__ == "__main__":
    main()
