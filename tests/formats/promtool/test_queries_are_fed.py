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
    SampleEvents,
)
from midwatch.domain.slo.objective import AlertPolicy, Objective, ObjectiveKind, Service
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
QUOTIENT = "sum(rate(failures_total[{{.window}}])) / sum(rate(runs_total[{{.window}}]))"
ZEROS_OF_NOTHING = QueryEvents(
    valid=f"{ALL} or vector(0)", selected=f"{LATE} or vector(0)", polarity=BAD
)
RATIO_OF_NOTHING = RatioQuery(ratio=f"({QUOTIENT}) or vector(0)")
PROBE = SampleEvents(gauge=Selector("probe_success"), bad_below=1)
COMMON = AlertPolicy()
MANY_BAD = AlertPolicy(minimum_bad_events=20, absolute_page=True)
MORE_THAN_LOOKS = AlertPolicy(minimum_bad_events=70)
HARD_TO_REACH: dict[str, tuple[Indicator, str, AlertPolicy]] = {
    "seconds of a quotient, of which few are bad": (FED["a quotient"], "99.9", COMMON),
    "seconds of a quotient, of which hardly any are bad": (FED["a quotient"], "99.99", COMMON),
    "one minus a quotient": (FED["one minus a quotient"], "99.9", MANY_BAD),
    "counters at the strictest target": (FED["bad of the same counter"], "99.9999", MANY_BAD),
    "zeros without series": (ZEROS_OF_NOTHING, "99.9", COMMON),
    "a zero for all events, and none for bad ones": (
        QueryEvents(valid=f"{ALL} or vector(0)", selected=LATE, polarity=BAD),
        "99.9",
        COMMON,
    ),
    "a ratio that is zero without series": (RATIO_OF_NOTHING, "99.9", COMMON),
    "looks at a probe within the hour": (PROBE, "99.9", AlertPolicy(minimum_bad_events=20)),
    "looks at a probe within five minutes": (PROBE, "99.9", MANY_BAD),
    "more looks at a probe than an hour has": (PROBE, "99.9", MORE_THAN_LOOKS),
}


def a_service(indicator: Indicator, percent: str = "99", alerting: AlertPolicy = COMMON) -> Service:
    objective = Objective(
        service="jobs",
        name="runs",
        kind=ObjectiveKind.CUSTOM,
        target=target(percent),
        indicator=indicator,
        alerting=alerting,
    )
    return Service(name="jobs", objectives=(objective,), convention="none")


def texts(service: Service) -> tuple[str, str]:
    return minutes_text(service, "slos/jobs.yaml", "r.yaml"), days_text(service, "p", "r.yaml")


def told(text: str, scenario: str) -> list[str]:
    """The long windows whose burn alerts a scenario expects."""
    (test,) = (t for t in yaml.safe_load(text)["tests"] if t["name"] == f"jobs-runs: {scenario}")
    labels = [sample["labels"] for sample in test["promql_expr_test"][0]["exp_samples"]]
    return [found[1] for each in labels if (found := re.search('long_window="(.+?)"', each))]


def inputs(text: str) -> set[str]:
    """The metrics that a test file feeds."""
    tests = yaml.safe_load(text)["tests"]
    return {re.split("{", series["series"])[0] for test in tests for series in test["input_series"]}


@pytest.mark.parametrize("indicator", FED.values(), ids=FED.keys())
def test_a_sum_of_counters_is_fed_its_counters(indicator: Indicator) -> None:
    text, _ = texts(a_service(indicator))
    assert inputs(text) <= {"runs_total", "failures_total"}
    assert "handed in" not in text


@pytest.mark.parametrize("indicator", HANDED_IN.values(), ids=HANDED_IN.keys())
def test_recorded_events_are_handed_in_otherwise_and_the_file_says_so(indicator: Indicator) -> None:
    text, _ = texts(a_service(indicator))
    assert inputs(text) == {"midwatch:valid_events:increase", "midwatch:bad_events:increase"}
    assert "\n# jobs-runs: recorded events are handed in" in text


@pytest.mark.parametrize("indicator", (FED | HANDED_IN).values(), ids=(FED | HANDED_IN).keys())
def test_generated_tests_pass_whatever_the_indicator(
    indicator: Indicator, promtool: Path, tmp_path: Path
) -> None:
    passes(a_service(indicator), promtool, tmp_path)


@pytest.mark.parametrize("case", HARD_TO_REACH.values(), ids=HARD_TO_REACH.keys())
def test_generated_tests_pass_where_alerts_are_hard_to_reach(
    case: tuple[Indicator, str, AlertPolicy], promtool: Path, tmp_path: Path
) -> None:
    passes(a_service(*case), promtool, tmp_path)


def test_a_scenario_lasts_until_enough_is_bad() -> None:
    text, _ = texts(a_service(FED["a quotient"], "99.9"))
    assert told(text, "burning 2 times too fast") == ["3d"]
    text, _ = texts(a_service(PROBE, "99.9", AlertPolicy(minimum_bad_events=20)))
    assert told(text, "everything bad") == ["1h", "6h", "1d", "3d"]


def test_a_scenario_that_needs_more_than_an_hour_is_left_out() -> None:
    text, _ = texts(a_service(PROBE, "99.9", MORE_THAN_LOOKS))
    assert "everything bad" not in text
    assert "nothing bad" in text


def test_what_counts_zeros_without_series_is_young_in_a_test_of_minutes() -> None:
    text, _ = texts(a_service(ZEROS_OF_NOTHING))
    assert told(text, "everything bad") == ["1h"]


def test_nothing_is_handed_in_beside_what_a_query_answers_without_series() -> None:
    text, _ = texts(a_service(RATIO_OF_NOTHING))
    assert inputs(text) == set()
    assert "\n# jobs-runs: no traffic is made up" in text


def passes(service: Service, promtool: Path, folder: Path) -> None:
    """The tests that are generated for a service pass on the rules that are."""
    (folder / "r.yaml").write_text(rules_text(service_rules(service), ""))
    names = ("minutes.yaml", "days.yaml")
    for name, text in zip(names, texts(service), strict=True):
        (folder / name).write_text(text)
    done = subprocess.run(
        [promtool, "test", "rules", *names],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
