"""What a person declared in a service file, before a convention binds it to metrics."""

from dataclasses import dataclass
from datetime import date, timedelta

from midwatch.domain.signals.selector import Matcher
from midwatch.domain.slo.correction import Correction
from midwatch.domain.slo.freeze import FreezePolicy
from midwatch.domain.slo.indicator import Indicator
from midwatch.domain.slo.objective import (
    AlertPolicy,
    Budgeting,
    ByEvents,
    MissingData,
    ObjectiveKind,
    Target,
    Tier,
)
from midwatch.domain.slo.period import Period, RollingPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredObjective:
    """One line of `slo:`. `bound` is a latency or an age; `indicator` is given where a person wrote their own."""

    name: str
    kind: ObjectiveKind
    target: Target
    bound: timedelta | None = None
    successful_only: bool = False
    indicator: Indicator | None = None
    period: Period = RollingPeriod()
    budgeting: Budgeting = ByEvents()
    alerting: AlertPolicy = AlertPolicy()
    missing: MissingData = MissingData.IGNORE
    description: str = ""
    earlier_targets: tuple[tuple[date, Target], ...] = ()
    """Targets that held before, each with the first day of the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A service file's content.

    `convention` None means the default, or what the source shows; `selector` holds further conditions. `code`: files
    and folders of the repository that the service is built from.
    """

    service: str
    objectives: tuple[DeclaredObjective, ...]
    convention: str | None = None
    selector: tuple[Matcher, ...] = ()
    owner: str | None = None
    tier: Tier = Tier.NORMAL
    environment: str | None = None
    depends_on: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    runbook: str | None = None
    dashboard: str | None = None
    rationale: str = ""
    monthly_downtime: timedelta | None = None
    corrections: tuple[Correction, ...] = ()
    freeze_policy: FreezePolicy = FreezePolicy()
