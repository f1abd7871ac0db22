"""How far back telemetry goes: found by halving, so that a whole period costs one question and a short one a few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from midwatch.domain.measured import Measured
from midwatch.domain.units import TimeRange
from midwatch.ports.events import CountRequest
from midwatch.workflows.slo.counting import Answer, Sources, count_all
from midwatch.workflows.slo.plan import ObjectivePlan

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
SHORT = timedelta(days=2)
"""Spans up to here are looked at hour by hour, longer ones day by day."""


@dataclass(frozen=True, slots=True)
class Search:
    """Telemetry begins after `empty` steps of the span, and within `found`."""

    plan: ObjectivePlan
    empty: int
    found: int

    @property
    def step(self) -> timedelta:
        """The finest that is told apart."""
        return HOUR if self.plan.known_span.length <= SHORT else DAY

    @property
    def done(self) -> bool:
        """Whether the step in which telemetry begins is known."""
        return self.found - self.empty <= 1

    @property
    def begins(self) -> datetime:
        """The beginning of the step in which telemetry begins."""
        return self.plan.known_span.start + self.empty * self.step

    def probe(self, steps: int) -> CountRequest:
        """Ask whether the first `steps` steps of the span hold any event."""
        span = self.plan.known_span
        end = min(span.start + steps * self.step, span.end)
        objective = self.plan.objective
        return CountRequest(objective.indicator, TimeRange(span.start, end), objective.id)

    @property
    def middle(self) -> int:
        """Where to look next."""
        return (self.empty + self.found) // 2

    def after(self, answer: Answer) -> "Search | None":
        """The search with one more answer; None where the source did not give it."""
        if isinstance(answer, Measured) and answer.value.valid > 0:
            return Search(self.plan, self.empty, self.middle)
        if not isinstance(answer, Measured) and answer.source_failed:
            return None
        return Search(self.plan, self.middle, self.found)


def first_probe(plan: ObjectivePlan) -> CountRequest:
    """The question whether telemetry was there from the beginning; it goes out with all others."""
    return _whole(plan).probe(1)


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
        results = [s.after(found[question]) for s, (_, question) in zip(open_, wanted, strict=True)]
        searches = [result for result in results if result is not None]
    return begun


def _whole(plan: ObjectivePlan) -> Search:
    search = Search(plan, 0, 0)
    return Search(plan, 0, max(1, -(-plan.known_span.length // search.step)))


def _started(plan: ObjectivePlan, answers: Mapping[CountRequest, Answer]) -> Search | None:
    """The search after its first answer; None where the span holds nothing, or the source did not say."""
    parts = [*plan.portions, *((plan.pace,) if plan.pace else ())]
    counted = [answers[portion.whole] for portion in parts]
    if not any(isinstance(answer, Measured) and answer.value.valid > 0 for answer in counted):
        return None
    whole = _whole(plan)
    first = answers[whole.probe(1)]
    if isinstance(first, Measured) and first.value.valid > 0:
        return Search(plan, 0, 1)
    if not isinstance(first, Measured) and first.source_failed:
        return None
    return Search(plan, 1, whole.found) if whole.found > 1 else Search(plan, 0, 1)
