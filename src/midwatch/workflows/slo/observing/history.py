"""How far back telemetry goes: found by halving, so that a whole period costs one question and a short one a few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from midwatch.domain.measured import Measured
from midwatch.domain.units import TimeRange
from midwatch.ports.events import CountRequest
from midwatch.workflows.slo.counting import Answer, Sources, count_all
from midwatch.workflows.slo.observing.plan import ObjectivePlan

HOUR = timedelta(hours=1)
PRECISION = 30
"""The beginning is known to one part in so many of what there is: a day in 30, an hour in a day."""


@dataclass(frozen=True, slots=True)
class Search:
    """Telemetry begins after `empty` hours of the known span, and within its first `found` hours."""

    plan: ObjectivePlan
    empty: int
    found: int

    @property
    def begins(self) -> datetime:
        """Before this moment there is nothing."""
        return self.plan.known_span.start + self.empty * HOUR

    @property
    def done(self) -> bool:
        """Whether the beginning is known precisely enough."""
        return self.found - self.empty <= _precision(self.plan.at - self.begins)

    def probe(self, hours: int) -> CountRequest:
        """Ask whether the first hours of the span hold any event."""
        span = self.plan.known_span
        end = min(span.start + hours * HOUR, span.end)
        objective = self.plan.objective
        return CountRequest(objective.indicator, TimeRange(span.start, end), objective.id)

    @property
    def middle(self) -> int:
        """Where to look next."""
        return (self.empty + self.found) // 2

    def after(self, hours: int, answer: Answer) -> "Search | None":
        """The search with one more answer; None where the source did not give it."""
        if isinstance(answer, Measured) and answer.value.valid > 0:
            return Search(self.plan, self.empty, min(hours, self.found))
        if not isinstance(answer, Measured) and answer.source_failed:
            return None
        return Search(self.plan, min(hours, self.found - 1), self.found)


def first_probe(plan: ObjectivePlan) -> CountRequest:
    """The question whether telemetry was there from the beginning; it goes out with all others."""
    return _whole(plan).probe(_precision(plan.known_span.length))


def beginnings(
    plans: Sequence[ObjectivePlan], answers: Mapping[CountRequest, Answer], sources: Sources
) -> Mapping[str, datetime]:
    """When telemetry begins within each plan's known span, by objective id; without an entry nobody can tell."""
    begun: dict[str, datetime] = {}
    searches = [search for plan in plans if (search := _started(plan, answers)) is not None]
    while searches:
        begun |= {s.plan.objective.id: s.begins for s in searches if s.done}
        open_ = [search for search in searches if not search.done]
        wanted = [(s.plan.service.name, s.probe(s.middle)) for s in open_]
        found = count_all(sources, wanted)
        results = [
            s.after(s.middle, found[question])
            for s, (_, question) in zip(open_, wanted, strict=True)
        ]
        searches = [result for result in results if result is not None]
    return begun


def _precision(covered: timedelta) -> int:
    return max(1, _hours(covered / PRECISION))


def _hours(span: timedelta) -> int:
    return -(-span // HOUR)


def _whole(plan: ObjectivePlan) -> Search:
    return Search(plan, 0, _hours(plan.known_span.length))


def _started(plan: ObjectivePlan, answers: Mapping[CountRequest, Answer]) -> Search | None:
    """The search after its first answer; None where the span holds nothing, or the source did not say."""
    parts = [*plan.portions, *((plan.pace,) if plan.pace else ())]
    counted = [portion.answer(answers) for portion in parts]
    if not any(isinstance(answer, Measured) and answer.value.valid > 0 for answer in counted):
        return None
    first = _precision(plan.known_span.length)
    return _whole(plan).after(first, answers[first_probe(plan)])
