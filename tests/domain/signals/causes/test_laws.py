"""What makes no difference to a ranking."""

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from midwatch.domain.measured import NoData
from midwatch.domain.signals.causes.answer import Doubt, Ranking
from midwatch.domain.signals.causes.deviation import Deviation
from midwatch.domain.signals.causes.ranking import rank
from midwatch.domain.signals.causes.situation import Observed, Signal, Situation
from tests.domain.signals.causes.simulator import OWN_MS, Fault, Scene, changed

T = TypeVar("T")
FEWER = settings(max_examples=25)
NAMES = sorted(OWN_MS)
SIZES = {Signal.LATENCY: 80.0, Signal.ERRORS: 0.2, Signal.SATURATION: 0.6, Signal.TRAFFIC: 3.0}


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """The shop with up to two faults, a service that may be silent, and a change."""
    faults = draw(
        st.lists(
            st.builds(
                lambda service, signal, minute: Fault(
                    service=service, signal=signal, by=SIZES[signal], minute=minute
                ),
                st.sampled_from(NAMES),
                st.sampled_from(list(Signal)),
                st.integers(30, 50),
            ),
            max_size=2,
        )
    )
    silent = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 50)), max_size=1))
    return Scene(
        faults=tuple(faults),
        silent=tuple(silent),
        changes=(changed(draw(st.sampled_from(NAMES)), 35),),
        signal=draw(st.sampled_from([Signal.LATENCY, Signal.ERRORS])),
        alarmed=draw(st.sampled_from(["web", "api"])),
        seed=draw(st.integers(0, 99)),
        minutes_a_sample=draw(st.sampled_from([1, 5])),
    ).situation()


Told = tuple[str, float, str, tuple[Doubt, ...], datetime | NoData, int]


def told(ranking: Ranking) -> list[Told]:
    return [
        (s.service, s.score, s.verdict.value, s.doubts, s.evidence.onset, len(s.evidence.path))
        for s in ranking.suspects
    ]


@FEWER
@given(situations(), st.permutations(NAMES))
def test_other_names_change_nothing_but_names(situation: Situation, others: list[str]) -> None:
    new = dict(zip(NAMES, (f"service {name}" for name in others), strict=True))
    renamed = Situation(
        graph={new[one]: tuple(new[s] for s in called) for one, called in situation.graph.items()},
        telemetry={(new[one], signal): each for (one, signal), each in situation.telemetry.items()},
        times=situation.times,
        changes=tuple(replace(each, service=new[each.service]) for each in situation.changes),
        alarm=replace(situation.alarm, service=new[situation.alarm.service]),
    )
    before = {
        new[name]: (pytest.approx(score), *rest) for name, score, *rest in told(rank(situation))
    }
    assert {name: tuple(rest) for name, *rest in told(rank(renamed))} == before


@FEWER
@given(situations(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_handed_in_changes_nothing(
    situation: Situation, chance: Random
) -> None:
    def shuffled(items: Iterable[T]) -> list[T]:
        mixed = list(items)
        chance.shuffle(mixed)
        return mixed

    mixed = replace(
        situation,
        graph={one: tuple(shuffled(called)) for one, called in shuffled(situation.graph.items())},
        telemetry=dict(shuffled(situation.telemetry.items())),
        changes=tuple(shuffled(situation.changes)),
    )
    assert told(rank(mixed)) == told(rank(situation))


@FEWER
@given(situations(), st.integers(-6, 9))
def test_the_unit_of_latency_changes_nothing(situation: Situation, power: int) -> None:
    """By powers of two, which floats multiply without rounding."""
    factor = 2.0**power
    scaled = {
        key: Observed(normal=each.normal * factor, current=each.current * factor)
        if key[1] is Signal.LATENCY
        else each
        for key, each in situation.telemetry.items()
    }
    assert told(rank(replace(situation, telemetry=scaled))) == told(rank(situation))


@FEWER
@given(situations())
def test_scores_fall_from_at_most_one_and_each_number_is_a_number(situation: Situation) -> None:
    ranking = rank(situation)
    scores = [each.score for each in ranking.suspects]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 + 1e-9 for score in scores)
    deviations = [ranking.alarm, *(each.evidence.deviation for each in ranking.suspects)]
    for each in deviations:
        assert isinstance(each, NoData) or finite(each)
    assert all(suspect.evidence.path[0] == situation.alarm.service for suspect in ranking.suspects)
    assert all(suspect.evidence.path[-1] == suspect.service for suspect in ranking.suspects)


def finite(deviation: Deviation) -> bool:
    return all(map(math.isfinite, (deviation.reference, deviation.level, deviation.spreads)))


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=30), st.integers(0, 30))
def test_any_numbers_at_all_are_ranked_without_an_error(values: list[float], missing: int) -> None:
    current = np.array(values)
    current[: min(missing, len(values))] = np.nan
    some = Observed(normal=np.array(values * 3), current=current)
    telemetry = {(name, signal): some for name in ("web", "api") for signal in Signal}
    scene = Scene().situation()
    ranking = rank(
        replace(
            scene,
            telemetry=telemetry,
            times=scene.times[0] + 60 * np.arange(len(values), dtype=np.float64),
        )
    )
    assert isinstance(ranking, Ranking)
