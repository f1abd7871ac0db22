"""The shape of a test file: cases with their series, and which alerts must be firing.

Every test reads the alerts back as `ALERTS`, so that one expectation names all that fire and thereby all that do not.
Source: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from midwatch.dialects.promql import duration, number, selector, string
from midwatch.domain.signals.selector import Matcher, Selector
from midwatch.formats.yaml_dump import Value

Input = dict[str, str]
"""Series by name and labels, each with its samples in promtool's notation."""
Labels = Mapping[str, str]

BLIND: Labels = {"alertname": "ObjectiveBlind", "severity": "ticket"}


@dataclass(frozen=True, slots=True)
class Grid:
    """When samples lie, one every `step`, and when the alerts are looked at: after `length`."""

    step: timedelta
    length: timedelta

    @property
    def steps(self) -> int:
        """How many samples follow the first one."""
        return self.length // self.step

    def rising(self, per_step: float) -> str:
        """A counter."""
        return f"0+{number(per_step)}x{self.steps}"

    def constant(self, value: float) -> str:
        """The same sample at every step but the first: promtool's hour 0 would tell how far back recordings reach."""
        return f"_ {number(value)}x{self.steps - 1}"


def series(metric: str, labels: Labels) -> str:
    """A series as promtool names it."""
    conditions = tuple(Matcher(label, value) for label, value in sorted(labels.items()))
    return selector(Selector(metric, conditions))


def case(name: str, grid: Grid, given: Input, expected: Iterable[Value]) -> Value:
    """One test."""
    return {
        "name": name,
        "interval": duration(grid.step),
        "input_series": [{"series": key, "values": values} for key, values in given.items()],
        "promql_expr_test": [*expected],
    }


def alerts_are(
    condition: str, labels: Sequence[str], firing: Iterable[Labels], grid: Grid
) -> Value:
    """Of the alerts that a condition picks, exactly these are firing; `labels` tell them apart."""
    found = f'ALERTS{{alertstate="firing", {condition}}}' if condition else _FIRING
    return holds(f"count by ({', '.join(labels)}) ({found})", map(_sample, firing), grid)


def holds(expression: str, samples: Iterable[Value], grid: Grid) -> Value:
    """At the end the expression yields exactly these samples."""
    return {"expr": expression, "eval_time": duration(grid.length), "exp_samples": [*samples]}


def test_file(rule_file: str, every: timedelta, cases: Iterable[Value]) -> dict[str, Value]:
    """A whole file; all rules are evaluated every so often, whatever their groups say."""
    return {
        "rule_files": [rule_file],
        "evaluation_interval": duration(every),
        "tests": [*cases],
    }


_FIRING = 'ALERTS{alertstate="firing"}'


def _sample(labels: Labels) -> Value:
    inner = ", ".join(f"{key}={string(value)}" for key, value in sorted(labels.items()))
    return {"labels": f"{{{inner}}}", "value": 1}
