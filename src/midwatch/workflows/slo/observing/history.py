"""How far back telemetry goes: asked of each source once for all plans that look as far."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from midwatch.domain.errors import SourceError
from midwatch.domain.slo.indicator import Indicator
from midwatch.domain.units import TimeRange
from midwatch.ports.events import EventCounts
from midwatch.workflows.slo.counting import Sources
from midwatch.workflows.slo.observing.plan import ObjectivePlan


def beginnings(plans: Sequence[ObjectivePlan], sources: Sources) -> Mapping[str, datetime]:
    """When telemetry begins within each plan's known span, by objective id; without an entry nobody can tell."""
    groups: dict[tuple[int, TimeRange], tuple[EventCounts, list[ObjectivePlan]]] = {}
    for each in plans:
        source = sources.counts_for(each.service.name)
        groups.setdefault((id(source), each.known_span), (source, []))[1].append(each)
    begun: dict[str, datetime] = {}
    for (_, span), (source, members) in groups.items():
        found = _begins(source, [each.objective.indicator for each in members], span)
        begun |= {
            each.objective.id: found[each.objective.indicator]
            for each in members
            if each.objective.indicator in found
        }
    return begun


def _begins(
    source: EventCounts, indicators: Sequence[Indicator], span: TimeRange
) -> Mapping[Indicator, datetime]:
    """What the source says; nothing where it does not answer: the counts say so too."""
    try:
        return source.begins(indicators, span)
    except SourceError:
        return {}
