"""When real Prometheus alerts: when theory says, plus a scrape, an evaluation, and a scrape for a newborn series.

Burn rates are the same for every period; one of three days keeps the virtual days short.

Prometheus' own engine evaluates the generated rules in virtual time, after a history without failures.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from midwatch.dialects.promql import duration
from midwatch.domain.slo.alert_windows import ALERT_WINDOWS, AlertSeverity, AlertWindow
from midwatch.domain.slo.detection import first_alert
from midwatch.domain.slo.objective import Service
from midwatch.domain.slo.rulebook.recorded import RECORDED_SECONDS
from midwatch.formats.prometheus_rules import rules_text, service_rules
from midwatch.formats.yaml_dump import Value
from tests.rules.evaluation import Holds, evaluate
from tests.rules.services import available, latency, service
from tests.rules.timeline import STEP, Absent, Episode, Grows, values

PER_STEP = 60_000.0
SCRAPE = EVALUATION = STEP
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    bad_share: float
    severity: AlertSeverity
    history: timedelta


PAGE, TICKET = AlertSeverity.PAGE, AlertSeverity.TICKET
OUTAGES = {
    "a total outage pages after 51.8 s": Outage(bad_share=1, severity=PAGE, history=HOUR),
    "15% errors page after 5.76 min": Outage(bad_share=0.15, severity=PAGE, history=6 * HOUR),
    "10% errors page after 8.64 min": Outage(bad_share=0.10, severity=PAGE, history=6 * HOUR),
    "5% errors page after 17.3 min": Outage(bad_share=0.05, severity=PAGE, history=6 * HOUR),
    "2% errors page after 43.2 min": Outage(bad_share=0.02, severity=PAGE, history=6 * HOUR),
    "1% errors page after 3.6 h": Outage(bad_share=0.01, severity=PAGE, history=6 * HOUR),
    "0.5% errors ticket after 14.4 h": Outage(bad_share=0.005, severity=TICKET, history=24 * HOUR),
    "0.2% errors ticket after 36 h": Outage(bad_share=0.002, severity=TICKET, history=72 * HOUR),
}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("outage", OUTAGES.values(), ids=OUTAGES.keys())
def test_the_first_alert_comes_when_theory_says(
    outage: Outage, promtool: Path, tmp_path: Path
) -> None:
    shop = service("shop", available("99.9", period=timedelta(days=3)))
    theory = first_alert(outage.bad_share, shop.objectives[0].target, outage.severity)
    assert theory is not None
    onset = outage.history
    earliest = onset + _floor(theory.after)
    latest = onset + _floor(theory.after) + STEP + SCRAPE + EVALUATION
    expectations = [
        Holds(_firing(outage.severity, firing=False), earliest - STEP, "not before it is due"),
        Holds(_firing(outage.severity, firing=True), latest, "and then at once"),
    ]
    bad = PER_STEP * outage.bad_share
    series = {
        'http_requests_total{job="shop", code="200"}': values(
            [Grows(PER_STEP, onset), Grows(PER_STEP - bad, latest - onset + STEP)]
        ),
        'http_requests_total{job="shop", code="500"}': values(
            [Absent(onset), Grows(bad, latest - onset + STEP)]
        ),
    }
    rules = _rules(shop, outage.severity, only=theory.window)
    assert evaluate(promtool, tmp_path, rules, series, expectations) == ""


def test_half_a_percent_of_errors_never_pages(promtool: Path, tmp_path: Path) -> None:
    shop = service("shop", available("99.9"))
    bad = PER_STEP * 0.005
    series = {
        'http_requests_total{job="shop", code="200"}': values([Grows(PER_STEP - bad, 12 * HOUR)]),
        'http_requests_total{job="shop", code="500"}': values([Grows(bad, 12 * HOUR)]),
    }
    quiet = Holds(_firing(PAGE, firing=False), 12 * HOUR - STEP, "five times is below six")
    assert evaluate(promtool, tmp_path, _rules(shop, PAGE), series, [quiet]) == ""


def test_a_window_of_six_hours_is_not_judged_by_two(promtool: Path, tmp_path: Path) -> None:
    """Rules are new and 1% fails from the beginning: the page of six hours waits for what it is named for."""
    shop = service("shop", available("99.9"))
    bad = PER_STEP * 0.01
    series = {
        'http_requests_total{job="shop", code="200"}': values([Grows(PER_STEP - bad, 8 * HOUR)]),
        'http_requests_total{job="shop", code="500"}': values([Grows(bad, 8 * HOUR)]),
    }
    expectations = [
        Holds(_firing(PAGE, firing=False), 2 * HOUR, "two hours are not six"),
        Holds(_firing(PAGE, firing=False), 4 * HOUR, "nor are four"),
        Holds(_firing(PAGE, firing=True), 7 * HOUR, "seven are"),
    ]
    rules = _rules(shop, PAGE)
    assert evaluate(promtool, tmp_path, rules, series, expectations) == ""


def test_a_slow_service_pages_by_its_own_budget(promtool: Path, tmp_path: Path) -> None:
    """Everything slower than 200 ms: 95% may burn 20 times, so the first page needs 43.2 min."""
    shop = service("shop", latency(200, "95"))
    theory = first_alert(1.0, shop.objectives[0].target, PAGE)
    assert theory is not None
    onset = 6 * HOUR
    due = onset + theory.after
    count: list[Episode] = [Grows(PER_STEP, due + HOUR)]
    fast: list[Episode] = [Grows(PER_STEP, onset), Grows(0, due - onset + HOUR)]
    series = {
        'http_request_duration_seconds_count{job="shop"}': values(count),
        'http_request_duration_seconds_bucket{job="shop", le="0.2"}': values(fast),
    }
    expectations = [
        Holds(_firing(PAGE, firing=False), onset + _floor(theory.after) - STEP, "not before"),
        Holds(_firing(PAGE, firing=True), onset + _floor(theory.after) + 3 * STEP, "then"),
    ]
    assert evaluate(promtool, tmp_path, _rules(shop, PAGE), series, expectations) == ""


def _floor(span: timedelta) -> timedelta:
    return span // STEP * STEP


def _firing(severity: AlertSeverity, *, firing: bool) -> str:
    wanted = f'alertname="ErrorBudgetBurn", alertstate="firing", severity="{severity.value}"'
    found = f"sum(ALERTS{{{wanted}}})"
    return f"({found} > bool 0)" if firing else f"absent({found})"


def _rules(shop: Service, severity: AlertSeverity, only: AlertWindow | None = None) -> str:
    """The rules that alerts of this severity (or one of them) rest on; promtool evaluates each at every step."""
    alerting = [w for w in ALERT_WINDOWS if w.severity is severity and only in (None, w)]
    longest = {duration(window.long) for window in alerting}
    windows = {"5m", "1h"} | longest | {duration(window.short) for window in alerting}
    groups = service_rules(shop)["groups"]
    assert isinstance(groups, list)
    kept: list[Value] = []
    for group in groups:
        assert isinstance(group, dict)
        assert isinstance(group["rules"], list)
        rules = [rule for rule in group["rules"] if _is_read(rule, windows)]
        rules += [r for r in group["rules"] if _labels(r).get("long_window") in longest]
        kept.append({**group, "rules": rules})
    return rules_text({"groups": kept}, "")


def _is_read(rule: Value, windows: set[str]) -> bool:
    """Whether alerts rest on it: events of their windows, and how far back these are recorded."""
    assert isinstance(rule, dict)
    return _labels(rule).get("window") in windows or rule.get("record") == RECORDED_SECONDS


def _labels(rule: Value) -> dict[str, Value]:
    assert isinstance(rule, dict)
    labels = rule["labels"]
    assert isinstance(labels, dict)
    return labels
