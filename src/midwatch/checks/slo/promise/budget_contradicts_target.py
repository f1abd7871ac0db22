"""The downtime that a file allows is not the one that its target leaves."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, error, warning
from midwatch.checks.slo.wording import minutes, percent
from midwatch.domain.findings import Finding
from midwatch.domain.slo.definition.declaration import DeclaredObjective
from midwatch.domain.slo.objective import ObjectiveKind
from midwatch.domain.slo.period import THIRTY_DAYS
from midwatch.domain.units import Ratio

CODE: Final = "slo/budget-contradicts-target"
NEEDS: Final[frozenset[Need]] = frozenset()
TOLERANCE: Final = 0.01
"""A downtime that was rounded by hand (43m for 43.2m) contradicts nothing."""

_KEY: Final = "error_budget.monthly_downtime"


def check(subject: SloSubject, _facts: LiveFacts) -> Iterator[Finding]:
    """Compare the stated downtime with 30 days of the availability target's budget."""
    stated = subject.declaration.monthly_downtime if subject.declaration else None
    if stated is None:
        return
    promised = subject.of_kind(ObjectiveKind.AVAILABILITY) or subject.of_kind(
        ObjectiveKind.ERROR_RATE
    )
    if promised is None:
        yield warning(
            CODE,
            subject.place(_KEY),
            "the downtime belongs to no objective",
            "it is compared with the budget of `availability`, or of `error_rate`; neither is promised here",
            "remove `error_budget`, or promise an availability",
        )
        return
    allowed = THIRTY_DAYS * float(promised.target.budget)
    if abs(stated - allowed) > allowed * TOLERANCE:
        yield _contradiction(subject, promised, stated, allowed)


def _contradiction(
    subject: SloSubject, promised: DeclaredObjective, stated: timedelta, allowed: timedelta
) -> Finding:
    budget = promised.target.budget
    return error(
        CODE,
        subject.place(_KEY),
        f"{minutes(stated)} of downtime a month is not what `{promised.name}` allows",
        f"a budget of {percent(budget)} of 30 days is {minutes(allowed)}; budgets are computed from the target",
        f"write `monthly_downtime: {minutes(allowed)}`{_other_target(promised, stated)}",
    )


def _other_target(promised: DeclaredObjective, stated: timedelta) -> str:
    """The target that the stated downtime would mean, where it means one."""
    share = round(stated / THIRTY_DAYS * 100, 6)
    if not 0 < share < 100:  # noqa: PLR2004 - percent
        return ""
    budget = Ratio.from_percent(share)
    if promised.kind is ObjectiveKind.ERROR_RATE:
        return f", or `error_rate: {percent(budget)}`"
    return f", or `availability: {percent(budget.complement)}`"
