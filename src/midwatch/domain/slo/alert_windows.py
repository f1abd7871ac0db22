"""Which burn rates alert, over which windows.

Source: The Site Reliability Workbook, chapter 5, table 5-8, https://sre.google/workbook/alerting-on-slos/
(the table's 1d and 3d tickets burn 3 and 1). The burn rates hold for every period; the share of the budget that each
stands for follows from the period.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum


class AlertSeverity(Enum):
    """A page wakes a person now; a ticket waits for the working day."""

    PAGE = "page"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertWindow:
    """Alert while both windows burn faster than `burn_rate` (times the sustainable rate)."""

    severity: AlertSeverity
    burn_rate: float
    long: timedelta
    short: timedelta

    def budget_share(self, period: timedelta) -> float:
        """The share of the period's budget that is spent when the long window has burnt at this rate throughout."""
        return self.burn_rate * (self.long / period)


ALERT_WINDOWS = (
    AlertWindow(
        severity=AlertSeverity.PAGE,
        burn_rate=14.4,
        long=timedelta(hours=1),
        short=timedelta(minutes=5),
    ),
    AlertWindow(
        severity=AlertSeverity.PAGE,
        burn_rate=6,
        long=timedelta(hours=6),
        short=timedelta(minutes=30),
    ),
    AlertWindow(
        severity=AlertSeverity.TICKET,
        burn_rate=3,
        long=timedelta(days=1),
        short=timedelta(hours=2),
    ),
    AlertWindow(
        severity=AlertSeverity.TICKET,
        burn_rate=1,
        long=timedelta(days=3),
        short=timedelta(hours=6),
    ),
)

FASTEST_PAGE = max(
    (alert for alert in ALERT_WINDOWS if alert.severity is AlertSeverity.PAGE),
    key=lambda alert: alert.burn_rate,
)
"""The page for what burns fastest: 2% of a 30-day budget in its hour."""


def windows_of(*severities: AlertSeverity) -> tuple[timedelta, ...]:
    """Every long and short window of the alerts of these severities, shortest first."""
    alerts = [alert for alert in ALERT_WINDOWS if alert.severity in severities]
    return tuple(sorted({window for alert in alerts for window in (alert.long, alert.short)}))
