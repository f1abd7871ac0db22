"""What the recorded 30-day figure is worth: within 0.1% of the truth, whatever happened on the way, and never NaN."""

import shutil
import subprocess
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from midwatch.dialects import promql
from midwatch.dialects.promql_rules import recording_rules
from midwatch.domain.slo.objective import Objective, Service
from midwatch.domain.slo.rulebook.recorded import BAD_EVENTS, VALID_EVENTS
from midwatch.domain.slo.rules import DIRECT_WINDOWS, RecordDerived, RecordDirect
from midwatch.formats.prometheus_rules import objective_labels
from midwatch.formats.yaml_dump import Value, dump
from tests.conftest import StartPrometheus
from tests.rules.services import available, service
from tests.rules.timeline import STEP, Absent, Episode, Grows, Restarts, Unscraped, openmetrics
from tests.support.servers import backfill_openmetrics

START = 1_767_225_600
"""2026-01-01T00:00:00Z."""
MONTH = timedelta(days=30)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
END = START + int((MONTH - STEP).total_seconds())
GOOD, BAD = 400.0, 2.0
"""Events in each 30 s of an ordinary service: half a percent of them bad."""

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


@pytest.mark.timeout(300)
@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())
def test_thirty_days_are_within_a_thousandth_of_the_truth(
    story: Story, promtool: Path, start_prometheus: StartPrometheus, tmp_path: Path
) -> None:
    """Counters of a month, recorded by the command that compile prints, and summed by a real Prometheus."""
    data, recorded = tmp_path / "data", tmp_path / "recorded"
    series = {
        'job="shop",code="200"': story.good,
        'job="shop",code="500"': story.bad,
        'job="shop",status="200"': story.unlabelled,
    }
    backfill_openmetrics(promtool, openmetrics(series, START), data)
    with start_prometheus(tsdb_dir=data) as server:
        _record(promtool, server.url, {"5m"}, START, recorded)
        _record(promtool, server.url, {"1h"}, END - 60, recorded)
    _add_blocks(recorded, data)
    bad, valid = story.truth()
    with start_prometheus(tsdb_dir=data) as server:
        bad_found, valid_found = (_query(server.url, text) for text in _derived())
    assert valid_found == pytest.approx(valid, rel=0.001)
    assert bad_found == pytest.approx(bad, rel=0.001)
    assert bad_found / valid_found == pytest.approx(bad / valid, rel=0.001)


def _shop() -> tuple[Service, Objective]:
    shop = service("shop", available())
    return shop, shop.objectives[0]


def _derived() -> tuple[str, str]:
    """The expressions for bad and valid events of 30 days, without labels."""
    _, objective = _shop()
    found = {r.record: r.expression for r in recording_rules(RecordDerived(MONTH), objective)}
    return f"sum({found[BAD_EVENTS]})", f"sum({found[VALID_EVENTS]})"


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
    shop, objective = _shop()
    entries: list[Value] = [
        {
            "record": rule.record,
            "expr": rule.expression,
            "labels": objective_labels(objective) | {"window": rule.window},
        }
        for recording in rules
        for rule in recording_rules(recording, objective)
    ]
    return dump({"groups": [{"name": shop.name, "interval": "30s", "rules": entries}]})


def _add_blocks(source: Path, data: Path) -> None:
    for block in source.iterdir():
        shutil.move(block, data / block.name)


def _query(url: str, expression: str) -> float:
    answer = httpx.post(f"{url}/api/v1/query", data={"query": expression, "time": str(END)})
    (sample,) = answer.raise_for_status().json()["data"]["result"]
    return float(sample["value"][1])
