"""How long a scenario runs: until its bad events are as many as alerts want, where that can be within the hour.

What an hour cannot hold is left to longer windows, which no test of minutes can fill.
"""

from datetime import timedelta
from typing import Final

from midwatch.dialects.promql import RATIO_STEP, SAMPLE_STEP
from midwatch.domain.slo.indicator import RatioQuery, SampleEvents
from midwatch.domain.slo.objective import Objective
from midwatch.domain.slo.rulebook.rule_scenarios import LENGTH, Scenario
from midwatch.domain.slo.rules import BASE_WINDOW, FAST_INTERVAL
from midwatch.domain.units import seconds
from midwatch.formats.promtool.made_up import PER_STEP, counters
from midwatch.formats.promtool.test_file import Grid

_LONGEST: Final = timedelta(minutes=55)
"""At promtool's first full hour recordings are told to be young, and longer windows are hushed."""


def grid_of(objective: Objective, scenario: Scenario) -> Grid | None:
    """The shortest grid on which all alerts of a scenario can fire; None where none is long enough."""
    wanted = objective.alerting.minimum_bad_events if scenario.firing or scenario.absolute else 0
    for length in (LENGTH, _LONGEST):
        counted = min(length, BASE_WINDOW) if scenario.absolute else length
        if _bad_events(objective, scenario.bad_share, counted) >= wanted:
            return Grid(FAST_INTERVAL, length)
    return None


def _bad_events(objective: Objective, bad_share: float, length: timedelta) -> float:
    """Bad events that every window of at least `length` shows, when so much of a scenario has passed."""
    indicator = objective.indicator
    if isinstance(indicator, SampleEvents):
        return length // SAMPLE_STEP * bad_share
    if counters(indicator) is None:
        return PER_STEP * bad_share
    if isinstance(indicator, RatioQuery):
        return length // RATIO_STEP * seconds(RATIO_STEP) * bad_share
    return length // FAST_INTERVAL * round(PER_STEP * bad_share)
