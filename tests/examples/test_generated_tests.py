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
    tests = _loaded(rules.with_name(f"{rules.stem}_test.yaml"))["tests"]
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


@pytest.mark.parametrize(
    ("alert", "spoilt"),
    {
        "a page that needs too fast a burn": ("> 14.4", "> 25"),
        "a page that fires within budget": ("> 14.4", "> 0.1"),
        "a ticket of the wrong window": ('window="3d"', 'window="9d"'),
        "failures of another code": ('code=~"5.."', 'code=~"6.."'),
        "a binding that nobody watches": ('code=""}) > 0', 'code=""}) > 9'),
        "traffic that is not missed": ("[1d]", "[1s]"),
        "no minimum of bad events": (">= 3", ">= 0"),
    }.values(),
    ids=lambda text: text,
)
def test_generated_tests_notice_a_spoilt_rule(
    alert: str, spoilt: str, promtool: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "alerts"
    shutil.copytree(EXAMPLES / "short-form/alerts", folder)
    rules = folder / "api-service-slo.yaml"
    text = rules.read_text()
    assert alert in text
    rules.write_text(text.replace(alert, spoilt))
    done = subprocess.run(
        [promtool, "test", "rules", folder / "api-service-slo_test.yaml"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1


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
