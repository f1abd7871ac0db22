"""Rules at their edges: odd names, custom counters that vanish, ratios of several replicas, pages that are off."""

import subprocess
from datetime import timedelta
from pathlib import Path

import yaml

from midwatch.dialects.promql import events
from midwatch.dialects.promql_absence import blind_condition
from midwatch.domain.signals.selector import Matcher
from midwatch.domain.slo.definition.binding import bind
from midwatch.domain.slo.definition.declaration import Declaration
from midwatch.domain.slo.indicator import Polarity, QueryEvents, RatioQuery
from midwatch.domain.slo.objective import AlertPolicy
from midwatch.domain.slo.rules import AbsolutePage, rule_groups
from midwatch.formats.prometheus_rules import rules_text, service_rules
from tests.rules.evaluation import Holds, evaluate
from tests.rules.services import CONVENTION, available, service
from tests.rules.timeline import Absent, Grows, Restarts, values
from tests.support.objectives import availability

WINDOW = timedelta(minutes=5)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_a_backtick_in_a_name_makes_rules_that_prometheus_takes(
    promtool: Path, tmp_path: Path
) -> None:
    declaration = Declaration(
        service="api", objectives=(available(),), selector=(Matcher("env", "a`b"),)
    )
    path = tmp_path / "rules.yaml"
    path.write_text(rules_text(service_rules(bind(declaration, CONVENTION)[0]), ""))
    done = subprocess.run([promtool, "check", "rules", path], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_valid_events_without_their_good_ones_are_no_valid_events(
    promtool: Path, tmp_path: Path
) -> None:
    indicator = QueryEvents(
        valid="sum(rate(all_total[{{.window}}]))",
        selected="sum(rate(good_total[{{.window}}]))",
        polarity=Polarity.GOOD,
    )
    found = events(indicator, WINDOW)
    expectations = [Holds(f"absent({text})", 2 * WINDOW, "") for text in (found.valid, found.bad)]
    series = {"all_total": "0+1x30"}
    assert evaluate(promtool, tmp_path, rules_text({"groups": []}, ""), series, expectations) == ""


def test_the_ratio_of_two_replicas_is_their_mean(promtool: Path, tmp_path: Path) -> None:
    found = events(RatioQuery(ratio="failed_ratio"), WINDOW)
    share = f"abs({found.bad} / {found.valid} - 0.02) < bool 0.0001"
    series = {'failed_ratio{pod="a"}': "0.01x30", 'failed_ratio{pod="b"}': "0.03x30"}
    expectations = [Holds(share, 2 * WINDOW, "1% and 3% are 2%, not 4%")]
    assert evaluate(promtool, tmp_path, rules_text({"groups": []}, ""), series, expectations) == ""


def test_no_absolute_page_is_made_where_pages_are_off() -> None:
    quiet = available(policy=AlertPolicy(pages=False, absolute_page=True))
    alerts = [alert for group in rule_groups(service("api", quiet)) for alert in group.alerts]
    assert not any(isinstance(alert, AbsolutePage) for alert in alerts)


def test_a_ratio_is_not_blind_for_want_of_series_that_count_as_none() -> None:
    failed = "sum(rate(failed_total[{{.window}}])) or on() vector(0)"
    query = f"({failed}) / (sum(rate(all_total[{{{{.window}}}}])) > 0)"
    condition = blind_condition(availability(indicator=RatioQuery(ratio=query)))
    assert "absent(all_total)" in condition
    assert "absent(failed_total)" not in condition


def test_a_nightly_job_may_be_late_before_its_objective_is_blind(
    promtool: Path, tmp_path: Path
) -> None:
    run = (Grows(10, WINDOW), Restarts())
    late = 20 * MINUTE
    story = (Absent(2 * HOUR), *run, Absent(24 * HOUR - WINDOW + late), *run)
    second_run = 26 * HOUR + late
    blind = 'count(ALERTS{alertname="ObjectiveBlind", alertstate="firing"})'
    expectations = [
        Holds(f"absent({blind})", second_run, "twenty minutes late is no blindness"),
        Holds(blind, second_run + 27 * HOUR, "a night without a run is"),
    ]
    series = {'http_requests_total{job="api", code="200"}': values(story)}
    assert evaluate(promtool, tmp_path, rules_about_blindness(), series, expectations) == ""


def rules_about_blindness() -> str:
    """What `ObjectiveBlind` rests on: two days of all the other rules take minutes."""
    rules = yaml.safe_load(rules_text(service_rules(service("api", available())), ""))
    for group in rules["groups"]:
        group["rules"] = [
            rule
            for rule in group["rules"]
            if rule.get("alert", "ObjectiveBlind") == "ObjectiveBlind"
            and rule["labels"].get("window", "1d") in {"5m", "1h", "1d"}
        ]
    return yaml.safe_dump(rules)
