"""The PetShop data set of root causes, as situations: https://github.com/amazon-science/petshop-root-cause-analysis."""

import csv
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from midwatch.domain.signals.causes.situation import Alarm, Graph, Observed, Signal, Situation
from midwatch.domain.signals.counts import Floats

VARIABLE = "MIDWATCH_PETSHOP"
FOLDER = Path(os.environ.get(VARIABLE, Path(__file__).parents[2] / "shared/data/petshop"))
STEP_S = 300
_HEAD = 4

Columns = dict[tuple[str, Signal], Floats]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Table:
    """What one metrics.csv holds. `times`: float64[n], right-closed; the files name the beginning of each sample."""

    times: Floats
    columns: Columns


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Issue:
    """One injected fault: what was seen, and the service that it was injected into."""

    name: str
    situation: Situation
    cause: str


def groups(folder: Path = FOLDER) -> list[str]:
    """What is there of faults, as `<traffic>/<train or test>`; those to develop with come first."""
    found = {f"{path.parts[-3]}/{path.parts[-2]}" for path in folder.glob("*/*/issue_*")}
    return sorted(found, key=lambda group: (not group.endswith("train"), group))


def quiet(folder: Path = FOLDER) -> list[str]:
    """The kinds of traffic of which there is a period without a fault."""
    return sorted(path.parts[-3] for path in folder.glob("*/noissue/metrics.csv"))


def graph(traffic: str, folder: Path = FOLDER) -> Graph:
    """Rows call columns."""
    rows = _rows(folder / traffic / "graph.csv")
    names = rows[0][1:]
    return {
        row[0]: tuple(name for name, called in zip(names, row[1:], strict=True) if float(called))
        for row in rows[1:]
    }


def table(path: Path) -> Table:
    """Mean latency in seconds, failed share, requests a second; NaN where a cell is empty."""
    rows = _rows(path)
    services, metrics, statistics = (row[1:] for row in rows[:3])
    samples = np.array([[float(cell or "nan") for cell in row] for row in rows[_HEAD:]])
    columns: Columns = {}
    for service, metric, statistic, values in zip(
        services, metrics, statistics, samples[:, 1:].T, strict=True
    ):
        match metric, statistic:
            case "latency", "Average":
                columns[service, Signal.LATENCY] = values
            case "availability", "Average":
                columns[service, Signal.ERRORS] = 1 - values / 100
            case "requests", "Sum":
                columns[service, Signal.TRAFFIC] = values / STEP_S
            case _:
                pass
    return Table(times=samples[:, 0] + STEP_S, columns=columns)


def issues(group: str, folder: Path = FOLDER) -> Iterator[Issue]:
    """All issues of one group, in the order of their names."""
    traffic = group.split("/", maxsplit=1)[0]
    calls = graph(traffic, folder)
    normal = table(folder / traffic / "noissue" / "metrics.csv").columns
    for path in sorted((folder / group).glob("issue_*")):
        told = json.loads((path / "target.json").read_text(encoding="utf-8"))
        current = table(path / "metrics.csv")
        yield Issue(
            name=f"{group}/{path.name}",
            situation=situation(
                calls,
                observed(normal, current.columns),
                current.times,
                alarm(
                    told["target"]["node"], told["target"]["metric"], told["target"]["timestamp"]
                ),
            ),
            cause=told["root_cause"]["node"],
        )


def alarm(service: str, metric: str, since: float) -> Alarm:
    """An alarm in the words of target.json."""
    signal = Signal.LATENCY if metric == "latency" else Signal.ERRORS
    return Alarm(service=service, signal=signal, since=datetime.fromtimestamp(since, UTC))


def situation(
    calls: Graph, telemetry: Mapping[tuple[str, Signal], Observed], times: Floats, raised: Alarm
) -> Situation:
    """Without changes: the data set has none."""
    return Situation(graph=calls, telemetry=telemetry, times=times, alarm=raised)


def observed(normal: Columns, current: Columns) -> dict[tuple[str, Signal], Observed]:
    """Both together; what one of them lacks is not measured there."""
    size = len(next(iter(current.values())))
    return {
        key: Observed(
            normal=normal.get(key, np.empty(0)), current=current.get(key, np.full(size, np.nan))
        )
        for key in normal.keys() | current.keys()
    }


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))
