"""What a page says at two in the morning, filled in by Prometheus' own templates."""

import subprocess
from pathlib import Path

import pytest
import yaml

from midwatch.formats.prometheus_rules import service_rules
from tests.rules.services import available, service

MONTH_S = 2_592_000

STATES = {
    "a budget that is half spent": (
        500.0,
        MONTH_S,
        "50% of the budget of 30d",
        "2h 24m 0s at this rate",
    ),
    "a budget that is overspent": (
        1500.0,
        MONTH_S,
        "nothing: 150% of the budget of 30d is spent",
        "nothing is left",
    ),
    "sums that do not cover the period": (
        1500.0,
        36_000,
        (
            "not known yet: sums are recorded for 10h 0m 0s of 30d; "
            "midwatch slo status api reads the source"
        ),
        "not known yet",
    ),
}


@pytest.mark.parametrize(("bad", "recorded_s", "left", "gone"), STATES.values(), ids=STATES.keys())
def test_a_page_says_what_burns_how_fast_what_is_left_and_when_it_is_gone(
    bad: float, recorded_s: float, left: str, gone: str, promtool: Path, tmp_path: Path
) -> None:
    """A million requests in the period; of the last hour's thousand 15% failed, of the last 5 minutes' hundred 20%."""
    expected = {
        "summary": "api: availability burns its error budget 150.0 times too fast",
        "description": "15% of requests fail over the last 1h, and 20% over the last 5m; "
        "the target is 99.9% good over 30d. A page starts at 14.4 times the sustainable rate.",
        "budget_left": left,
        "budget_gone_in": gone,
        "runbook": "none yet: write runbooks/api.md",
        "command": "midwatch slo status api",
    }
    rule = _first_page()
    dashboard = rule["annotations"].pop("dashboard")
    assert "graphLink" in dashboard
    windows = {"5m": (20, 100), "1h": (150, 1000), "30d": (bad, 1_000_000)}
    series = {
        f'midwatch:{kind}_events:increase{{slo="api-availability", window="{window}"}}': value
        for window, counts in windows.items()
        for kind, value in zip(("bad", "valid"), counts, strict=True)
    }
    series['midwatch:recorded:seconds{slo="api-availability"}'] = recorded_s
    assert _rendered(promtool, tmp_path, rule, series, expected) == ""


def _first_page() -> dict[str, dict[str, str]]:
    groups = service_rules(service("api", available()))["groups"]
    (rule, *_) = [
        rule
        for group in yaml.safe_load(yaml.safe_dump(groups))
        for rule in group["rules"]
        if rule.get("alert") == "ErrorBudgetBurn"
    ]
    assert isinstance(rule, dict)
    return rule


def _rendered(
    promtool: Path,
    folder: Path,
    rule: dict[str, dict[str, str]],
    series: dict[str, float],
    annotations: dict[str, str],
) -> str:
    """Nothing where the alert says exactly this, otherwise what promtool says."""
    labels = {**rule["labels"], "window": "1h"}
    test = {
        "interval": "1m",
        "input_series": [{"series": name, "values": f"{v}x2"} for name, v in series.items()],
        "alert_rule_test": [
            {
                "alertname": rule["alert"],
                "eval_time": "1m",
                "exp_alerts": [{"exp_labels": labels, "exp_annotations": annotations}],
            }
        ],
    }
    files = {
        "rules.yaml": {"groups": [{"name": "page", "rules": [rule]}]},
        "test.yaml": {"rule_files": ["rules.yaml"], "tests": [test]},
    }
    for name, content in files.items():
        (folder / name).write_text(yaml.safe_dump(content))
    done = subprocess.run(
        [promtool, "test", "rules", "test.yaml"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr
