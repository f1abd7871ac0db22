"""How often a compliant service with little traffic pages for nothing: the simulation behind the default minimum.

Usage: python -m tools.low_traffic
"""

from datetime import timedelta
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from midwatch.domain.slo.alert_windows import ALERT_WINDOWS, AlertSeverity
from midwatch.domain.slo.objective import Target
from midwatch.domain.units import Ratio

MINUTES = 30 * 24 * 60
WARM_UP = 6 * 60
"""Minutes before the 30 days, so that every window is full."""
SEEDS = range(40)
TARGET = Target(Ratio.from_percent("99.9"))
FAILURES = 0.0005
"""Half of what the target allows."""
Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def false_pages(per_hour: float, minimum_bad_events: int) -> float:
    """Pages in 30 days on average, of a service that fails half as often as it may."""
    return float(np.mean([_pages(per_hour, minimum_bad_events, seed) for seed in SEEDS]))


def _pages(per_hour: float, minimum: int, seed: int) -> int:
    """How often any page condition begins to hold in 30 days of Poisson traffic, minute by minute."""
    random = np.random.default_rng(seed)
    valid = random.poisson(per_hour / 60, WARM_UP + MINUTES)
    bad = random.binomial(valid, FAILURES)
    holds = np.zeros(MINUTES, dtype=np.bool_)
    for window in ALERT_WINDOWS:
        if window.severity is AlertSeverity.PAGE:
            long, short = (_in_window(bad, length) for length in (window.long, window.short))
            rate = window.burn_rate * float(TARGET.budget)
            burns = (long > rate * _in_window(valid, window.long)) & (
                short > rate * _in_window(valid, window.short)
            )
            holds |= burns & (long >= minimum)
    return sum(now and not before for before, now in pairwise([False, *holds.tolist()]))


def _in_window(events: Counts, window: timedelta) -> Counts:
    length = int(window / timedelta(minutes=1))
    so_far = np.concatenate([[0], np.cumsum(events)])
    now = np.arange(WARM_UP + 1, WARM_UP + MINUTES + 1)
    in_window: Counts = so_far[now] - so_far[now - length]
    return in_window


def table() -> str:
    """False pages by traffic, without a minimum and with the default of three, as Markdown."""
    lines = ["| requests an hour | no minimum | at least 3 failures |", "|---|---|---|"]
    lines += [
        f"| {per_hour} | {false_pages(per_hour, 0):.1f} | {false_pages(per_hour, 3):.1f} |"
        for per_hour in (10, 60, 600, 6000)
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
