from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.slo.correction import Correction, CorrectionKind
from midwatch.domain.slo.definition.declaration import Declaration, DeclaredObjective
from midwatch.domain.slo.freeze import FreezePolicy, NoDataPolicy, Override
from midwatch.domain.slo.indicator import (
    CounterEvents,
    Indicator,
    Polarity,
    QueryEvents,
    RatioQuery,
    SampleEvents,
)
from midwatch.domain.slo.objective import (
    AlertPolicy,
    BySlices,
    MissingData,
    ObjectiveKind,
    Target,
    Tier,
)
from midwatch.domain.slo.period import CalendarPeriod, CalendarUnit, RollingPeriod
from midwatch.domain.units import Ratio, TimeRange
from midwatch.formats.service_file.parse import parse

LONG = """\
service: checkout
owner: team-shop
tier: critical
environment: production
depends_on: [payments, database]
code: [services/checkout/, ./lib/money.py, "src//api/./v2 "]
convention: grpc-server
selector: {namespace: shop}
period: {calendar: month, time_zone: Europe/Berlin}
budgeting: {slices: 1m, good_when: 99%}
missing: bad
alerting: {minimum_bad_events: off, absolute_page: on}
rationale: |
  Users retry once.
runbook: runbooks/checkout.md
dashboard: https://grafana.example.org/d/checkout
slo:
  availability:
    target: 99.95%
    description: orders that were placed
    period: 28d
    budgeting: events
    alerting: {ticket: off}
    missing: ignore
    earlier_targets:
      - {until: 2026-03-01, target: 99.5%}
      - {until: 2026-01-01, target: 99%}
  latency_p99:
    bound: 1.5s
    successful_only: true
  error_rate:
    rate: 0.2%
    alerting: {page: on}
corrections:
  - start: 2026-02-01T10:00:00Z
    end: 2026-02-01T13:00:00+01:00
    kind: maintenance
    reason: database upgrade
    objectives: [availability]
policy:
  slow_below: 30%
  no_data: freeze
  exempt: [rollback]
  overrides:
    - {reason: the fix itself, expires: 2026-02-02T00:00:00Z, by: release-managers}
"""


@pytest.fixture(scope="module")
def declaration() -> Declaration:
    read = parse(LONG, "slos/checkout.yaml")
    assert read.findings == ()
    assert read.declaration is not None
    return read.declaration


@pytest.fixture(scope="module")
def objectives(declaration: Declaration) -> dict[str, DeclaredObjective]:
    return {objective.name: objective for objective in declaration.objectives}


def test_a_service_says_who_owns_it_and_what_it_stands_on(declaration: Declaration) -> None:
    assert (declaration.owner, declaration.tier) == ("team-shop", Tier.CRITICAL)
    assert declaration.environment == "production"
    assert declaration.depends_on == ("payments", "database")
    assert declaration.code == ("services/checkout", "lib/money.py", "src/api/v2")
    assert declaration.rationale == "Users retry once.\n"
    assert declaration.runbook == "runbooks/checkout.md"
    assert declaration.dashboard == "https://grafana.example.org/d/checkout"


def test_a_service_says_how_its_series_are_found(declaration: Declaration) -> None:
    assert declaration.convention == "grpc-server"
    assert declaration.selector == (Matcher("namespace", "shop"),)


def test_what_the_file_says_holds_for_objectives_that_say_nothing(
    objectives: dict[str, DeclaredObjective],
) -> None:
    latency = objectives["latency_p99"]
    assert latency.period == CalendarPeriod(CalendarUnit.MONTH, ZoneInfo("Europe/Berlin"))
    assert latency.budgeting == BySlices(
        length=timedelta(minutes=1), slice_target=Ratio(Decimal("0.99"))
    )
    assert latency.missing is MissingData.BAD
    assert latency.alerting == AlertPolicy(minimum_bad_events=0, absolute_page=True)
    assert (latency.bound, latency.successful_only) == (timedelta(seconds=1.5), True)


def test_an_objective_may_differ_and_keeps_the_rest(
    objectives: dict[str, DeclaredObjective],
) -> None:
    availability = objectives["availability"]
    assert availability.period == RollingPeriod(timedelta(days=28))
    assert availability.missing is MissingData.IGNORE
    assert availability.alerting == AlertPolicy(
        tickets=False, minimum_bad_events=0, absolute_page=True
    )
    assert availability.description == "orders that were placed"


def test_earlier_targets_are_in_order_of_their_end(
    objectives: dict[str, DeclaredObjective],
) -> None:
    assert objectives["availability"].earlier_targets == (
        (date(2026, 1, 1), Target(Ratio.from_percent(99))),
        (date(2026, 3, 1), Target(Ratio.from_percent("99.5"))),
    )


def test_an_error_rate_pages_beside_availability_where_that_is_said(
    objectives: dict[str, DeclaredObjective],
) -> None:
    rate = objectives["error_rate"]
    assert rate.target.budget.percent == Decimal("0.2")
    assert rate.alerting.pages


