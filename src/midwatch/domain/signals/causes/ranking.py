"""From a situation to an answer: suspects in order, or that nothing is wrong."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from midwatch.domain.measured import NoData
from midwatch.domain.signals.causes.answer import Doubt, Evidence, Ranking, Suspect, TrafficRise
from midwatch.domain.signals.causes.blame import Lead, leads, score
from midwatch.domain.signals.causes.calls import callees
from midwatch.domain.signals.causes.deviation import Deviation
from midwatch.domain.signals.causes.episode import bar
from midwatch.domain.signals.causes.situation import Signal, Situation
from midwatch.domain.signals.causes.survey import BAD, Standing, Survey, survey
from midwatch.domain.signals.causes.traffic import origins, risen
from midwatch.domain.signals.causes.verdict import decide, is_clear
from midwatch.domain.signals.change import Change

CHANGE_BEFORE = timedelta(minutes=30)
"""A change that does harm mostly does it within half an hour: when it is rolled out, or first used."""


def rank(situation: Situation, change_before: timedelta = CHANGE_BEFORE) -> Ranking:
    """Rank the services that may be behind an alarm; the first is the best guess.

    The alarm's onset is looked for around the time that it names. Where the alarmed signal is as usual, only services
    are named that stand out notably in the same signal, none as more than INCONCLUSIVE. `change_before`: how long
    before an onset a change still counts.
    """
    seen = survey(situation)
    alarm = seen.alarmed.signals[situation.alarm.signal]
    if isinstance(alarm, NoData):
        return Ranking(alarm=alarm, onset=alarm, silent=_silent(seen))
    clear = is_clear(alarm, len(situation.times))
    traffic = _traffic(seen) if clear else None
    found = leads(seen, seen.alarmed.onsets[Signal.TRAFFIC] if traffic else None)
    worth = _felt(found, alarm) if clear else _standing_out(seen, found)
    return Ranking(
        alarm=alarm,
        onset=_moment(situation, seen.span.start) if clear else NoData(reason="it is as usual"),
        suspects=tuple(sorted((_suspect(seen, each, change_before) for each in worth), key=_order)),
        traffic=traffic,
        silent=_silent(seen),
    )


def _felt(found: Iterable[Lead], alarm: Deviation) -> list[Lead]:
    """Those that explain at least as much of the alarm as its signal usually varies."""
    return [lead for lead in found if lead.share * abs(alarm.spreads) >= 1]


def _standing_out(seen: Survey, found: Iterable[Lead]) -> list[Lead]:
    """Those that stand out by themselves, though the alarmed signal does not; of many services, by more."""
    least = bar(len(seen.standings))
    notable = [lead for lead in found if _notable(seen, lead, least)]
    for lead in notable:
        lead.doubts.add(Doubt.WEAK_ALARM)
    return notable


def _notable(seen: Survey, lead: Lead, least: float) -> bool:
    if lead.signal is not seen.situation.alarm.signal:
        return False
    found = seen.standings[lead.service].worse(lead.signal)
    return found is not None and found.notable and found.spreads >= least


def _order(suspect: Suspect) -> tuple[float, float, float, int, str]:
    """By score; then who began first, who deviates more, who is deeper."""
    evidence = suspect.evidence
    lead = 0.0 if isinstance(evidence.lead, NoData) else evidence.lead.total_seconds()
    spreads = 0.0 if isinstance(evidence.deviation, NoData) else evidence.deviation.spreads
    return -suspect.score, -lead, -spreads, -len(evidence.path), suspect.service


def _suspect(seen: Survey, lead: Lead, change_before: timedelta) -> Suspect:
    evidence = _evidence(seen, lead, change_before)
    verdict, doubts = decide(lead, evidence)
    return Suspect(
        service=lead.service,
        score=score(lead.share, lead.doubts),
        verdict=verdict,
        doubts=doubts,
        evidence=evidence,
    )


def _evidence(seen: Survey, lead: Lead, change_before: timedelta) -> Evidence:
    situation, standing = seen.situation, seen.standings[lead.service]
    below = [seen.standings[each] for each in callees(situation.graph, lead.service)]
    deviation, start = _main(seen, lead, standing)
    onset = start if isinstance(start, NoData) else _moment(situation, start)
    lead_time = onset if isinstance(onset, NoData) else _moment(situation, seen.span.start) - onset
    about = _moment(situation, seen.span.start) if isinstance(onset, NoData) else onset
    return Evidence(
        deviation=deviation,
        onset=onset,
        lead=lead_time,
        share=lead.share,
        path=standing.path,
        also=tuple(
            each for signal in BAD if signal is not lead.signal and (each := standing.worse(signal))
        ),
        traffic=standing.signals[Signal.TRAFFIC],
        healthy=tuple(sorted(s.service for s in below if s.well)),
        silent=tuple(sorted(s.service for s in below if s.silence is not None)),
        changes=_changes(situation, standing, about, change_before),
    )


def _main(seen: Survey, lead: Lead, standing: Standing) -> tuple[Deviation | NoData, int | NoData]:
    """The deviation that makes a service a suspect, and the sample at which it began."""
    if lead.signal is None:
        missing = standing.silence or NoData(reason="it is not measured")
        return missing, missing
    return standing.signals[lead.signal], standing.onsets.get(lead.signal, seen.span.start)


def _changes(
    situation: Situation, standing: Standing, onset: datetime, change_before: timedelta
) -> tuple[Change, ...]:
    """Changes to services on the path, up to the onset: the latest first."""
    near = [
        change
        for change in situation.changes
        if change.service in standing.path and onset - change_before <= change.at <= onset
    ]
    return tuple(sorted(near, key=lambda change: (change.at, change.service, change.summary))[::-1])


def _traffic(seen: Survey) -> TrafficRise | None:
    found = risen(seen)
    if found is None:
        return None
    return TrafficRise(
        origins=origins(seen),
        deviation=found,
        onset=_moment(seen.situation, seen.alarmed.onsets[Signal.TRAFFIC]),
    )


def _silent(seen: Survey) -> tuple[tuple[str, NoData], ...]:
    found = {name: each.silence for name, each in seen.standings.items()}
    return tuple(
        sorted(((n, s) for n, s in found.items() if s is not None), key=lambda pair: pair[0])
    )


def _moment(situation: Situation, sample: int) -> datetime:
    return datetime.fromtimestamp(float(situation.times[sample]), UTC)
