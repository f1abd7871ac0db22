"""Whom the ranking names, on a simulated shop."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from midwatch.domain.measured import NoData
from midwatch.domain.signals.causes.answer import Doubt, Ranking, Suspect, Verdict
from midwatch.domain.signals.causes.deviation import Deviation
from midwatch.domain.signals.causes.ranking import rank
from midwatch.domain.signals.causes.situation import Alarm, Observed, Signal
from midwatch.domain.signals.change import Change
from tests.domain.signals.causes.simulator import Fault, Scene, changed, minute, without

LATENCY, ERRORS, TRAFFIC, SATURATION = (
    Signal.LATENCY,
    Signal.ERRORS,
    Signal.TRAFFIC,
    Signal.SATURATION,
)


def slow(service: str, by: float = 60, at: int = 40) -> Fault:
    return Fault(service=service, signal=LATENCY, by=by, minute=at)


def failing(service: str, by: float = 0.1, at: int = 40) -> Fault:
    return Fault(service=service, signal=ERRORS, by=by, minute=at)


def first(ranking: Ranking) -> Suspect:
    return ranking.suspects[0]


def named(ranking: Ranking) -> list[str]:
    return [each.service for each in ranking.suspects]


def firm(ranking: Ranking) -> set[str]:
    return {each.service for each in ranking.suspects if each.verdict is not Verdict.INCONCLUSIVE}


FIRST = {
    "the database that is slow, though all that call it are slow too": Scene(
        faults=(slow("database"),)
    ),
    "the database that fails": Scene(faults=(failing("database"),), signal=ERRORS),
    "the service in the middle, whose own callees are well": Scene(faults=(slow("payments", 500),)),
    "a leaf that is called for half of the requests": Scene(faults=(slow("auth"),)),
    "a leaf that fails": Scene(faults=(failing("auth"),), signal=ERRORS),
    "the alarmed service, where those that it calls are well": Scene(faults=(slow("web"),)),
    "the alarmed service that fails by itself": Scene(faults=(failing("web"),), signal=ERRORS),
    "what is behind the alarmed service, not what is before it": Scene(
        faults=(slow("payments", 200),), alarmed="payments"
    ),
}


@pytest.mark.parametrize("minutes_a_sample", [1, 5], ids=["each minute", "every five minutes"])
@pytest.mark.parametrize("sentence", FIRST)
def test_first_is_named(sentence: str, minutes_a_sample: int) -> None:
    scene = replace(FIRST[sentence], minutes_a_sample=minutes_a_sample)
    ranking = rank(scene.situation())
    assert first(ranking).service == scene.faults[0].service
    assert first(ranking).verdict is Verdict.LIKELY
    assert first(ranking).doubts == ()


@pytest.mark.parametrize("signal", [LATENCY, ERRORS])
def test_nothing_wrong_names_nobody_but_by_rare_chance(signal: Signal) -> None:
    rankings = [rank(Scene(signal=signal, seed=seed).situation()) for seed in range(20)]
    assert sum(bool(firm(each)) for each in rankings) <= 2
    assert all(each.traffic is None for each in rankings)
    quiet = rankings[0]
    assert quiet.suspects == ()
    assert quiet.onset == NoData(reason="it is as usual")


def test_a_change_five_minutes_before_the_onset_confirms_the_suspect() -> None:
    scene = Scene(faults=(slow("database"),), changes=(changed("database", 35),))
    suspect = first(rank(scene.situation()))
    assert (suspect.service, suspect.verdict) == ("database", Verdict.CONFIRMED)
    assert suspect.evidence.changes == scene.changes


@pytest.mark.parametrize(
    "change",
    [changed("database", 5), changed("database", 45), changed("web", 35), changed("cache", 35)],
    ids=["an old one", "one after the onset", "one of a caller", "one of a service elsewhere"],
)
def test_another_change_confirms_nothing(change: Change) -> None:
    scene = Scene(faults=(slow("database"),), changes=(change,))
    suspect = first(rank(scene.situation()))
    assert (suspect.service, suspect.verdict) == ("database", Verdict.LIKELY)


def test_a_change_on_the_path_is_shown() -> None:
    scene = Scene(faults=(slow("database"),), changes=(changed("api", 35), changed("cache", 35)))
    assert first(rank(scene.situation())).evidence.changes == (changed("api", 35),)


def test_a_change_alone_names_nobody() -> None:
    assert rank(Scene(changes=(changed("database", 35),)).situation()).suspects == ()


def test_the_evidence_has_its_numbers() -> None:
    scene = Scene(faults=(slow("database"),))
    ranking = rank(scene.situation())
    evidence = first(ranking).evidence
    assert isinstance(evidence.deviation, Deviation)
    assert evidence.deviation.signal is LATENCY
    assert evidence.deviation.normal == pytest.approx(5, rel=0.05)
    assert evidence.deviation.reference == pytest.approx(5, rel=0.05)
    assert evidence.deviation.level == pytest.approx(65, rel=0.05)
    assert evidence.deviation.factor == pytest.approx(13, rel=0.1)
    assert evidence.deviation.spreads > 10
    assert evidence.onset == ranking.onset == minute(41)
    assert evidence.lead == timedelta(0)
    assert evidence.share > 0.9
    assert evidence.path == ("web", "api", "database")
    assert evidence.changes == ()
    assert first(rank(Scene(faults=(slow("payments", 500),)).situation())).evidence.healthy == (
        "database",
    )


def test_the_dependency_that_failed_first_is_named_first() -> None:
    """Both are slow by as much for the alarmed service; the database began ten minutes before."""
    faults = (slow("database", 30, at=30), slow("auth", 54, at=40))
    ranking = rank(Scene(faults=faults).situation())
    assert named(ranking)[:2] == ["database", "auth"]
    lead = first(ranking).evidence.lead
    assert isinstance(lead, timedelta)
    assert lead >= timedelta(0)


def test_what_began_after_the_alarm_is_doubted() -> None:
    faults = (slow("web", 100, at=40), slow("auth", 300, at=50))
    ranking = rank(Scene(faults=faults).situation())
    late = next(each for each in ranking.suspects if each.service == "auth")
    assert Doubt.LATER in late.doubts
    assert late.verdict is Verdict.INCONCLUSIVE


def test_two_faults_at_once_are_both_named() -> None:
    faults = (failing("auth", 0.1), failing("payments", 0.3))
    ranking = rank(Scene(faults=faults, signal=ERRORS).situation())
    assert firm(ranking) == {"auth", "payments"}
    assert sum(each.evidence.share for each in ranking.suspects) == pytest.approx(1, abs=0.1)


def test_a_dependency_that_nobody_needs_does_not_take_the_blame() -> None:
    """The cache fails, and the shop goes on without it: no alarm comes of that."""
    ranking = rank(Scene(faults=(failing("cache", 0.5),), signal=ERRORS).situation())
    assert firm(ranking) == set()


def test_a_slow_database_is_named_where_its_caller_gives_up_and_fails() -> None:
    """Payments fails because of time limits; nothing fails in the database."""
    faults = (slow("database", 200), failing("payments", 0.3))
    ranking = rank(Scene(faults=faults, signal=ERRORS).situation())
    assert named(ranking) == ["database", "payments"]
    assert first(ranking).verdict is Verdict.LIKELY
    assert Doubt.CALLEE_DEVIATES in ranking.suspects[1].doubts


def test_a_saturated_database_is_named_where_its_caller_is_slow() -> None:
    faults = (Fault(service="database", signal=SATURATION, by=0.65), slow("payments", 200))
    ranking = rank(Scene(faults=faults).situation())
    assert named(ranking) == ["database", "payments"]
    evidence = first(ranking).evidence
    assert isinstance(evidence.deviation, Deviation)
    assert evidence.deviation.signal is SATURATION


def test_twice_the_traffic_is_named_where_everything_is_slow() -> None:
    visitors = (
        Fault(service="web", signal=TRAFFIC, by=2),
        Fault(service="api", signal=TRAFFIC, by=2),
    )
    ranking = rank(Scene(faults=(*visitors, slow("database", 30)), alarmed="api").situation())
    assert ranking.traffic is not None
    assert ranking.traffic.origins == ("web",)
    assert ranking.traffic.deviation.factor == pytest.approx(2, rel=0.1)
    assert ranking.traffic.onset == minute(41)
    assert Doubt.MORE_TRAFFIC in first(ranking).doubts
    assert firm(ranking) == set()


def test_traffic_that_rises_after_the_onset_explains_nothing() -> None:
    retries = (
        Fault(service="web", signal=TRAFFIC, by=2, minute=50),
        Fault(service="api", signal=TRAFFIC, by=2, minute=50),
    )
    ranking = rank(Scene(faults=(*retries, slow("database")), alarmed="api").situation())
    assert ranking.traffic is None
    assert first(ranking).verdict is Verdict.LIKELY


@pytest.mark.parametrize("since", [0, 40], ids=["never measured", "gone since the onset"])
def test_a_culprit_without_telemetry_is_inconclusive_and_says_what_is_missing(since: int) -> None:
    scene = Scene(faults=(slow("database"),), silent=(("database", since),))
    situation = scene.situation()
    if since == 0:
        situation = without(situation, *(("database", signal) for signal in Signal))
    ranking = rank(situation)
    suspect = next(each for each in ranking.suspects if each.service == "database")
    assert suspect.verdict is Verdict.INCONCLUSIVE
    assert Doubt.SILENT in suspect.doubts
    assert isinstance(suspect.evidence.deviation, NoData)
    assert "measured" in suspect.evidence.deviation.reason
    assert [name for name, _ in ranking.silent] == ["database"]
    assert firm(ranking) == set()
    assert all(Doubt.SILENT_CALLEE in s.doubts for s in ranking.suspects if s is not suspect)


def test_a_callee_that_hardly_gets_requests_any_more_is_silent() -> None:
    situation = Scene(faults=(failing("api", 0.5),), signal=ERRORS).situation()
    telemetry = dict(situation.telemetry)
    for signal in (TRAFFIC, ERRORS):
        current = telemetry["database", signal].current.copy()
        current[40:] = 0
        telemetry["database", signal] = replace(telemetry["database", signal], current=current)
    ranking = rank(replace(situation, telemetry=telemetry))
    assert {"api", "database"} <= set(named(ranking))
    assert firm(ranking) == set()


def test_a_callee_that_was_never_called_before_does_not_take_the_blame() -> None:
    """Payments begins to call a table that does not exist: what changed is payments."""
    situation = Scene(faults=(failing("payments", 0.3),), signal=ERRORS).situation()
    graph = {**situation.graph, "payments": ("database", "no-such-table")}
    late = np.arange(60) >= 40
    nothing = np.full(1440, np.nan)
    telemetry = {
        **situation.telemetry,
        ("no-such-table", ERRORS): Observed(normal=nothing, current=np.where(late, 1.0, np.nan)),
        ("no-such-table", TRAFFIC): Observed(normal=nothing, current=np.where(late, 2.0, 0.0)),
    }
    ranking = rank(replace(situation, graph=graph, telemetry=telemetry))
    assert (first(ranking).service, first(ranking).verdict) == ("payments", Verdict.LIKELY)


def test_cycles_are_walked_once() -> None:
    situation = Scene(faults=(slow("database"),)).situation()
    graph = {**situation.graph, "database": ("web", "database", "payments")}
    assert first(rank(replace(situation, graph=graph))).service == "database"


def test_services_of_which_only_the_graph_knows_are_silent() -> None:
    situation = Scene(faults=(slow("web"),)).situation()
    graph = {**situation.graph, "web": ("api", "unheard-of")}
    ranking = rank(replace(situation, graph=graph))
    assert [name for name, _ in ranking.silent] == ["unheard-of"]
    assert first(ranking).service == "web"
    assert first(ranking).evidence.silent == ("unheard-of",)


def test_what_comes_of_services_that_the_graph_does_not_know_is_taken_for_their_callers_own() -> (
    None
):
    situation = Scene(faults=(slow("payments", 500),)).situation()
    ranking = rank(replace(situation, graph={"web": ("api",), "api": ("database",)}))
    assert named(ranking) == ["api"]


def test_an_alarm_on_a_service_that_is_not_measured_says_so() -> None:
    alarm = Alarm(service="nobody", signal=LATENCY, since=minute(42))
    ranking = rank(replace(Scene().situation(), alarm=alarm))
    assert ranking.alarm == NoData(reason="no latency was ever measured")
    assert ranking.suspects == ()


def test_without_a_normal_time_nothing_is_claimed() -> None:
    situation = Scene(faults=(slow("database"),)).situation()
    telemetry = {
        key: Observed(normal=np.empty(0), current=each.current[37:45])
        for key, each in situation.telemetry.items()
    }
    ranking = rank(replace(situation, telemetry=telemetry, times=situation.times[37:45]))
    assert ranking.alarm == NoData(reason="no latency of a normal time to compare with")
    assert ranking.suspects == ()


def test_what_was_as_bad_before_the_range_began_is_found_by_its_normal_period() -> None:
    ranking = rank(Scene(faults=(slow("database", at=0),)).situation())
    assert first(ranking).service == "database"
    assert ranking.onset == minute(1)


def test_what_was_as_bad_before_the_range_began_is_found_however_wild_it_is() -> None:
    situation = Scene(faults=(slow("database", at=0),)).situation()
    wild = np.random.default_rng(3).lognormal(0, 0.3, 60)
    telemetry = {
        (name, signal): replace(each, current=each.current * (wild if signal is LATENCY else 1))
        for (name, signal), each in situation.telemetry.items()
    }
    ranking = rank(replace(situation, telemetry=telemetry))
    assert first(ranking).service == "database"
    assert ranking.onset == minute(1)


def test_a_late_alarm_finds_the_onset() -> None:
    situation = Scene(faults=(slow("database", at=25),)).situation()
    alarm = replace(situation.alarm, since=minute(55))
    ranking = rank(replace(situation, alarm=alarm))
    assert ranking.onset == minute(26)
    assert first(ranking).service == "database"


def test_a_dependency_that_stands_out_behind_a_quiet_alarm_is_shown_without_a_claim() -> None:
    """A cache that takes two milliseconds instead of one is lost in what varies anyway."""
    ranking = rank(Scene(faults=(slow("cache", 0.8),)).situation())
    assert named(ranking) == ["cache"]
    assert Doubt.WEAK_ALARM in first(ranking).doubts
    assert first(ranking).verdict is Verdict.INCONCLUSIVE


def test_missing_traffic_names_what_hardly_gets_requests_any_more() -> None:
    situation = Scene(faults=(failing("api", 0.5),), signal=TRAFFIC, alarmed="web").situation()
    telemetry = dict(situation.telemetry)
    current = telemetry["web", TRAFFIC].current.copy()
    current[40:] /= 3
    telemetry["web", TRAFFIC] = replace(telemetry["web", TRAFFIC], current=current)
    ranking = rank(replace(situation, telemetry=telemetry))
    assert isinstance(ranking.alarm, Deviation)
    assert ranking.alarm.spreads < 0
    assert first(ranking).service == "api"


def test_a_range_of_one_sample_and_columns_that_do_not_match_are_refused() -> None:
    situation = Scene().situation()
    with pytest.raises(ValueError, match="at least two samples, not 1"):
        replace(situation, times=situation.times[:1])
    with pytest.raises(ValueError, match="60 samples at 59 times"):
        replace(situation, times=situation.times[:59])
