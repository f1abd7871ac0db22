"""When an alert comes: the theory, for constant traffic of which a constant share turns bad at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from midwatch.domain.slo.alert_windows import ALERT_WINDOWS, AlertSeverity, AlertWindow
from midwatch.domain.slo.burn_rate import burn_rate_of
from midwatch.domain.slo.objective import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAlert:
    """The window that alerts first, and how long after the onset."""

    window: AlertWindow
    after: timedelta


def time_to_detect(bad_ratio: float, target: Target, window: AlertWindow) -> timedelta | None:
    """How long after the onset both windows burn faster than their rate; None where they never do.

    A window of which only the last part is bad burns in proportion to that part, so each exceeds the rate after
    rate ÷ burn of its length, and the longer one decides. A real Prometheus adds one scrape and one evaluation, and
    one scrape more for a series that is born with the outage.
    """
    burn = burn_rate_of(bad_ratio, target)
    if not burn.multiple > window.burn_rate:
        return None
    return max(window.long, window.short) * (window.burn_rate / burn.multiple)


def first_alert(
    bad_ratio: float,
    target: Target,
    severity: AlertSeverity,
    windows: Sequence[AlertWindow] = ALERT_WINDOWS,
) -> FirstAlert | None:
    """The first alert of a severity; None where this share of bad events never causes one."""
    detected = [
        FirstAlert(window=window, after=after)
        for window in windows
        if window.severity is severity
        and (after := time_to_detect(bad_ratio, target, window)) is not None
    ]
    return min(detected, key=lambda alert: alert.after, default=None)
