"""What is an anomaly, and what is none."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from midwatch.domain.measured import NoData
from midwatch.domain.signals.anomalies.anomaly import Anomaly, Baseline, Basis, Judgement, Watched
from midwatch.domain.signals.anomalies.find import anomalies, judge
from midwatch.domain.signals.anomalies.track import (
    Direction,
    Signal,
    Track,
    errors,
    gauge,
    slowness,
    traffic,
)
from midwatch.domain.signals.counts import Floats
from tests.domain.signals.anomalies.tracks import MINUTE, START, a_track, minute

HOUR = 60
WEEK = timedelta(days=7)
MEMORY = gauge("api", "memory")
RNG = np.random.default_rng(11)


def season(minutes: Floats) -> Floats:
    """Traffic as by day and night, 1 in the mean."""
    return 1 + 0.4 * np.cos(2 * np.pi * (minutes / 60 - 13) / 24)


def requests(count: int, a_minute: float = 600.0, first: int = 0) -> Floats:
    """Requests of so many minutes, from a minute of the week on."""
    return RNG.poisson(a_minute * season(np.arange(float(first), first + count))).astype(np.float64)


def rate(counts: Floats) -> Track:
    return a_track(counts / 60)


def ratio(bad: Floats, valid: Floats) -> Track:
    share = np.where(valid > 0, bad / np.maximum(valid, 1), np.nan)
    return a_track(share, weights=valid)


def failing(share: Floats | float, a_minute: float = 600.0, count: int = HOUR) -> Track:
    """Failures of an hour: the share of each minute."""
    valid = RNG.poisson(a_minute, count).astype(np.float64)
    return ratio(RNG.binomial(valid.astype(np.int64), share).astype(np.float64), valid)


def between(first: int, last: int, inside: float, outside: float, count: int = HOUR) -> Floats:
    """One value from minute to minute, and another around."""
    return np.where((np.arange(count) >= first) & (np.arange(count) < last), inside, outside)


def judged(
    signal: Signal,
    current: Track,
    weeks: tuple[Track | None, ...] = (),
    history: Track | None = None,
) -> Judgement:
    [found] = judge([Watched(signal=signal, current=current, weeks=weeks, history=history)])
    return found


def the_only(found: Judgement) -> Anomaly:
    [anomaly] = found.anomalies
    return anomaly


TEN_AN_HOUR = (np.arange(240) % 6 == 0).astype(np.float64)
QUIET_WEEKS = tuple(failing(0.0002) for _ in range(4))
BUSY_WEEKS = tuple(rate(requests(HOUR)) for _ in range(4))
NOISY_WEEKS = tuple(a_track(RNG.normal(100.0, 10.0, HOUR)) for _ in range(4))


def outage_in(week: Track) -> Track:
    """The same week, in which half of the hour's requests failed."""
    return Track(
        step=week.step,
        times=week.times,
        values=np.where(np.arange(HOUR) < 40, 0.5, week.values),
        weights=week.weights,
    )


FOUND: Mapping[str, tuple[Signal, Track, tuple[Track | None, ...], float]] = {
    "5% of requests fail": (errors("api"), failing(between(20, 50, 0.05, 2e-4)), QUIET_WEEKS, 20),
    "1% of requests fail": (errors("api"), failing(between(20, 50, 0.01, 2e-4)), QUIET_WEEKS, 20),
    "all requests fail in a single minute": (
        errors("api"),
        failing(between(20, 21, 1.0, 2e-4)),
        QUIET_WEEKS,
        20,
    ),
    "all of ten requests an hour fail": (
        errors("api"),
        ratio(between(60, 180, 1.0, 0.0, 240) * TEN_AN_HOUR, TEN_AN_HOUR),
        (ratio(0 * TEN_AN_HOUR, TEN_AN_HOUR),) * 4,
        60,
    ),
    "a tenth is slow where 2% were": (
        slowness("api"),
        failing(between(20, 50, 0.1, 0.02)),
        tuple(failing(0.02) for _ in range(4)),
        20,
    ),
    "traffic is gone": (
        traffic("api"),
        rate(requests(HOUR) * between(20, 50, 0, 1)),
        BUSY_WEEKS,
        20,
    ),
    "traffic has doubled": (
        traffic("api"),
        rate(requests(HOUR) * between(20, 50, 2, 1)),
        BUSY_WEEKS,
        20,
    ),
    "a gauge has doubled": (
        MEMORY,
        a_track(RNG.normal(100, 10, HOUR) + between(20, 50, 100, 0)),
        NOISY_WEEKS,
        20,
    ),
    "a gauge that never moved is another": (
        MEMORY,
        a_track(between(20, 50, 9, 5)),
        tuple(a_track(np.full(HOUR, 5.0)) for _ in range(4)),
        20,
    ),
    "an outage, where one week before had one too": (
        errors("api"),
        failing(between(20, 50, 0.05, 2e-4)),
        (outage_in(QUIET_WEEKS[0]), *QUIET_WEEKS[1:]),
        20,
    ),
    "an outage, where only two weeks before are known": (
        errors("api"),
        failing(between(20, 50, 0.05, 2e-4)),
        (None, QUIET_WEEKS[1], None, QUIET_WEEKS[3]),
        20,
    ),
    "an outage with a gap in it": (
        errors("api"),
        a_track(
            np.where(
                (np.arange(HOUR) > 30) & (np.arange(HOUR) < 38), np.nan, between(20, 50, 0.2, 0)
            ),
            weights=np.full(HOUR, 600.0),
        ),
        QUIET_WEEKS,
        20,
    ),
}

