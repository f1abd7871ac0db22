"""Which convention a service follows: found by asking the source what it has."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar

from midwatch.domain.errors import SourceError
from midwatch.domain.signals.selector import Selector
from midwatch.domain.slo.definition.convention import Convention, MetricRole, Role
from midwatch.domain.slo.definition.declaration import Declaration
from midwatch.domain.units import TimeRange
from midwatch.ports.metrics import MetricCatalogue, MetricFacts

T = TypeVar("T")

LOOKBACK: Final = timedelta(hours=1)
"""Series that had a sample within this time are in use."""

_WEIGHTS: Final = {Role.REQUESTS_TOTAL: 4, Role.DURATION_COUNT: 2, Role.PROBE_SUCCESS: 1}
"""What tells a convention: requests before durations before probes, which stand beside any."""


CatalogueFor = Callable[[str], MetricCatalogue | None]
"""The catalogue of the source that a service is measured by; the same object for services that share one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """Service → the name of the convention whose metrics its source has for it, or why its source did not say.

    A service is in neither where its source has none of any convention, and where it has no source.
    """

    conventions: Mapping[str, str]
    failures: Mapping[str, SourceError]


def conventions_in_use(
    declarations: Sequence[Declaration],
    conventions: Mapping[str, Convention],
    catalogue_for: CatalogueFor | None,
    at: datetime,
) -> Detected:
    """Ask each source twice at most, whatever the number of services; one that fails leaves the others' standing."""
    found: dict[str, str] = {}
    failures: dict[str, SourceError] = {}
    grouped = by_catalogue(declarations, _service_of, catalogue_for) if catalogue_for else ()
    for catalogue, members in grouped:
        try:
            found |= _in_use(members, conventions, catalogue, TimeRange.ending(at, LOOKBACK))
        except SourceError as error:
            failures |= dict.fromkeys(map(_service_of, members), error)
    return Detected(conventions=found, failures=failures)


def _service_of(declaration: Declaration) -> str:
    return declaration.service


def by_catalogue(
    members: Iterable[T], service_of: Callable[[T], str], catalogue_for: CatalogueFor
) -> Sequence[tuple[MetricCatalogue, Sequence[T]]]:
    """Members by the source of their services; those without a source are left out."""
    grouped: dict[int, tuple[MetricCatalogue, list[T]]] = {}
    for member in members:
        catalogue = catalogue_for(service_of(member))
        if catalogue is not None:
            grouped.setdefault(id(catalogue), (catalogue, []))[1].append(member)
    return list(grouped.values())


def _in_use(
    declarations: Sequence[Declaration],
    conventions: Mapping[str, Convention],
    catalogue: MetricCatalogue,
    span: TimeRange,
) -> Mapping[str, str]:
    names = catalogue.metric_names(span)
    wanted = {
        (declaration.service, name, role): metric.of(declaration.service).where(
            *declaration.selector
        )
        for declaration in declarations
        for name, convention in conventions.items()
        for role, metric in _telling(convention).items()
        if metric.metric in names
    }
    asked = list(dict.fromkeys(wanted.values()))
    facts = catalogue.describe(asked, span, types=False) if asked else {}
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
