"""An objective: what is measured, how good it has to be, over which period, and who is woken."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum

from midwatch.domain.signals.selector import Selector
from midwatch.domain.slo.correction import Correction
from midwatch.domain.slo.freeze import FreezePolicy
from midwatch.domain.slo.golden_signals import GoldenSignals
from midwatch.domain.slo.indicator import CounterEvents, Indicator, LatencyBound
from midwatch.domain.slo.period import Period, RollingPeriod
from midwatch.domain.units import Ratio


class Tier(Enum):
    """How much hangs on a service."""

    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"
    INTERNAL = "internal"


class ObjectiveKind(Enum):
    """What an objective promises."""

    AVAILABILITY = "availability"
    LATENCY = "latency"
    ERROR_RATE = "error_rate"
    FRESHNESS = "freshness"
    QUEUE_AGE = "queue_age"
    BATCH_SUCCESS = "batch_success"
    PROBE = "probe"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Target:
    """The share of valid events that must be good: above 0 and below 1, exact.

    Raises ValueError at 0 and at 1: a target of 100% has no budget and nothing can be computed from it.
    """

    ratio: Ratio

    def __post_init__(self) -> None:
        """Refuse targets that leave no budget, or promise nothing."""
        if not Decimal(0) < self.ratio.value < Decimal(1):
            msg = f"a target lies between 0% and 100%, both excluded, not at {self.ratio.percent}%"
            raise ValueError(msg)

    @property
    def budget(self) -> Ratio:
        """The share of valid events that may be bad; with the target it makes one."""
        return self.ratio.complement


@dataclass(frozen=True, slots=True)
class ByEvents:
    """Every valid event weighs the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BySlices:
    """Time is cut into slices; a slice is bad where its share of good events is below `slice_target`.

    A slice without valid events is good, unless the missing-data policy says otherwise.
    """

    length: timedelta
    slice_target: Ratio


Budgeting = ByEvents | BySlices


class MissingData(Enum):
    """What absent telemetry does to the budget: it counts as bad time, or not at all."""

    BAD = "bad"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPolicy:
    """Which burn alerts are made. `minimum_bad_events` in the long window guards low traffic; 0 is off."""

    pages: bool = True
    tickets: bool = True
    minimum_bad_events: int = 3
    absolute_page: bool = False
    """Also page when more than half of the requests fail for 5 minutes: for targets that burn rates page too late."""

    @property
    def pages_absolutely(self) -> bool:
        """Whether the absolute page is made: asked for, and pages are on."""
        return self.pages and self.absolute_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """One promise of one service, bound to its metrics. `name` is `availability`, `latency_p95` and the like."""

    service: str
    name: str
    kind: ObjectiveKind
    target: Target
    indicator: Indicator
    period: Period = RollingPeriod()
    budgeting: Budgeting = ByEvents()
    alerting: AlertPolicy = AlertPolicy()
    missing: MissingData = MissingData.IGNORE
    latency: LatencyBound | None = None
    description: str = ""
    earlier_targets: tuple[tuple[date, Target], ...] = ()
    """Targets that held before, each with the first day (UTC) on which the next one held; oldest first."""

    def target_at(self, at: datetime) -> Target:
        """The target that held at a moment: a changed target has an effective date."""
        day = at.astimezone(UTC).date()
        return next((target for until, target in self.earlier_targets if day < until), self.target)

    @property
    def id(self) -> str:
        """The name everywhere: `<service>-<objective>`."""
        return f"{self.service}-{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service with its objectives, as its file declares them and its convention binds them."""

    name: str
    objectives: tuple[Objective, ...]
    convention: str
    owner: str | None = None
    tier: Tier = Tier.NORMAL
    environment: str | None = None
    depends_on: tuple[str, ...] = ()
    runbook: str | None = None
    dashboard: str | None = None
    rationale: str = ""
    traffic: Selector | None = None
    """All requests of the service, where its convention has them: for the alert on traffic that is gone."""
    scrape_up: Selector | None = None
    """1 or 0 per scrape target, where the source has such a metric."""
    probe: Selector | None = None
    """An outside view (1 is up), where one is declared."""
    signals: GoldenSignals = GoldenSignals()
    corrections: tuple[Correction, ...] = ()
    freeze_policy: FreezePolicy = FreezePolicy()

    @property
    def shown_signals(self) -> GoldenSignals:
        """The golden signals that are known to be there, or that the objectives' own convention promises."""
        signals = self.signals
        metrics = {selector.metric for selector in signals.selectors}
        by_convention = any(
            isinstance(one.indicator, CounterEvents) and one.indicator.selected.metric in metrics
            for one in self.objectives
        )
        return signals if signals.seen or by_convention else GoldenSignals()