CALM: Mapping[str, Callable[[], tuple[Signal, Track, tuple[Track | None, ...]]]] = {
    "failures as usual": lambda: (errors("api"), failing(2e-4), QUIET_WEEKS),
    "one failure among ten requests in an hour": lambda: (
        errors("api"),
        ratio(between(30, 31, 1.0, 0.0) * TEN_AN_HOUR[:HOUR], TEN_AN_HOUR[:HOUR]),
        (ratio(0 * TEN_AN_HOUR[:HOUR], TEN_AN_HOUR[:HOUR]),) * 4,
    ),
    "twice as many failures, far below what any objective allows": lambda: (
        errors("api"),
        failing(4e-4),
        QUIET_WEEKS,
    ),
    "fewer failures than usual": lambda: (
        errors("api"),
        failing(0.0),
        tuple(failing(0.05) for _ in range(4)),
    ),
    "a few more slow requests, less than 1.5 times": lambda: (
        slowness("api"),
        failing(0.26),
        tuple(failing(0.2) for _ in range(4)),
    ),
    "traffic as usual": lambda: (traffic("api"), rate(requests(HOUR)), BUSY_WEEKS),
    "a fifth more traffic": lambda: (traffic("api"), rate(requests(HOUR) * 1.2), BUSY_WEEKS),
    "one wild sample of a gauge": lambda: (
        MEMORY,
        a_track(RNG.normal(100, 10, HOUR) + between(20, 21, 5000, 0)),
        NOISY_WEEKS,
    ),
    "no sample at all": lambda: (MEMORY, a_track(np.full(HOUR, np.nan)), NOISY_WEEKS),
    "gaps": lambda: (
        MEMORY,
        a_track(np.where(np.arange(HOUR) % 7 < 3, np.nan, 100.0)),
        NOISY_WEEKS,
    ),
    "a value that stays": lambda: (
        MEMORY,
        a_track(np.full(HOUR, 5.0)),
        tuple(a_track(np.full(HOUR, 5.0)) for _ in range(4)),
    ),
    "an outage last week at this hour, and none now": lambda: (
        errors("api"),
        failing(2e-4),
        (outage_in(QUIET_WEEKS[0]), *QUIET_WEEKS[1:]),
    ),
    "what the gauge did in each of the weeks before, at other minutes": lambda: (
        MEMORY,
        a_track(RNG.normal(100, 2, HOUR) + between(30, 36, 200, 0)),
        tuple(
            a_track(RNG.normal(100, 2, HOUR) + between(first, first + 6, 200, 0))
            for first in (5, 14, 43, 52)
        ),
    ),
}


@pytest.mark.parametrize("case", FOUND.values(), ids=FOUND.keys())
def test_it_is_an_anomaly_when(
    case: tuple[Signal, Track, tuple[Track | None, ...], float],
) -> None:
    signal, current, weeks, began = case
    anomaly = the_only(judged(signal, current, weeks))
    assert abs(anomaly.began - minute(began)) <= timedelta(minutes=2)
    assert anomaly.signal == signal
    assert not anomaly.began_earlier