def test_corrections_and_the_budget_policy_are_read(declaration: Declaration) -> None:
    ten, twelve = (datetime(2026, 2, 1, hour, tzinfo=UTC) for hour in (10, 12))
    assert declaration.corrections == (
        Correction(
            span=TimeRange(ten, twelve),
            kind=CorrectionKind.MAINTENANCE,
            reason="database upgrade",
            objectives=("availability",),
        ),
    )
    assert declaration.freeze_policy == FreezePolicy(
        slow_below=Ratio.from_percent(30),
        no_data=NoDataPolicy.FREEZE,
        exempt=("rollback",),
        overrides=(
            Override(
                reason="the fix itself",
                expires=datetime(2026, 2, 2, tzinfo=UTC),
                by="release-managers",
            ),
        ),
    )


def counter(metric: str, *matchers: Matcher) -> Selector:
    return Selector(metric, matchers)


JOB = Matcher("job", "a")
CODED = Matcher("code", "", MatchOperator.NOT_EQUAL)
BROKEN = Matcher("code", "5..", MatchOperator.REGEX)


@pytest.mark.parametrize(
    ("name", "fields", "expected"),
    [
        pytest.param(
            "checkout",
            """{target: 99%, total: 'orders_total{job="a"}', bad: failures_total}""",
            CounterEvents(
                valid=counter("orders_total", JOB),
                selected=counter("failures_total"),
                polarity=Polarity.BAD,
            ),
            id="two counters",
        ),
        pytest.param(
            "checkout",
            """{target: 99%, total: 'r_total{job="a"}', bad: 'r_total{job="a",code=~"5.."}'}""",
            CounterEvents(
                valid=counter("r_total", JOB, CODED),
                selected=counter("r_total", JOB, BROKEN),
                polarity=Polarity.BAD,
                presence_label="code",
            ),
            id="one counter whose label tells",
        ),
        pytest.param(
            "checkout",
            "{target: 99%, total: 'sum(rate(a[{{.window}}]))', good: 'sum(rate(b[{{.window}}]))'}",
            QueryEvents(
                valid="sum(rate(a[{{.window}}]))",
                selected="sum(rate(b[{{.window}}]))",
                polarity=Polarity.GOOD,
            ),
            id="queries",
        ),
        pytest.param(
            "checkout",
            "{target: 99%, ratio: 'avg_over_time(bad:ratio[{{.window}}])'}",
            RatioQuery(ratio="avg_over_time(bad:ratio[{{.window}}])"),
            id="a ratio of one's own",
        ),
        pytest.param(
            "availability",
            "{target: 99%, total: a_total, good: b_total}",
            CounterEvents(
                valid=counter("a_total"), selected=counter("b_total"), polarity=Polarity.GOOD
            ),
            id="availability by counters of one's own",
        ),
        pytest.param(
            "freshness",
            "{target: 99%, bound: 1h, age_of: last_success_timestamp_seconds}",
            SampleEvents(gauge=counter("last_success_timestamp_seconds"), bad_above=3600, age=True),
            id="freshness by a time of last success",
        ),
        pytest.param(
            "queue_age",
            "{target: 99%, bound: 30s, gauge: oldest_seconds}",
            SampleEvents(gauge=counter("oldest_seconds"), bad_above=30),
            id="age of a queue",
        ),
        pytest.param(
            "batch_success",
            "{target: 95%, total: runs_total, bad: failed_runs_total}",
            CounterEvents(
                valid=counter("runs_total"),
                selected=counter("failed_runs_total"),
                polarity=Polarity.BAD,
            ),
            id="batch runs",
        ),
        pytest.param(
            "probe",
            """{target: 99%, gauge: 'probe_success{target="shop"}'}""",
            SampleEvents(gauge=counter("probe_success", Matcher("target", "shop")), bad_below=1),
            id="a probe's success is 1",
        ),
        pytest.param(
            "queue_length",
            "{target: 99%, gauge: jobs, bad_above: 1000}",
            SampleEvents(gauge=counter("jobs"), bad_above=1000),
            id="a gauge above a limit",
        ),
        pytest.param(
            "replicas",
            "{target: 99%, gauge: ready, bad_below: 2}",
            SampleEvents(gauge=counter("ready"), bad_below=2),
            id="a gauge below a limit",
        ),
    ],
)
def test_an_objective_may_say_where_it_is_measured(
    name: str, fields: str, expected: Indicator
) -> None:
    read = parse(f"service: a\nslo:\n  {name}: {fields}\n", "slos/a.yaml")
    assert read.findings == ()
    assert read.declaration is not None
    assert read.declaration.objectives[0].indicator == expected


def test_a_probe_in_short_form_is_bound_by_the_convention() -> None:
    read = parse("service: a\nslo: {probe: 99%}\n", "slos/a.yaml").declaration
    assert read is not None
    assert read.objectives[0].kind is ObjectiveKind.PROBE
    assert read.objectives[0].indicator is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{a: b}", (Matcher("a", "b"),)),
        ('code!~"2.."', (Matcher("code", "2..", MatchOperator.NOT_REGEX),)),
        ("a=\"x\", b!='y',", (Matcher("a", "x"), Matcher("b", "y", MatchOperator.NOT_EQUAL))),
        ("[{a: b}, 'c=~\"d|e\"']", (Matcher("a", "b"), Matcher("c", "d|e", MatchOperator.REGEX))),
    ],
)
def test_a_selector_is_labels_or_matchers_or_both(
    written: str, expected: tuple[Matcher, ...]
) -> None:
    read = parse(f"service: a\nselector: {written}\nslo: {{probe: 99%}}\n", "slos/a.yaml")
    assert read.declaration is not None
    assert read.declaration.selector == expected
