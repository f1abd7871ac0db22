"""Signals of a person's own, which belong to no service."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.measure import PersonsQuery, TrackRequest
from midwatch.domain.slo.health.own_signal import OwnSignal, own_signal
from midwatch.domain.slo.health.reading import Goal, GoalSource, Reading, Unit
from midwatch.domain.slo.health.verdict import SATURATED
from midwatch.workflows.observe.asking import Answer, Answers
from midwatch.workflows.observe.frames import Frame

RATIO_SUFFIX: Final = "_ratio"
"""A signal whose name ends so is a share of what there is, and full above 80%."""
NO_SOURCE: Final = NoData(reason="there is no source to ask: no service is described yet")


def requests(queries: Mapping[str, str], looked: Frame) -> Iterator[TrackRequest]:
    """What every source is asked: each query over the range, step by step and as a whole."""
    for query in queries.values():
        yield TrackRequest(PersonsQuery(query), looked.steps, looked.step)
        yield TrackRequest(PersonsQuery(query), looked.range, looked.range.length)


def signals(queries: Mapping[str, str], answers: Answers) -> Iterator[OwnSignal]:
    """What came of the first source that has something; nothing is known of their past."""
    for name, query in queries.items():
        share = name.endswith(RATIO_SUFFIX)
        whole, steps = _first_told(answers.own(PersonsQuery(query)))
        reading = Reading(
            service="",
            name=name,
            unit=Unit.RATIO if share else Unit.NONE,
            current=whole,
            track=steps,
            goal=Goal(SATURATED, GoalSource.SATURATION, "80%") if share else None,
        )
        yield own_signal(reading)


Told = tuple[Measured[float] | NoData, Answer]


def _first_told(answers: Sequence[Told]) -> Told:
    """The first that is there at the end of the range, else anywhere in it; else why not, a failure first."""
    return min(answers, key=_rank, default=(NO_SOURCE, NO_SOURCE))


def _rank(told: Told) -> int:
    """What was not even asked, since its source evaluates no queries, comes last: it has no provenance."""
    whole, steps = told
    if isinstance(whole, Measured):
        return 0
    if isinstance(steps, Measured):
        return 1
    if whole.source_failed:
        return 2
    return 3 if whole.provenance is not None else 4
