"""The numbers that we state in words: each sentence is a fact that anybody can check by hand."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from midwatch.domain.measured import NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.slo.budget import ErrorBudget, Spending, error_budget
from midwatch.domain.slo.burn_rate import BurnRate, burn_rate, burn_rate_of
from midwatch.domain.slo.detection import first_alert
from midwatch.domain.slo.objective import Target
from midwatch.domain.units import Ratio

PERIOD = timedelta(days=30)
REQUESTS_PER_MINUTE = 600
PAGE, TICKET = AlertSeverity.PAGE, AlertSeverity.TICKET


def target(percent: str) -> Target:
    return Target(Ratio.from_percent(percent))


def budget_after(outage: timedelta, failing: float, percent: str = "99.9") -> ErrorBudget:
    """The 30-day budget after constant traffic of which a share failed during an outage."""
    per = timedelta(minutes=1) / REQUESTS_PER_MINUTE
    counts = Counts(bad=outage / per * failing, valid=PERIOD / per)
    budget = error_budget([Spending(target=target(percent), counts=counts)], PERIOD)
    assert isinstance(budget, ErrorBudget)
    return budget


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


@pytest.mark.parametrize(
    ("percent", "allowed"),
    [
        pytest.param("99.9", minutes(43.2), id="99.9% over 30 days allows 43.2 min"),
        pytest.param("99.95", minutes(21.6), id="99.95% over 30 days allows 21.6 min"),
        pytest.param("99.99", minutes(4.32), id="99.99% over 30 days allows 4.32 min"),
    ],
)
def test_a_target_allows_this_much_outage(percent: str, allowed: timedelta) -> None:
    assert budget_after(minutes(0), 0, percent).allowed_time == allowed


@pytest.mark.parametrize(
    ("outage", "failing", "share"),
    [
        pytest.param(minutes(25), 1.0, "57.9%", id="25 min of full outage is 57.9% of 43.2 min"),
        pytest.param(minutes(35), 1.0, "81.0%", id="35 min of full outage is 81.0%"),
        pytest.param(minutes(12), 0.5, "13.9%", id="12 min with half of requests failing is 13.9%"),
    ],
)
def test_an_outage_spends_this_share_of_the_budget(
    outage: timedelta, failing: float, share: str
) -> None:
    budget = budget_after(outage, failing)
    assert f"{budget.share_spent:.1%}" == share
    assert budget.spent_time.total_seconds() == pytest.approx(outage.total_seconds() * failing)
    assert budget.share_left == pytest.approx(1 - budget.share_spent)
    assert budget.left == pytest.approx(budget.allowed - budget.spent)


@pytest.mark.parametrize(
    ("multiple", "lasts"),
    [
        pytest.param(
            14.4, timedelta(hours=50), id="a burn of 14.4 empties a 30-day budget in 50 h"
        ),
        pytest.param(6, timedelta(days=5), id="6 in 5 d"),
        pytest.param(1, timedelta(days=30), id="1 in 30 d"),
        pytest.param(1000, minutes(43.2), id="1000 in 43.2 min"),
    ],
)
def test_a_burn_rate_empties_a_30_day_budget_in(multiple: float, lasts: timedelta) -> None:
    assert BurnRate(multiple).time_to_exhaustion(PERIOD) == lasts


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    failing: float
    severity: AlertSeverity
    after: timedelta | None


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            Detected(failing=1.0, severity=PAGE, after=timedelta(seconds=51.84)),
            id="a total outage pages after 51.8 s",
        ),
        pytest.param(
            Detected(failing=0.15, severity=PAGE, after=minutes(5.76)),
            id="15% errors page after 5.76 min",
        ),
        pytest.param(
            Detected(failing=0.10, severity=PAGE, after=minutes(8.64)),
            id="10% errors page after 8.64 min",
        ),
        pytest.param(
            Detected(failing=0.05, severity=PAGE, after=minutes(17.28)),
            id="5% errors page after 17.3 min",
        ),
        pytest.param(
            Detected(failing=0.02, severity=PAGE, after=minutes(43.2)),
            id="2% errors page after 43.2 min",
        ),
        pytest.param(
            Detected(failing=0.01, severity=PAGE, after=timedelta(hours=3.6)),
            id="1% errors page after 3.6 h",
        ),
        pytest.param(
            Detected(failing=0.005, severity=PAGE, after=None), id="0.5% errors never page"
        ),
        pytest.param(
            Detected(failing=0.005, severity=TICKET, after=timedelta(hours=14.4)),
            id="0.5% errors ticket after 14.4 h",
        ),
        pytest.param(
            Detected(failing=0.002, severity=PAGE, after=None), id="0.2% errors never page"
        ),
        pytest.param(
            Detected(failing=0.002, severity=TICKET, after=timedelta(hours=36)),
            id="0.2% errors ticket after 36 h",
        ),
        pytest.param(
            Detected(failing=0.001, severity=TICKET, after=None),
            id="0.1% errors are compliant and never ticket",
        ),
        pytest.param(
            Detected(failing=0.0, severity=TICKET, after=None), id="no errors never ticket"
        ),
    ],
)
def test_the_alerts_of_a_three_nines_objective_detect(case: Detected) -> None:
    alert = first_alert(case.failing, target("99.9"), case.severity)
    if case.after is None:
        assert alert is None
    else:
        assert alert is not None
        assert abs(alert.after - case.after) < timedelta(milliseconds=1)


def test_ten_requests_an_hour_with_one_failure_burn_100_times_and_spend_13_9_percent() -> None:
    burn = burn_rate(Counts(bad=1, valid=10), target("99.9"))
    assert isinstance(burn, BurnRate)
    assert burn.multiple == pytest.approx(100)
    assert f"{burn.budget_share(timedelta(hours=1), PERIOD):.1%}" == "13.9%"


def test_a_total_outage_of_a_90_percent_target_burns_10_times_and_1_39_percent_an_hour() -> None:
    burn = burn_rate_of(1.0, target("90"))
    assert burn.multiple == pytest.approx(10)
    assert f"{burn.budget_share(timedelta(hours=1), PERIOD):.2%}" == "1.39%"


def test_a_total_outage_of_a_90_percent_target_never_burns_14_4_times() -> None:
    alert = first_alert(1.0, target("90"), PAGE)
    assert alert is not None
    assert alert.window.burn_rate == 6


@pytest.mark.parametrize("percent", ["90", "99", "99.9", "99.95", "99.99", "99.999"])
def test_error_budget_plus_target_is_one(percent: str) -> None:
    assert target(percent).budget.value + target(percent).ratio.value == 1


def test_a_burn_just_above_the_rate_alerts_and_one_that_only_rounds_to_it_does_not() -> None:
    assert first_alert(0.0144 * 1.0001, target("99.9"), PAGE) is not None
    just_above, just_below = 14.44, 14.36
    for multiple, severity_window in ((just_above, 14.4), (just_below, 6)):
        alert = first_alert(multiple / 1000, target("99.9"), PAGE)
        assert alert is not None
        assert alert.window.burn_rate == severity_window


def test_without_valid_events_there_is_no_burn_rate() -> None:
    answer = burn_rate(Counts(bad=0, valid=0), target("99.9"))
    assert isinstance(answer, NoData)
    assert "no valid events" in answer.reason


def test_a_total_failure_of_few_requests_is_not_reported_as_burn_zero() -> None:
    burn = burn_rate(Counts(bad=2, valid=2), target("99"))
    assert isinstance(burn, BurnRate)
    assert burn.multiple == pytest.approx(100)
