"""What the recorded 30-day figure is worth: within 0.1% of the truth, whatever happened on the way, and never NaN."""

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from midwatch.dialects import promql
from midwatch.dialects.promql_rules import recording_rules
from midwatch.domain.slo.indicator import Polarity, QueryEvents
from midwatch.domain.slo.objective import Objective, ObjectiveKind
from midwatch.domain.slo.rulebook.recorded import BAD_EVENTS, VALID_EVENTS
from midwatch.domain.slo.rules import (
    BASE_WINDOW,
    DIRECT_LIMIT,
    DIRECT_WINDOWS,
    RecordDerived,
    RecordDirect,
)
from midwatch.formats.prometheus_rules import objective_labels
from midwatch.formats.yaml_dump import Value, dump
from tests.conftest import StartPrometheus
from tests.rules.services import available, latency, service, target
from tests.rules.timeline import (
    STEP,
    Absent,
    Episode,
    Grows,
    Restarts,
    Unscraped,
    openmetrics,
    samples,
    together,
)
from tests.support.servers import backfill_openmetrics

START = 1_767_225_600
"""2026-01-01T00:00:00Z."""
MONTH = timedelta(days=30)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
END = START + int((MONTH - STEP).total_seconds())
GOOD, BAD = 400.0, 2.0
"""Events in each 30 s of an ordinary service: half a percent of them bad."""

Form = dict[str, str | int]

