"""What the generated rules cost a real Prometheus that has thirty days of recordings.

Usage: python -m benchmarks.rules_evaluation [--objectives 10] [--seconds 75]

Prints a Markdown table. Rules are loaded as `midwatch slo compile` writes them, but each group is evaluated every 10 s,
so that there are rounds to take a median of. Peers stand in the same server: the mean of recorded ratios, and an
increase that reads the counters of the whole period. Needs Prometheus and promtool, which tools/servers.py brings.
"""

import argparse
import re
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import numpy.typing as npt
from benchmarks._measure import MIDWATCH, Spread, run, significant, table
from benchmarks._repository import service_name, write_repository

from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.slo.rulebook import recorded
from midwatch.formats.openmetrics_writer import Family, FamilyType, dump_columns
from tests.support import servers

SERVICE = "service: {name}\nslo:\n  availability: 99.9%\n"
PERIOD_S, STEP_S, BASE_S = 30 * 86_400, 30, 300
INSTANCES = ("a", "b")
CODES = {"200": 20.0, "500": 0.02}
"""Requests per second of one instance, by outcome."""
ROUND = "10s"
CONFIG = """\
global:
  evaluation_interval: 10s
rule_files: ["rules/*.yaml"]
"""
Floats = npt.NDArray[np.float64]
Group = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rules whose cost is told in one row: the groups whose names end so, and of these the rules of one window."""

    name: str
    suffix: str
    every_s: int
    window: str | None = None


PARTS = (
    Part(name="fast: 5m, 30m, 1h, 6h, pages", suffix="-fast", every_s=30),
    Part(name="slow: 2h, 1d, 3d, 30d, tickets", suffix="-slow", every_s=120),
    Part(name="… of it the 30 days", suffix="-slow", every_s=120, window="30d"),
    Part(name="traffic", suffix="-traffic", every_s=60),
    Part(name="peer: 30-day mean of recorded ratios", suffix="-mean", every_s=120),
    Part(name="peer: 30-day increase of 4 counters", suffix="-increase", every_s=120),
)


@dataclass(slots=True)
class Seen:
    """What the server has told of its evaluations: seconds by part, and which moments are known already."""

    times: dict[Part, list[float]] = field(default_factory=lambda: {part: [] for part in PARTS})
    moments: dict[str, set[str]] = field(default_factory=dict)

    def note(self, group: Group) -> None:
        """Keep a group's last evaluation, once; not its first, which reads from a cold disk."""
        moments = self.moments.setdefault(group["name"], set())
        if group["lastEvaluation"] in moments or group["lastEvaluation"].startswith("0001"):
            return
        moments.add(group["lastEvaluation"])
        if len(moments) > 1:
            for part in PARTS:
                if group["name"].endswith(part.suffix):
                    self.times[part].append(sum(r["evaluationTime"] for r in rules_of(group, part)))


