"""A value is held against its goal on unrounded numbers, and where a histogram ends it is known to end."""

import pytest

from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.slo.health.reading import Goal, GoalSource, Reading, Unit

NOTHING = NoData(reason="nothing")
ORIGIN = Provenance(query="", range=None, samples=None, source="main")


def p95(value: float, limit: float, *, lies_above: bool) -> Reading:
    return Reading(
        service="web",
        name="latency p95",
        unit=Unit.SECONDS,
        current=Measured(value=value, provenance=ORIGIN),
        track=NOTHING,
        goal=Goal(limit, GoalSource.OPTION, "--latency-threshold"),
        lies_above=lies_above,
    )


@pytest.mark.parametrize(
    ("value", "limit", "lies_above", "beyond", "out_of_sight"),
    [
        (0.3, 0.5, False, False, False),
        (0.5, 0.5, False, False, False),
        (0.5 + 1e-9, 0.5, False, True, False),
        (0.5, 0.5, True, True, False),
        (0.5, 0.4, True, True, False),
        (0.5, 0.8, True, False, True),
        (0.5, 0.8, False, False, False),
    ],
)
def test_a_limit_is_kept_crossed_or_out_of_sight(
    *, value: float, limit: float, lies_above: bool, beyond: bool, out_of_sight: bool
) -> None:
    reading = p95(value, limit, lies_above=lies_above)
    assert reading.beyond_goal is beyond
    assert reading.goal_out_of_sight is out_of_sight
