"""Rules and their input through promtool: Prometheus' own engine, in virtual time."""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import yaml

from midwatch.dialects.promql import duration


@dataclass(frozen=True, slots=True)
class Holds:
    """An expression that must yield one sample, 1, at a moment after the beginning."""

    expression: str
    at: timedelta
    because: str


def evaluate(
    promtool: Path,
    folder: Path,
    rules: str,
    series: Mapping[str, str],
    expectations: Sequence[Holds],
    timeout_s: float = 600,
) -> str:
    """Run one test file; "" where every expectation held, otherwise what promtool says."""
    (folder / "rules.yaml").write_text(rules)
    test = {
        "rule_files": ["rules.yaml"],
        "evaluation_interval": "30s",
        "tests": [
            {
                "interval": "30s",
                "input_series": [
                    {"series": name, "values": values} for name, values in series.items()
                ],
                "promql_expr_test": [
                    {
                        "expr": expectation.expression,
                        "eval_time": duration(expectation.at),
                        "exp_samples": [{"labels": "{}", "value": 1}],
                    }
                    for expectation in expectations
                ],
            }
        ],
    }
    (folder / "rules_test.yaml").write_text(yaml.safe_dump(test, sort_keys=False))
    done = subprocess.run(
        [promtool, "test", "rules", "rules_test.yaml"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )
    return "" if done.returncode == 0 else " | ".join((done.stdout + done.stderr).split("\n"))