def main() -> None:
    """Measure in a folder that is removed afterwards."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--objectives", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=75)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        names = [service_name(number) for number in range(options.objectives)]
        rules = {**compiled(root / "repository", len(names)), "peers.yaml": peers(names)}
        backfill(root, names)
        with servers.prometheus(
            root / "server", config=CONFIG, rules=rules, tsdb_dir=root / "data"
        ) as server:
            seen = watched(server.url, options.seconds)
            groups = loaded(server.url)
            require_sound(server.url, groups, len(names))
            samples = {part: samples_read(server.url, groups, part) for part in PARTS}
            memory = metric(server.url, "process_resident_memory_bytes")
            series = metric(server.url, "prometheus_tsdb_head_series")
    header = ["rules of one objective", "samples read", "one evaluation", "every"]
    print(table([*header, "1,000 objectives keep busy"], list(rows(seen, samples))))
    print(
        f"\nPrometheus held {memory / 2**20:.0f} MiB with {len(names)} objectives, {len(groups)} groups and "
        f"{series:.0f} series that change, on {len(names) * 7 * PERIOD_S // STEP_S:,} samples of history."
    )


def rows(seen: Seen, samples: Mapping[Part, int]) -> Iterator[list[str]]:
    """A row for each part; the last column is arithmetic: time of one evaluation × 1,000 ÷ interval."""
    for part in PARTS:
        spread = Spread.of(seen.times[part])
        share = spread.median * 1000 / part.every_s
        yield [
            part.name,
            f"{samples[part]:,}",
            (spread * 1000).text("ms"),
            f"{part.every_s} s",
            f"{significant(share * 100)}% of a core",
        ]


def compiled(root: Path, services: int) -> dict[str, str]:
    """The rule files that compile writes, by name, with every group evaluated each round."""
    write_repository(root, services, SERVICE)
    run([MIDWATCH, "slo", "compile"], root)
    return {
        path.name: re.sub(r"(?m)^( +interval:) \w+$", rf"\1 {ROUND}", path.read_text())
        for path in (root / "alerts").glob("*-slo.yaml")
    }


def peers(names: Sequence[str]) -> str:
    """Both ways of others to thirty days, as rule groups."""
    lines = ["groups:"]
    for name in names:
        ratio = f'peer:bad:ratio5m{{service="{name}"}}'
        mean = f"sum_over_time({ratio}[30d]) / count_over_time({ratio}[30d])"
        counter = f'http_requests_total{{job="{name}"'
        bad = f'sum(increase({counter}, code=~"5.."}}[30d]))'
        increase = f"{bad} / sum(increase({counter}}}[30d]))"
        for way, expression in (("mean", mean), ("increase", increase)):
            lines += [
                f"- name: {name}-{way}",
                "  rules:",
                f"  - record: peer:bad:{way}30d",
                f"    expr: {expression}",
            ]
    return "\n".join([*lines, ""])


def backfill(root: Path, names: Sequence[str]) -> None:
    """Make blocks of a month that ends now."""
    end = time.clock_gettime(time.CLOCK_REALTIME) // STEP_S * STEP_S
    times = end - STEP_S * np.arange(PERIOD_S // STEP_S, -1, -1, dtype=np.float64)
    text = root / "history.om"
    with text.open("wb") as file:
        file.writelines(dump_columns(history(names, times)))
    servers.backfill_openmetrics(servers.program("promtool"), text, root / "data")
    text.unlink()


def history(names: Sequence[str], times: Floats) -> Iterator[Family]:
    """Counters as scraped, what the rules recorded of them, and the ratios that a peer records."""
    random = np.random.default_rng(1)

    def steps(per_second: float, length_s: int) -> Floats:
        return random.poisson(per_second * length_s, times.size).astype(np.float64)

    def family(
        metric: str, kind: FamilyType, series: Iterator[tuple[dict[str, str], Floats]]
    ) -> Family:
        columns = tuple(
            SampleSeries(metric=metric, labels=labels, times=times, values=values)
            for labels, values in series
        )
        name = metric.removesuffix("_total")
        return Family(name=name, type=kind, help="Made up.", series=columns)

    counters = (
        ({"job": name, "instance": instance, "code": code}, np.cumsum(steps(rate, STEP_S)))
        for name in names
        for instance in INSTANCES
        for code, rate in CODES.items()
    )
    yield family("http_requests_total", FamilyType.COUNTER, counters)
    both = len(INSTANCES)
    for metric, rate in (
        (recorded.VALID_EVENTS, both * sum(CODES.values())),
        (recorded.BAD_EVENTS, both * CODES["500"]),
    ):
        events = ((identity(name), steps(rate, BASE_S)) for name in names)
        yield family(metric, FamilyType.GAUGE, events)
    ratios = (({"service": name}, random.random(times.size).round(6) / 1000) for name in names)
    yield family("peer:bad:ratio5m", FamilyType.GAUGE, ratios)


def identity(name: str) -> dict[str, str]:
    """The labels of what was recorded of an objective in the base window."""
    return {
        recorded.SERVICE_LABEL: name,
        recorded.OBJECTIVE_LABEL: "availability",
        recorded.SLO_LABEL: f"{name}-availability",
        recorded.WINDOW_LABEL: "5m",
    }


def watched(url: str, length_s: float) -> Seen:
    """What every evaluation took, within so many seconds."""
    seen = Seen()
    deadline = time.monotonic() + length_s
    while time.monotonic() < deadline:
        for group in loaded(url):
            seen.note(group)
        time.sleep(2)
    return seen


def loaded(url: str) -> list[Group]:
    """Every group that the server has, with its rules."""
    answer = httpx.get(f"{url}/api/v1/rules", timeout=30).raise_for_status().json()
    groups: list[Group] = answer["data"]["groups"]
    return groups


def rules_of(group: Group, part: Part) -> list[dict[str, Any]]:
    """The rules of a group that belong to the part."""
    window = part.window
    return [r for r in group["rules"] if window in (None, r.get("labels", {}).get("window"))]


def samples_read(url: str, groups: Sequence[Group], part: Part) -> int:
    """Samples that one evaluation for one objective reads, as the server counts them."""
    group = next(group for group in groups if group["name"].endswith(part.suffix))
    return sum(
        int(query(url, rule["query"])["stats"]["samples"]["totalQueryableSamples"])
        for rule in rules_of(group, part)
    )


def query(url: str, expression: str) -> dict[str, Any]:
    """The answer to a query, with statistics."""
    form = {"query": expression, "stats": "all"}
    answer = httpx.post(f"{url}/api/v1/query", data=form, timeout=60).raise_for_status()
    data: dict[str, Any] = answer.json()["data"]
    return data


def metric(url: str, name: str) -> float:
    """One of the server's metrics about itself."""
    text = httpx.get(f"{url}/metrics", timeout=30).raise_for_status().text
    return next(float(line.split()[1]) for line in text.splitlines() if line.startswith(f"{name} "))


def require_sound(url: str, groups: Sequence[Group], objectives: int) -> None:
    """A fast answer that is wrong would be worth nothing: every rule is well, and the 30 days are the history's."""
    ill = [r["lastError"] for g in groups for r in g["rules"] if r["health"] != "ok"]
    if ill:
        raise SystemExit(f"{len(ill)} rules are not well, the first: {ill[0]}")
    month = f'{recorded.VALID_EVENTS}{{{recorded.WINDOW_LABEL}="30d"}}'
    values = [float(sample["value"][1]) for sample in query(url, month)["result"]]
    expected = PERIOD_S * len(INSTANCES) * sum(CODES.values())
    if len(values) != objectives or any(abs(v / expected - 1) > 0.01 for v in values):  # noqa: PLR2004 - a percent
        raise SystemExit(f"expected {objectives} × {expected:.0f} events in 30 days, not {values}")


if __name__ == "__main__":
    main()
