"""Detection times against a simulation that knows no formula: traffic second by second, summed over the windows."""

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.slo.alert_windows import ALERT_WINDOWS, AlertSeverity, AlertWindow
from midwatch.domain.slo.detection import first_alert, time_to_detect
from midwatch.domain.slo.objective import Target
from midwatch.domain.units import Ratio, seconds

THREE_NINES = Target(Ratio.from_percent("99.9"))
HORIZON_S = 2 * 86_400
BEFORE_S = 3 * 86_400
PER_SECOND = 10.0

targets = st.decimals("50", "99.999", places=3).map(lambda p: Target(Ratio.from_percent(p)))
windows = st.sampled_from(ALERT_WINDOWS)
ratios = st.floats(0, 1)


def simulated(bad_ratio: float, target: Target, window: AlertWindow) -> int | None:
    """The first second after the onset at which both windows burn too fast; None within the horizon."""
    bad = np.concatenate([np.zeros(BEFORE_S), np.full(HORIZON_S, PER_SECOND * bad_ratio)])
    so_far = np.concatenate([[0.0], np.cumsum(bad)])
    now = np.arange(BEFORE_S, BEFORE_S + HORIZON_S + 1)
    holds = np.ones(now.shape, dtype=bool)
    for length in (int(seconds(window.long)), int(seconds(window.short))):
        in_window = so_far[now] - so_far[now - length]
        burn = in_window / (PER_SECOND * length) / float(target.budget)
        holds &= burn > window.burn_rate * (1 + 1e-12)
    return int(holds.argmax()) if holds.any() else None


def simulated_first(bad_ratio: float, severity: AlertSeverity) -> int | None:
    times = [
        second
        for window in ALERT_WINDOWS
        if window.severity is severity
        and (second := simulated(bad_ratio, THREE_NINES, window)) is not None
    ]
    return min(times, default=None)


@pytest.mark.parametrize("severity", AlertSeverity, ids=lambda severity: severity.value)
@pytest.mark.parametrize("percent", [100, 50, 15, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05])
def test_the_theory_agrees_with_traffic_simulated_second_by_second(
    percent: float, severity: AlertSeverity
) -> None:
    theory = first_alert(percent / 100, THREE_NINES, severity)
    simulation = simulated_first(percent / 100, severity)
    if simulation is None:
        assert theory is None
    else:
        assert theory is not None
        assert simulation - 1 <= seconds(theory.after) <= simulation


@pytest.mark.parametrize("window", ALERT_WINDOWS, ids=lambda w: f"{w.burn_rate}x over {w.long}")
def test_a_window_of_its_own_agrees_with_the_simulation(window: AlertWindow) -> None:
    target = Target(Ratio(Decimal("0.99")))
    theory, simulation = time_to_detect(1.0, target, window), simulated(1.0, target, window)
    assert theory is not None
    assert simulation is not None
    assert simulation - 1 <= seconds(theory) <= simulation


def test_both_windows_have_to_burn_so_the_longer_one_decides_at_a_steady_failure() -> None:
    swapped = AlertWindow(
        severity=AlertSeverity.PAGE,
        burn_rate=14.4,
        long=timedelta(minutes=5),
        short=timedelta(hours=1),
    )
    assert time_to_detect(1.0, THREE_NINES, swapped) == time_to_detect(
        1.0, THREE_NINES, ALERT_WINDOWS[0]
    )


@given(targets, windows, ratios, ratios)
def test_more_failures_never_alert_later(
    target: Target, window: AlertWindow, one: float, other: float
) -> None:
    fewer, more = sorted((one, other))
    late, soon = (time_to_detect(ratio, target, window) for ratio in (fewer, more))
    if late is not None:
        assert soon is not None
        assert soon <= late


@given(targets, windows, ratios)
def test_an_alert_comes_before_its_long_window_is_full_or_never(
    target: Target, window: AlertWindow, ratio: float
) -> None:
    after = time_to_detect(ratio, target, window)
    assert after is None or timedelta(0) < after <= window.long


@given(targets, ratios)
def test_the_first_alert_is_no_later_than_that_of_any_window(target: Target, ratio: float) -> None:
    for severity in AlertSeverity:
        first = first_alert(ratio, target, severity)
        times = [
            time_to_detect(ratio, target, window)
            for window in ALERT_WINDOWS
            if window.severity is severity
        ]
        expected = min((time for time in times if time is not None), default=None)
        assert (first.after if first else None) == expected
