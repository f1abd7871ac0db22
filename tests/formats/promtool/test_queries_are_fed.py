"""A person's queries are tested on the series that they read, where these can be told."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.slo.indicator import (
    CounterEvents,
    Indicator,
    Polarity,
    QueryEvents,
    RatioQuery,
)
from midwatch.domain.slo.objective import Objective, ObjectiveKind, Service
from midwatch.formats.prometheus_rules import rules_text, service_rules
from midwatch.formats.promtool.service_tests import days_text, minutes_text
from tests.rules.services import target

BAD, GOOD = Polarity.BAD, Polarity.GOOD
ALL = "sum(rate(runs_total[{{.window}}]))"
LATE = 'sum(increase(runs_total{outcome="late"}[{{.window}}]))'
FED: dict[str, Indicator] = {
    "good of the same counter": QueryEvents(
        valid=ALL, selected='sum(rate(runs_total{outcome!="late"}[{{.window}}]))', polarity=GOOD
    ),
    "bad of the same counter": QueryEvents(
        valid="sum(increase(runs_total[{{.window}}]))", selected=LATE, polarity=BAD
    ),
    "bad that may be none": QueryEvents(
        valid="sum(increase(runs_total[{{.window}}]))",
        selected=f"{LATE} or vector(0)",
        polarity=BAD,
    ),
    "bad of another counter": QueryEvents(
        valid=ALL, selected="sum(rate(failures_total[{{.window}}]))", polarity=BAD
    ),
    "a quotient": RatioQuery(ratio=f"sum(rate(failures_total[{{{{.window}}}}])) / {ALL}"),
    "one minus a quotient": RatioQuery(
        ratio=f'1 - sum(rate(runs_total{{outcome="ok"}}[{{{{.window}}}}])) / {ALL}'
    ),
    "good counted by a label": CounterEvents(
        valid=Selector("runs_total", (Matcher("outcome", "", MatchOperator.NOT_EQUAL),)),
        selected=Selector("runs_total", (Matcher("outcome", "ok"),)),
        polarity=GOOD,
        presence_label="outcome",
    ),
}
HANDED_IN: dict[str, Indicator] = {
    "a rate of changes": QueryEvents(
        valid="sum(changes(runs_total[{{.window}}]))",
        selected="sum(changes(failures_total[{{.window}}]))",
        polarity=BAD,
    ),
    "a recorded ratio": RatioQuery(ratio="avg_over_time(failed_ratio[{{.window}}])"),
    "a pattern that nobody can meet": CounterEvents(
        valid=Selector("runs_total", (Matcher("job", "[a-c]{7}", MatchOperator.REGEX),)),
        selected=Selector("failures_total"),
        polarity=BAD,
    ),
}


def a_service(indicator: Indicator) -> Service:
    objective = Objective(
        service="jobs",
        name="runs",
        kind=ObjectiveKind.CUSTOM,
        target=target("99"),
        indicator=indicator,
    )
    return Service(name="jobs", objectives=(objective,), convention="none")


def texts(indicator: Indicator) -> tuple[str, str]:
    service = a_service(indicator)
    return minutes_text(service, "slos/jobs.yaml", "r.yaml"), days_text(service, "p", "r.yaml")


def inputs(text: str) -> set[str]:
    """The metrics that a test file feeds."""
    tests = yaml.safe_load(text)["tests"]
    return {re.split("{", series["series"])[0] for test in tests for series in test["input_series"]}


@pytest.mark.parametrize("indicator", FED.values(), ids=FED.keys())
def test_a_sum_of_counters_is_fed_its_counters(indicator: Indicator) -> None:
    text, _ = texts(indicator)
    assert inputs(text) <= {"runs_total", "failures_total"}
    assert "handed in" not in text


@pytest.mark.parametrize("indicator", HANDED_IN.values(), ids=HANDED_IN.keys())
def test_recorded_events_are_handed_in_otherwise_and_the_file_says_so(indicator: Indicator) -> None:
    text, _ = texts(indicator)
    assert inputs(text) == {"midwatch:valid_events:increase", "midwatch:bad_events:increase"}
    assert "\n# jobs-runs: recorded events are handed in" in text


@pytest.mark.parametrize("indicator", (FED | HANDED_IN).values(), ids=(FED | HANDED_IN).keys())
def test_generated_tests_pass_whatever_the_indicator(
    indicator: Indicator, promtool: Path, tmp_path: Path
) -> None:
    (tmp_path / "r.yaml").write_text(rules_text(service_rules(a_service(indicator)), ""))
    names = ("minutes.yaml", "days.yaml")
    for name, text in zip(names, texts(indicator), strict=True):
        (tmp_path / name).write_text(text)
    done = subprocess.run(
        [promtool, "test", "rules", *names],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