@pytest.mark.parametrize("case", CALM.values(), ids=CALM.keys())
def test_nothing_is_wrong_with(
    case: Callable[[], tuple[Signal, Track, tuple[Track | None, ...]]],
) -> None:
    assert judged(*case()).anomalies == ()


def test_an_anomaly_tells_from_what_to_what_and_how_far_that_is() -> None:
    current = failing(between(20, 50, 0.05, 2e-4), 6000)
    anomaly = the_only(judged(errors("api"), current, tuple(failing(2e-4, 6000) for _ in "1234")))
    assert anomaly.direction is Direction.UP
    assert anomaly.before == pytest.approx(2e-4, rel=0.3)
    assert anomaly.after == pytest.approx(0.05, rel=0.1)
    assert anomaly.multiple == pytest.approx(anomaly.after / anomaly.before)
    assert anomaly.deviation > 50
    assert anomaly.ended == minute(50)


def test_an_anomaly_that_is_still_on_has_no_end() -> None:
    current = failing(between(40, HOUR, 0.05, 2e-4))
    assert the_only(judged(errors("api"), current, QUIET_WEEKS)).ended is None


def test_an_anomaly_that_was_on_when_the_range_began_says_so() -> None:
    anomaly = the_only(judged(errors("api"), failing(0.05), QUIET_WEEKS))
    assert anomaly.began_earlier
    assert anomaly.began == START


def test_traffic_may_fall_or_rise_to_be_an_anomaly() -> None:
    for factor, direction in ((0.2, Direction.DOWN), (3.0, Direction.UP)):
        current = rate(requests(HOUR) * between(20, 50, factor, 1))
        assert the_only(judged(traffic("api"), current, BUSY_WEEKS)).direction is direction


def test_two_outages_are_two_anomalies_and_flapping_is_one() -> None:
    apart = between(10, 20, 0.2, 2e-4) + between(40, 50, 0.2, 0)
    flapping = np.where((np.arange(HOUR) >= 10) & (np.arange(HOUR) % 6 < 3), 0.2, 2e-4)
    assert len(judged(errors("api"), failing(apart), QUIET_WEEKS).anomalies) == 2
    assert len(judged(errors("api"), failing(flapping), QUIET_WEEKS).anomalies) == 1


def test_a_ramp_begins_where_it_leaves_the_usual_level() -> None:
    ramp = np.concatenate([np.full(20, 100.0), np.linspace(100, 400, 40)])
    current = a_track(ramp + RNG.normal(0, 5, HOUR))
    weeks = tuple(a_track(RNG.normal(100, 5, HOUR)) for _ in range(4))
    began = the_only(judged(MEMORY, current, weeks)).began
    assert minute(20) <= began <= minute(30)


def test_an_objectives_own_budget_says_which_failures_matter() -> None:
    current = failing(between(20, 50, 0.008, 2e-4), 6000)
    assert judged(errors("api", floor=0.01), current, QUIET_WEEKS).anomalies == ()
    assert judged(errors("api", floor=0.001), current, QUIET_WEEKS).anomalies != ()


def test_a_higher_factor_finds_less() -> None:
    watched = Watched(
        signal=traffic("api"),
        current=rate(requests(HOUR) * between(20, 50, 2, 1)),
        weeks=BUSY_WEEKS,
    )
    assert len(judge([watched], 1.5)[0].anomalies) == 1
    assert judge([watched], 3.0)[0].anomalies == ()


def test_season_is_no_anomaly_where_the_weeks_before_are_known() -> None:
    minutes = 35 * 24 * HOUR
    track = rate(requests(minutes))
    last = minutes - 7 * 24 * HOUR
    history, current = part(track, 0, last), part(track, last, minutes)
    found = judged(traffic("api"), current, history=history)
    assert found.anomalies == ()
    assert isinstance(found.baseline, Baseline)
    assert (found.baseline.basis, found.baseline.weeks) == (Basis.WEEKS, 4)
    assert found.baseline.caveat is None


def test_a_month_is_judged_by_its_own_weeks() -> None:
    minutes = 28 * 24 * HOUR
    counts = requests(minutes)
    counts[20_000:20_060] = 0.0
    found = judged(traffic("api"), rate(counts))
    assert isinstance(found.baseline, Baseline)
    assert found.baseline.basis is Basis.WEEKS
    assert the_only(found).began == minute(20_000)


