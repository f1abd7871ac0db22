"""Signals of a person's own, which belong to no service."""

from collections.abc import Iterator, Mapping
from typing import Final

from midwatch.domain.signals.measure import PersonsQuery, TrackRequest
from midwatch.domain.slo.health.reading import Goal, GoalSource, Reading, Unit
from midwatch.domain.slo.health.verdict import SATURATED
from midwatch.workflows.observe.asking import Answers
from midwatch.workflows.observe.frames import Frame

RATIO_SUFFIX: Final = "_ratio"
"""A signal whose name ends so is a share of what there is, and full above 80%."""


def requests(queries: Mapping[str, str], looked: Frame) -> Iterator[TrackRequest]:
    """What is asked: each over the range, step by step and as a whole."""
    for query in queries.values():
        yield TrackRequest(PersonsQuery(query), looked.steps, looked.step)
        yield TrackRequest(PersonsQuery(query), looked.range, looked.range.length)


def readings(queries: Mapping[str, str], answers: Answers) -> Iterator[Reading]:
    """What came; nothing is known of their past."""
    for name, query in queries.items():
        measure, share = PersonsQuery(query), name.endswith(RATIO_SUFFIX)
        yield Reading(
            service="",
            name=name,
            unit=Unit.RATIO if share else Unit.NONE,
            current=answers.whole(measure),
            track=answers.steps(measure),
            goal=Goal(SATURATED, GoalSource.SATURATION, "80%") if share else None,
        )
