"""What counts as worse, and what does not."""

from datetime import UTC, datetime

import numpy as np
import pytest

from midwatch.domain.measured import NoData
from midwatch.domain.signals.causes.deviation import Deviation, deviation
from midwatch.domain.signals.causes.situation import Alarm, Observed, Signal, Situation
from midwatch.domain.signals.causes.windows import Span
from midwatch.domain.signals.counts import Floats

LAST_TEN = Span(start=30, stop=40)


def found(
    normal: Floats, current: Floats, signal: Signal = Signal.LATENCY, requests: float = 1.0
) -> Deviation | NoData:
    """How the last ten of forty minutes deviate, at so many requests a minute."""
    traffic = Observed(
        normal=np.full(len(normal), requests / 60), current=np.full(40, requests / 60)
    )
    situation = Situation(
        graph={},
        telemetry={
            ("api", Signal.TRAFFIC): traffic,
            ("api", signal): Observed(normal=normal, current=current),
        },
        times=60.0 * np.arange(1, 41, dtype=np.float64),
        alarm=Alarm(service="api", signal=signal, since=datetime(1970, 1, 1, 0, 30, tzinfo=UTC)),
    )
    return deviation(situation, "api", signal, LAST_TEN)


def worse(answer: Deviation | NoData) -> bool:
    assert isinstance(answer, Deviation)
    return answer.worse


def stepped(before: float, after: float) -> Floats:
    return np.concatenate([np.full(30, before, dtype=np.float64), np.full(10, after)])


@pytest.mark.parametrize("after", [102, 104])
def test_a_signal_that_never_moves_is_taken_to_move_by_a_hundredth(after: float) -> None:
    answer = found(np.full(300, 100.0), stepped(100, after))
    assert isinstance(answer, Deviation)
    assert answer.spreads == pytest.approx(after - 100)
    assert answer.worse == (after == 104)


@pytest.mark.parametrize("failures", [2, 3])
def test_two_failures_are_not_clear_and_three_are(failures: int) -> None:
    current = np.zeros(40)
    current[30 : 30 + failures] = 1 / 60
    assert worse(found(np.zeros(300), current, Signal.ERRORS, requests=60)) == (failures == 3)


def test_a_return_to_normal_is_no_deviation() -> None:
    noise = np.random.default_rng(1).normal(0, 1, 300)
    assert not worse(found(100 + noise, stepped(50, 98)))
    assert worse(found(100 + noise, stepped(50, 120)))


def test_what_rises_as_it_does_every_hour_is_no_deviation() -> None:
    """A wave of twenty around a hundred, which a spread of single neighbours would not allow for."""
    wave = 100 + 20 * np.sin(2 * np.pi * np.arange(600) / 60)
    assert not worse(found(wave[:560], wave[560:]))


def test_one_wild_sample_of_the_normal_period_hides_nothing() -> None:
    normal = 100 + np.random.default_rng(2).normal(0, 1, 300)
    normal[50] = 1e6
    assert worse(found(normal, stepped(100, 110)))


def test_gaps_are_passed_over_and_never_taken_for_zero() -> None:
    normal = 100 + np.random.default_rng(2).normal(0, 1, 300)
    normal[::3] = np.nan
    current = stepped(100, 110)
    current[::2] = np.nan
    assert worse(found(normal, current))
    current[30:] = np.nan
    missing = NoData(reason="no latency was measured while the alarm lasted")
    assert found(normal, current) == missing


def test_what_was_just_before_stands_in_for_a_normal_period() -> None:
    answer = found(np.empty(0), stepped(100, 110))
    assert worse(answer)
    assert isinstance(answer, Deviation)
    assert answer.normal == NoData(reason="no normal period is known")
