"""Who brings about how much of the alarm, and what speaks against it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from midwatch.domain.signals.causes.answer import Doubt
from midwatch.domain.signals.causes.calls import callees, onward, paths
from midwatch.domain.signals.causes.deviation import Deviation
from midwatch.domain.signals.causes.episode import bar
from midwatch.domain.signals.causes.extra import extra, own
from midwatch.domain.signals.causes.situation import Signal
from midwatch.domain.signals.causes.survey import BAD, Standing, Survey

ADDS_UP = (Signal.LATENCY, Signal.ERRORS)
"""Signals that callers inherit from those whom they call, request by request."""


@dataclass(slots=True, kw_only=True)
class Lead:
    """A service that may be the cause, by which signal, with its share of the alarm and its doubts, while they gather.

    `signal` is None where the service is silent.
    """

    service: str
    signal: Signal | None
    share: float
    doubts: set[Doubt] = field(default_factory=set)


def leads(survey: Survey, rise: int | None) -> list[Lead]:
    """All services with a share, in no order. `rise`: the sample from which on traffic explains, or None."""
    shares = _shares(survey)
    signal = survey.situation.alarm.signal
    found = {
        service: Lead(service=service, signal=signal, share=share)
        for service, share in shares.items()
        if share > 0
    }
    for fresh in [each for lead in found.values() for each in _handed_down(survey, lead, shares)]:
        _keep(found, fresh)
    linked = _linked(survey)
    for lead in found.values():
        standing = survey.standings[lead.service]
        if lead.service not in linked:
            lead.doubts.add(Doubt.HEALTHY_BETWEEN)
        if _onset(standing, lead) > survey.span.start + 1:
            lead.doubts.add(Doubt.LATER)
        if rise is not None and _overloaded(standing, lead, rise):
            lead.doubts.add(Doubt.MORE_TRAFFIC)
    return list(found.values())


def _shares(survey: Survey) -> dict[str, float]:
    """Of the alarm's extra, what each service that deviates in the alarmed signal brings about itself, 0 to 1.

    Where services together bring about more than reaches the alarmed one (calls in parallel, or tried again), it is
    their share of that.
    """
    signal, alarmed = survey.situation.alarm.signal, survey.alarmed
    if signal not in ADDS_UP:
        return {alarmed.service: 1.0}
    extras = {}
    for service, standing in survey.standings.items():
        worse = standing.worse(signal) or (standing is alarmed and standing.signals[signal])
        if isinstance(worse, Deviation):
            extras[service] = extra(survey.situation, service, worse, survey.span)
    graph = survey.situation.graph
    depths = {service: len(standing.path) for service, standing in survey.standings.items()}
    owns = {service: own(extras, service, onward(graph, service, depths)) for service in extras}
    total = max(extras.get(alarmed.service, 0.0), sum(owns.values()))
    return {service: each / total for service, each in owns.items()} if total > 0 else {}


def _handed_down(survey: Survey, lead: Lead, shares: Mapping[str, float]) -> list[Lead]:
    """A lead's share for services behind it that deviate in another signal, or of which nothing is known."""
    fresh = []
    alarmed = survey.situation.alarm.signal
    began = survey.standings[lead.service].onsets.get(alarmed, survey.span.start)
    others = _deepest_other(survey, lead.service, shares)
    for service, signal in others:
        doubts = set()
        standing = survey.standings[service]
        if not standing.steady_traffic:
            doubts.add(Doubt.OTHER_SIGNAL)
        elif standing.onsets[signal] > began:
            doubts.add(Doubt.LATER)
        else:
            lead.doubts.add(Doubt.CALLEE_DEVIATES)
        share = lead.share / len(others)
        fresh.append(Lead(service=service, signal=signal, share=share, doubts=doubts))
    called = callees(survey.situation.graph, lead.service)
    silent = [each for each in called if survey.standings[each].silence]
    for service in silent:
        lead.doubts.add(Doubt.SILENT_CALLEE)
        share = lead.share / len(silent)
        fresh.append(Lead(service=service, signal=None, share=share, doubts={Doubt.SILENT}))
    return fresh


def _deepest_other(
    survey: Survey, start: str, shares: Mapping[str, float]
) -> list[tuple[str, Signal]]:
    """Services that deviate notably in another signal than the alarmed, reached over such only, and call no such."""
    least = bar(len(survey.standings))

    def other(service: str) -> Signal | None:
        if service in shares:
            return None
        return _other_signal(survey.standings[service], survey.situation.alarm.signal, least)

    graph = survey.situation.graph
    near = [each for each in paths(graph, start, lambda s: other(s) is not None) if each != start]
    found = {each: signal for each in near if (signal := other(each)) is not None}
    deepest = [s for s in found if not any(callee in found for callee in callees(graph, s))]
    return [(service, found[service]) for service in deepest or found]


def _other_signal(standing: Standing, alarmed: Signal, least: float) -> Signal | None:
    """The signal other than the alarmed that deviates by most spreads, of those that do so notably and by as many."""
    worse = [each for signal in BAD if signal is not alarmed and (each := standing.worse(signal))]
    notable = [each for each in worse if each.notable and each.spreads >= least]
    return max(notable, key=lambda each: each.spreads).signal if notable else None


def _keep(found: dict[str, Lead], fresh: Lead) -> None:
    """A service that several hand down to keeps what is most."""
    known = found.get(fresh.service)
    if known is None or score(fresh.share, fresh.doubts) > score(known.share, known.doubts):
        found[fresh.service] = fresh


def score(share: float, doubts: Iterable[Doubt]) -> float:
    """The share, halved for each doubt; those about size say what the share says already."""
    unweighed = {Doubt.SMALL, Doubt.WEAK_ALARM, Doubt.SILENT_CALLEE}
    return share * 0.5 ** len(set(doubts) - unweighed)


def _linked(survey: Survey) -> set[str]:
    """Services reached over such as deviate or cannot be judged."""
    standings = survey.standings
    graph, start = survey.situation.graph, survey.situation.alarm.service
    return set(
        paths(graph, start, lambda s: standings[s].deviates or standings[s].silence is not None)
    )


def _onset(standing: Standing, lead: Lead) -> int:
    return standing.onsets.get(lead.signal, 0) if lead.signal is not None else 0


def _overloaded(standing: Standing, lead: Lead, rise: int) -> bool:
    traffic = standing.worse(Signal.TRAFFIC)
    if traffic is None or not traffic.notable or lead.signal is None:
        return False
    return rise <= standing.onsets.get(lead.signal, rise)