def test_what_a_job_does_every_night_excuses_nothing_at_noon() -> None:
    minutes = np.arange(28 * 24 * HOUR)
    nightly = 20 + RNG.normal(0, 1, minutes.size) + 60 * (minutes % 1440 < 30)
    noon = minutes.size - 12 * HOUR
    at_noon = nightly + 60 * ((minutes >= noon) & (minutes < noon + 30))
    for values, onsets in ((nightly, []), (at_noon, [minute(noon)])):
        track, known = a_track(values), minutes.size - 2 * 24 * HOUR
        current = part(track, known, minutes.size)
        found = judged(MEMORY, current, history=part(track, 0, known))
        assert [anomaly.began for anomaly in found.anomalies] == onsets


def part(track: Track, first: int, last: int) -> Track:
    inside = slice(first, last)
    values, times = track.values[inside].copy(), track.times[inside].copy()
    return Track(step=track.step, times=times, values=values)


BASES = {
    Basis.DAYS: (3 * 24 * HOUR, 6 * HOUR),
    Basis.SURROUNDINGS: (0, 30 * HOUR),
    Basis.FIRST_PART: (0, HOUR),
}


@pytest.mark.parametrize("basis", BASES, ids=lambda basis: basis.value)
def test_without_a_week_before_it_says_what_a_signal_was_judged_against(basis: Basis) -> None:
    known, length = BASES[basis]
    counts = requests(known + length)
    counts[-20:] = 0.0
    track = rate(counts)
    history = part(track, 0, known) if known else None
    found = judged(traffic("api"), part(track, known, known + length), history=history)
    assert isinstance(found.baseline, Baseline)
    assert found.baseline.basis is basis
    assert found.baseline.caveat == f"no week before is known; against {basis.value}"
    assert the_only(found).began == minute(known + length - 20)


def test_without_history_and_values_there_is_no_baseline() -> None:
    late = a_track(between(0, 40, np.nan, 100.0))
    found = judged(MEMORY, late)
    assert found.baseline == NoData(
        reason="there is no history, and the range itself begins without values"
    )
    assert found.anomalies == ()
    assert judged(MEMORY, a_track([])).baseline == NoData(reason="the range holds no step")


def test_judgements_come_in_the_order_asked_and_anomalies_in_order_of_onset() -> None:
    def watched(service: str, first: int) -> Watched:
        track = failing(between(first, 55, 0.2, 2e-4))
        return Watched(signal=errors(service), current=track, weeks=QUIET_WEEKS)

    calm = Watched(signal=MEMORY, current=a_track(np.full(HOUR, 1.0)))
    found = judge([watched("late", 40), calm, watched("early", 10)])
    assert [each.signal.service for each in found] == ["late", "api", "early"]
    assert [each.signal.service for each in anomalies(found)] == ["early", "late"]


def test_a_signal_is_judged_the_same_beside_others_and_alone() -> None:
    watched = [
        Watched(
            signal=errors(f"s{n}"), current=failing(between(n, 50, 0.1, 2e-4)), weeks=QUIET_WEEKS
        )
        for n in range(5, 30, 5)
    ]
    together = judge(watched)
    assert [judge([each])[0] for each in watched] == list(together)


def test_a_past_on_another_grid_is_refused() -> None:
    current = a_track(np.zeros(HOUR))
    coarse = a_track(np.zeros(HOUR), step=timedelta(minutes=5))
    with pytest.raises(ValueError, match="api memory: the past has another step"):
        Watched(signal=MEMORY, current=current, history=coarse)
    with pytest.raises(ValueError, match="api memory: a week has another length"):
        Watched(signal=MEMORY, current=current, weeks=(a_track(np.zeros(3)),))


def test_times_of_a_track_are_a_step_apart() -> None:
    with pytest.raises(ValueError, match="times of a track are 0:01:00 apart"):
        Track(step=MINUTE, times=np.array([0.0, 60.0, 121.0]), values=np.zeros(3))
    with pytest.raises(ValueError, match="of one length"):
        Track(step=MINUTE, times=np.array([0.0, 60.0]), values=np.zeros(3))
    with pytest.raises(ValueError, match="longer than nothing"):
        replace(a_track([1.0]), step=timedelta(0))
