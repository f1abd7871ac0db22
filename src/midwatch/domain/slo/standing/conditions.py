"""Whether an alert's condition holds now, by the same rule as the generated alerts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.slo.alert_windows import (
    ALERT_WINDOWS,
    AlertSeverity,
    AlertWindow,
    windows_of,
)
from midwatch.domain.slo.burn_rate import BurnRate, burn_rate
from midwatch.domain.slo.objective import Objective, Target
from midwatch.domain.slo.rules import (
    ABSOLUTE_PAGE_RATIO,
    BASE_WINDOW,
    COVERAGE_STEP,
    DIRECT_LIMIT,
)

STATUS_WINDOWS = windows_of(*AlertSeverity)
"""Every long and short window of the alerts, shortest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowBurn:
    """What happened in one window up to now, and how fast it burns; both `NoData` together."""

    window: timedelta
    counts: Measured[Counts] | NoData
    burn: Measured[BurnRate] | NoData

    @property
    def multiple(self) -> float | None:
        """The burn rate as a number, None without data."""
        return self.burn.value.multiple if isinstance(self.burn, Measured) else None

    @property
    def bad_events(self) -> float:
        """Bad events in the window, 0 without data: for the low-traffic minimum."""
        return self.counts.value.bad if isinstance(self.counts, Measured) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertCondition:
    """One alert window as it stands: the burns of its long and its short window, and the low-traffic minimum.

    `telemetry`: for how long there has been any; None where that is unknown, or longer than was looked for.
    """

    window: AlertWindow
    long: WindowBurn
    short: WindowBurn
    minimum_bad_events: int
    telemetry: timedelta | None = None

    @property
    def burns(self) -> bool:
        """Whether both windows burn faster than the rate, on unrounded numbers."""
        return all(
            burn.multiple is not None and burn.multiple > self.window.burn_rate
            for burn in (self.long, self.short)
        )

    @property
    def enough_events(self) -> bool:
        """Whether the long window has as many bad events as the low-traffic policy wants."""
        return self.long.bad_events >= self.minimum_bad_events

    @property
    def old_enough(self) -> bool:
        """Whether telemetry reaches back through a window that rules sum: else less is judged than its name says."""
        if self.window.long <= DIRECT_LIMIT or self.telemetry is None:
            return True
        return self.telemetry >= self.window.long - COVERAGE_STEP

    @property
    def holds(self) -> bool:
        """Whether the alert would fire."""
        return self.burns and self.enough_events and self.old_enough


def window_burn(window: timedelta, counts: Measured[Counts] | NoData, target: Target) -> WindowBurn:
    """The burn rate of one window, with the provenance of its counts."""
    if isinstance(counts, NoData):
        return WindowBurn(window=window, counts=counts, burn=counts)
    burn = burn_rate(counts.value, target)
    if isinstance(burn, NoData):
        absent = NoData(reason=burn.reason, provenance=counts.provenance)
        return WindowBurn(window=window, counts=absent, burn=absent)
    return WindowBurn(window=window, counts=counts, burn=counts.map(lambda _: burn))


def conditions(
    objective: Objective,
    target: Target,
    burns: Mapping[timedelta, WindowBurn],
    telemetry: timedelta | None,
) -> tuple[AlertCondition, ...]:
    """Every alert that the objective's policy asks for, gravest first.

    `target` is the one that the burns are of; `telemetry` as in `AlertCondition`.
    """
    return tuple(
        AlertCondition(
            window=window,
            long=burns[window.long],
            short=burns[window.short],
            minimum_bad_events=objective.alerting.minimum_bad_events,
            telemetry=telemetry,
        )
        for window in alert_windows_of(objective, target)
    )


def alert_windows_of(objective: Objective, target: Target) -> tuple[AlertWindow, ...]:
    """The alert windows of an objective's policy; an absolute page is one whose burn rate is that of its share."""
    wanted = {
        AlertSeverity.PAGE: objective.alerting.pages,
        AlertSeverity.TICKET: objective.alerting.tickets,
    }
    absolute = AlertWindow(
        severity=AlertSeverity.PAGE,
        burn_rate=ABSOLUTE_PAGE_RATIO / float(target.budget),
        long=BASE_WINDOW,
        short=BASE_WINDOW,
    )
    return (
        *((absolute,) if objective.alerting.pages_absolutely else ()),
        *(window for window in ALERT_WINDOWS if wanted[window.severity]),
    )
