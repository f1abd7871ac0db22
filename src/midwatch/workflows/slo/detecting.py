"""Which convention a service follows: found by asking the source what it has."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from midwatch.domain.signals.selector import Selector
from midwatch.domain.slo.convention import Convention, MetricRole, Role
from midwatch.domain.slo.declaration import Declaration
from midwatch.domain.units import TimeRange
from midwatch.ports.metrics import MetricCatalogue, MetricFacts

LOOKBACK: Final = timedelta(hours=1)
"""Series that had a sample within this time are in use."""

_WEIGHTS: Final = {Role.REQUESTS_TOTAL: 4, Role.DURATION_COUNT: 2, Role.PROBE_SUCCESS: 1}
"""What tells a convention: requests before durations before probes, which stand beside any."""


def conventions_in_use(
    declarations: Sequence[Declaration],
    conventions: Mapping[str, Convention],
    catalogue: MetricCatalogue | None,
    at: datetime,
) -> Mapping[str, str]:
    """Service → the name of the convention whose metrics the source has for it; nothing where it has none of any.

    Asks the source twice at most, whatever the number of services. Raises SourceError.
    """
    if catalogue is None or not declarations:
        return {}
    span = TimeRange.ending(at, LOOKBACK)
    names = catalogue.metric_names(span)
    possible = {
        name: convention
        for name, convention in conventions.items()
        if any(metric.metric in names for metric in _telling(convention).values())
    }
    wanted = {
        (declaration.service, name, role): metric.of(declaration.service).where(
            *declaration.selector
        )
        for declaration in declarations
        for name, convention in possible.items()
        for role, metric in _telling(convention).items()
        if metric.metric in names
    }
    facts = catalogue.describe(list(dict.fromkeys(wanted.values())), span) if wanted else {}
    scores: dict[str, dict[str, int]] = {}
    for (service, name, role), selector in wanted.items():
        if _is_there(facts, selector):
            score = scores.setdefault(service, {})
            score[name] = score.get(name, 0) + _WEIGHTS[role]
    return {service: max(score, key=lambda name: score[name]) for service, score in scores.items()}


def _telling(convention: Convention) -> Mapping[Role, MetricRole]:
    return {role: metric for role, metric in convention.roles.items() if role in _WEIGHTS}


def _is_there(facts: Mapping[Selector, MetricFacts], selector: Selector) -> bool:
    return selector in facts and facts[selector].series > 0
