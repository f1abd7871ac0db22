"""Every generated alert has a generated test in which it fires, and one in which it stays quiet."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

EXAMPLES = Path(__file__).parents[2] / "examples"
RULES = sorted(EXAMPLES.glob("*/alerts/*-slo.yaml")) + sorted(EXAMPLES.glob("*/alerts/*-meta.yaml"))
IDENTITY = ("alertname", "severity", "long_window")

Key = tuple[str, str]


@pytest.mark.parametrize("rules", RULES, ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_every_alert_fires_in_a_test_and_stays_quiet_in_another(rules: Path) -> None:
    tests = [test for path in _tests_of(rules) for test in _loaded(path)["tests"]]
    alerts = list(_alerts(rules))
    assert alerts
    for scope, identity in alerts:
        outcomes = {
            identity in _expected(expression)
            for test in tests
            for expression in test["promql_expr_test"]
            if "ALERTS" in expression["expr"] and scope in expression["expr"]
        }
        assert outcomes == ({True, False} if "Watchdog" not in identity else {True}), identity


ONE, PROBED = "shop/alerts/payments-slo", "shop/alerts/checkout-slo"
OWN = "batch-and-probe/alerts/invoices-slo"
MINUTES, DAYS = "test", "days_test"


SPOILT = {
    "a page that needs too fast a burn": (ONE, MINUTES, "> 14.4", "> 25"),
    "a page that fires within budget": (ONE, MINUTES, "> 14.4", "> 0.1"),
    "a ticket of the wrong window": (ONE, MINUTES, 'window="3d"', 'window="9d"'),
    "failures of another code": (ONE, MINUTES, '=~"Unknown|', '=~"Odd|'),
    "a binding that nobody watches": (ONE, MINUTES, 'code=""}) > 0', 'code=""}) > 9'),
    "no minimum of bad events": (ONE, MINUTES, ">= 3", ">= 0"),
    "a query of other series": (OWN, MINUTES, 'outcome="ok"', 'outcome="okay"'),
    "events whose outcome is unknown": (OWN, MINUTES, "[1h]))) > 0", "[1h]))) < 0"),
    "a gauge that nobody misses": (OWN, MINUTES, "absent_over_time(", "count_over_time("),
    "valid events without bad ones": (OWN, MINUTES, "[5m])) and", "[5m])) or"),
    "traffic that is not missed": (ONE, MINUTES, "[1d]", "[1s]"),
    "a target whose end nobody notices": (ONE, MINUTES, "== 0)", "== 2)"),
    "targets that nobody misses": (ONE, MINUTES, "sum(absent(up", "sum((up"),
    "a probe that nobody reads": (
        PROBED,
        MINUTES,
        '"production"} == 0)',
        '"production"} == 2)',
    ),
    "a page while all is served": (ONE, MINUTES, " unless sum(rate(", " or sum(rate("),
    "a twentieth of last week's traffic": (ONE, DAYS, "< 0.1 *", "< 0.05 *"),
    "a fifth of last week's traffic": (ONE, DAYS, "< 0.1 *", "< 0.2 *"),
    "a lull that means nothing": (ONE, DAYS, "> 60 / 3600", "> 6 / 3600"),
    "silence that is forgotten after a day": (ONE, DAYS, ") or sum(rate(", ") and sum(rate("),
    "an objective that nobody misses": (ONE, DAYS, "offset 1d2h unless", "offset 9d unless"),
}


@pytest.mark.parametrize(("rules", "tests", "sound", "spoilt"), SPOILT.values(), ids=SPOILT.keys())
def test_generated_tests_notice_a_spoilt_rule(
    rules: str, tests: str, sound: str, spoilt: str, promtool: Path, tmp_path: Path
) -> None:
    original = EXAMPLES / f"{rules}.yaml"
    text = original.read_text()
    assert sound in text
    (tmp_path / original.name).write_text(text.replace(sound, spoilt))
    shutil.copy(EXAMPLES / f"{rules}_{tests}.yaml", tmp_path)
    done = subprocess.run(
        [promtool, "test", "rules", tmp_path / f"{original.stem}_{tests}.yaml"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "FAILED" in done.stdout + done.stderr


def _tests_of(rules: Path) -> list[Path]:
    """The files that test a rule file: within minutes and, where there are objectives, over days."""
    paths = [rules.with_name(f"{rules.stem}_{suffix}.yaml") for suffix in (MINUTES, DAYS)]
    return [path for path in paths if path.exists()]


def _loaded(path: Path) -> Any:  # noqa: ANN401 - a file of somebody else's schema
    return yaml.safe_load(path.read_text())


def _alerts(rules: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Each alert: the condition that picks its objective out of ALERTS, and what tells it from others."""
    for group in _loaded(rules)["groups"]:
        for rule in group["rules"]:
            if "alert" in rule:
                labels = {"alertname": rule["alert"], **rule["labels"]}
                scope = f'slo="{labels["slo"]}"' if "slo" in labels else ""
                yield scope, frozenset(str(labels[key]) for key in IDENTITY if key in labels)


def _expected(expression: dict[str, Any]) -> list[frozenset[str]]:
    """What one expectation says is firing."""
    return [
        frozenset(re.findall(r'"([^"]*)"', sample["labels"]))
        for sample in expression["exp_samples"]
    ]