ORDINARY = Grows(GOOD, DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the good and the bad counter do, and how many good and bad events a perfect observer has seen."""

    good: list[Episode]
    bad: list[Episode]
    unlabelled: list[Episode] = field(default_factory=list)
    """Events whose outcome nobody can tell: neither good nor bad."""

    def truth(self) -> tuple[float, float]:
        return _events(self.bad), _events(self.good) + _events(self.bad)


def _events(episodes: list[Episode]) -> float:
    return sum(e.per_step * (e.length // STEP) for e in episodes if isinstance(e, Grows))


def _daily(good: list[Episode], bad: list[Episode]) -> Story:
    return Story(good=good * 30, bad=bad * 30)


def _both(*episodes: tuple[float, timedelta]) -> Story:
    """Every day the same: spans in which the given multiple of the ordinary traffic flows."""
    return _daily(
        [Grows(GOOD * factor, length) for factor, length in episodes],
        [Grows(BAD * factor, length) for factor, length in episodes],
    )


STORIES = {
    "12 busy hours full of errors, 12 quiet hours without": _daily(
        [Grows(4000, 12 * HOUR), Grows(40, 12 * HOUR)],
        [Grows(40, 12 * HOUR), Grows(0, 12 * HOUR)],
    ),
    "20 minutes without traffic every day": _both((1, DAY - 20 * MINUTE), (0, 20 * MINUTE)),
    "no failure was ever counted": Story(good=[ORDINARY] * 30, bad=[]),
    "failures born in the middle of the month": Story(
        good=[ORDINARY] * 30, bad=[Absent(15 * DAY), *[Grows(BAD, DAY)] * 15]
    ),
    "the label renamed for a day": Story(
        good=[*[ORDINARY] * 14, Absent(DAY), *[ORDINARY] * 15],
        bad=[*[Grows(BAD, DAY)] * 14, Absent(DAY), *[Grows(BAD, DAY)] * 15],
        unlabelled=[Absent(14 * DAY), ORDINARY],
    ),
    "all series gone for a day": Story(
        good=[*[ORDINARY] * 14, Absent(DAY), Restarts(), *[ORDINARY] * 15],
        bad=[*[Grows(BAD, DAY)] * 14, Absent(DAY), Restarts(), *[Grows(BAD, DAY)] * 15],
    ),
    "the process restarts every day": _daily([ORDINARY, Restarts()], [Grows(BAD, DAY), Restarts()]),
    "a gap of 20 minutes in scraping every day, full of errors": _daily(
        [Grows(GOOD, DAY - 20 * MINUTE), Unscraped(0, 20 * MINUTE)],
        [Grows(BAD, DAY - 20 * MINUTE), Unscraped(GOOD, 20 * MINUTE)],
    ),
}


SHOP, SLOW_SHOP = (service("shop", objective) for objective in (available(), latency(200, "99")))
ASKED = Objective(
    service="shop",
    name="orders",
    kind=ObjectiveKind.CUSTOM,
    target=target("99"),
    indicator=QueryEvents(
        valid='sum(rate(http_requests_total{job="shop", code!=""}[{{.window}}]))',
        selected='sum(rate(http_requests_total{code="500"}[{{.window}}])) or vector(0)',
        polarity=Polarity.BAD,
    ),
)
AVAILABLE, FAST = SHOP.objectives[0], SLOW_SHOP.objectives[0]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())
def test_thirty_days_are_within_a_thousandth_of_the_truth(
    story: Story, promtool: Path, start_prometheus: StartPrometheus, tmp_path: Path
) -> None:
    """Counters of a month, recorded, and summed by a real Prometheus.

    Availability is recorded by the command that compile prints. That takes nearly all of the time, since it writes a
    block for each two hours and rule; the same server evaluates the rules of the other objectives in one go.
    """
    data, recorded = tmp_path / "data", tmp_path / "recorded"
    backfill_openmetrics(promtool, openmetrics(_series(story), START), data)
    with start_prometheus(tsdb_dir=data) as server:
        _record(promtool, server.url, {"5m"}, START, recorded)
        _record(promtool, server.url, {"1h"}, END - 60, recorded)
        lines = [line for each in (FAST, ASKED) for line in _evaluated(server.url, each)]
    backfill_openmetrics(promtool, "\n".join([*lines, "# EOF\n"]), recorded)
    _add_blocks(recorded, data)
    bad, valid = story.truth()
    with start_prometheus(tsdb_dir=data) as server:
        for objective in (AVAILABLE, FAST, ASKED):
            bad_found, valid_found = (_query(server.url, text) for text in _derived(objective))
            assert valid_found == pytest.approx(valid, rel=0.001), objective.name
            assert bad_found == pytest.approx(bad, rel=0.001), objective.name
            assert bad_found / valid_found == pytest.approx(bad / valid, rel=0.001), objective.name


def _series(story: Story) -> dict[str, Iterable[tuple[int, float]]]:
    """What is scraped: requests by outcome, and as a histogram in which what is bad is slow."""
    histogram = "http_request_duration_seconds"
    return {
        'http_requests_total{job="shop",code="200"}': samples(story.good),
        'http_requests_total{job="shop",code="500"}': samples(story.bad),
        'http_requests_total{job="shop",status="200"}': samples(story.unlabelled),
        f'{histogram}_count{{job="shop"}}': together(story.good, story.bad),
        f'{histogram}_bucket{{job="shop",le="0.2"}}': samples(story.good),
    }


def _derived(objective: Objective) -> tuple[str, str]:
    """The expressions for bad and valid events of 30 days, without labels."""
    found = {r.record: r.expression for r in recording_rules(RecordDerived(MONTH), objective)}
    return f"sum({found[BAD_EVENTS]})", f"sum({found[VALID_EVENTS]})"


def _evaluated(url: str, objective: Objective) -> Iterator[str]:
    """The base window of an objective over the month, and the last hour at its end, as OpenMetrics lines."""
    for window, start in ((BASE_WINDOW, START), (DIRECT_LIMIT, END)):
        for rule in recording_rules(RecordDirect(window), objective):
            labels = f'slo="{objective.id}",window="{rule.window}"'
            for begin in range(start, END + 1, 10_000 * 30):
                end = min(begin + 9_999 * 30, END)
                form: Form = {"query": rule.expression, "start": begin, "end": end, "step": 30}
                for series in _answer(f"{url}/api/v1/query_range", form):
                    for time, value in series["values"]:
                        yield f"{rule.record}{{{labels}}} {value} {time}"


def _record(promtool: Path, url: str, windows: set[str], start: int, folder: Path) -> None:
    """Evaluate the recordings of some windows over the past.

    The file is named relative to where promtool runs: its evaluations begin at an offset that comes from the name, and
    one in thirty offsets loses an evaluation every two hours.
    """
    rules = folder.with_suffix(".yaml")
    rules.write_text(_recordings(windows))
    span = ["--start", str(start), "--end", str(END), "--eval-interval", "30s"]
    command = ["tsdb", "create-blocks-from", "rules", *span, "--url", url]
    subprocess.run(
        [promtool, *command, "--output-dir", folder, rules.name],
        cwd=rules.parent,
        check=True,
        capture_output=True,
    )


def _recordings(windows: set[str]) -> str:
    """The rule file with only the recordings of these windows."""
    rules = [
        RecordDirect(window) for window in DIRECT_WINDOWS if promql.duration(window) in windows
    ]
    entries: list[Value] = [
        {
            "record": rule.record,
            "expr": rule.expression,
            "labels": objective_labels(AVAILABLE) | {"window": rule.window},
        }
        for recording in rules
        for rule in recording_rules(recording, AVAILABLE)
    ]
    return dump({"groups": [{"name": SHOP.name, "interval": "30s", "rules": entries}]})


def _add_blocks(source: Path, data: Path) -> None:
    for block in source.iterdir():
        shutil.move(block, data / block.name)


def _query(url: str, expression: str) -> float:
    (sample,) = _answer(f"{url}/api/v1/query", {"query": expression, "time": END})
    return float(sample["value"][1])


def _answer(url: str, form: Form) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        httpx.post(url, data=form).raise_for_status().json()["data"]["result"]
    )
    return found
