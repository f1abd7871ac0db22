from datetime import timedelta
from decimal import Decimal

import pytest

from midwatch.domain.findings import Place
from midwatch.domain.slo.definition.declaration import Declaration
from midwatch.domain.slo.objective import AlertPolicy, ObjectiveKind, Tier
from midwatch.domain.slo.period import RollingPeriod
from midwatch.formats.service_file.parse import parse

SHORT = """\
service: api-service
slo:
  availability: 99.9%
  latency_p95: 200ms
  error_rate: 0.1%
error_budget:
  monthly_downtime: 43.2m
"""


@pytest.fixture(scope="module")
def declaration() -> Declaration:
    read = parse(SHORT, "slos/api-service.yaml")
    assert read.findings == ()
    assert read.is_sound
    assert read.declaration is not None
    return read.declaration


def test_three_lines_are_three_objectives_with_exact_targets(declaration: Declaration) -> None:
    promised = {
        objective.name: (objective.kind, objective.target.ratio.value, objective.bound)
        for objective in declaration.objectives
    }
    assert promised == {
        "availability": (ObjectiveKind.AVAILABILITY, Decimal("0.999"), None),
        "latency_p95": (ObjectiveKind.LATENCY, Decimal("0.95"), timedelta(milliseconds=200)),
        "error_rate": (ObjectiveKind.ERROR_RATE, Decimal("0.999"), None),
    }


def test_what_is_not_said_is_the_default(declaration: Declaration) -> None:
    assert declaration.service == "api-service"
    assert declaration.tier is Tier.NORMAL
    assert declaration.convention is None
    assert {objective.period for objective in declaration.objectives} == {RollingPeriod()}


def test_the_stated_downtime_is_kept_to_be_compared(declaration: Declaration) -> None:
    assert declaration.monthly_downtime == timedelta(minutes=43, seconds=12)


def test_one_cause_pages_once_so_the_error_rate_opens_tickets_only(
    declaration: Declaration,
) -> None:
    alerting = {objective.name: objective.alerting for objective in declaration.objectives}
    assert alerting["availability"] == AlertPolicy()
    assert alerting["error_rate"] == AlertPolicy(pages=False)


def test_an_error_rate_alone_pages() -> None:
    read = parse("service: a\nslo: {error_rate: 1%}\n", "slos/a.yaml").declaration
    assert read is not None
    assert read.objectives[0].alerting.pages


def test_every_key_has_its_place() -> None:
    places = parse(SHORT, "slos/api-service.yaml").places
    assert places["slo.latency_p95"] == Place("slos/api-service.yaml", 4, 16, 21)
    assert places["error_budget.monthly_downtime"] == Place("slos/api-service.yaml", 7, 21, 26)


@pytest.mark.parametrize(
    ("name", "percent"),
    [("latency_p50", 50), ("latency_p99", 99), ("latency_p99.9", Decimal("99.9"))],
)
def test_the_percentile_is_the_target(name: str, percent: Decimal) -> None:
    read = parse(f"service: a\nslo: {{{name}: 1s}}\n", "slos/a.yaml").declaration
    assert read is not None
    assert read.objectives[0].target.ratio.percent == percent
