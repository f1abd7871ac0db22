"""What was observed, in sentences with their numbers, for every report."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from midwatch.domain.measured import NoData
from midwatch.domain.signals.anomalies.anomaly import Anomaly, Basis
from midwatch.domain.signals.causes.answer import Evidence, Ranking, Suspect, Verdict
from midwatch.domain.signals.change import Change
from midwatch.domain.signals.trends.reach import Reach
from midwatch.domain.slo.health.fast_burn import FastBurn
from midwatch.domain.slo.health.observation import Observation
from midwatch.domain.slo.health.reading import SignalName, Unit
from midwatch.domain.slo.health.service import ChangeSeen, ServiceHealth
from midwatch.domain.slo.health.stopped import begins, tells_of_requests
from midwatch.domain.slo.health.verdict import Reason, ReasonKind
from midwatch.domain.slo.objective import ObjectiveKind
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports.observe.values import clock, stretch, three, value
from midwatch.formats.reports.quantities import burn, percent, span, window

DAY, WEEK = timedelta(days=1), timedelta(days=7)
SUSPECTS = 3
"""Suspects that are told of: further ones are noise at 2 am."""


def frame(seen: Observation) -> str:
    """Over what was looked, and against what."""
    start, end = (f"{moment:%Y-%m-%d %H:%M}" for moment in (seen.range.start, seen.range.end))
    against = ranges_before(seen) or "no history of these hours"
    looked = f"{window(seen.range.length)}, in steps of {window(seen.step)}"
    begun = all_begin(seen)
    if begun is not None:
        looked += f"; telemetry begins at {clock(begun, seen.range.end)}, and numbers are of the time since"
    return f"{start} to {end} UTC ({looked}), against {against}"


def all_begin(seen: Observation) -> datetime | None:
    """When the first telemetry of any service began; None where it was there from the start of the range."""
    found = [
        begins(health.readings) for health in seen.services if tells_of_requests(health.readings)
    ]
    late = [moment for moment in found if moment is not None]
    return min(late) if late and len(late) == len(found) else None


def begun(health: ServiceHealth, everybody: datetime | None, at: datetime) -> str | None:
    """That a service's telemetry began within the range, and later than that of everybody."""
    moment = begins(health.readings)
    if moment is None or moment == everybody:
        return None
    return f"telemetry begins at {clock(moment, at)}: numbers are of the time since"


def without_course(health: ServiceHealth, step: timedelta) -> Iterator[str]:
    """That requests were counted over the range, and over none of its steps: samples lie farther apart."""
    traffic = health.reading(SignalName.TRAFFIC.value)
    if traffic is None or isinstance(traffic.current, NoData):
        return
    if isinstance(traffic.track, NoData) and not traffic.track.source_failed:
        yield f"no course of {traffic.name}: no step of {window(step)} has two samples, by which it is judged"


def ranges_before(seen: Observation) -> str:
    """The ranges of the past that there was something of, in words; empty where there was none."""
    if not seen.found:
        return ""
    apart = [seen.range.end - span.end for span in seen.found]
    weekly = apart[0] >= WEEK
    unit, length = ("week", WEEK) if weekly else ("day", DAY)
    numbers = [each // length for each in apart]
    if numbers == [1]:
        return f"the same hours of the {unit} before"
    if numbers == list(range(1, len(numbers) + 1)):
        return f"the same hours of the {len(numbers)} {unit}s before"
    return f"the same hours {', '.join(map(str, numbers))} {unit}s before"


def reason(one: Reason, at: datetime) -> str:
    """One thing that speaks against green."""
    return SENTENCES[one.kind](one, at)


def _page(one: Reason, _: datetime) -> str:
    return f"{_about(one)} has a burn rate of {_burn(one.value)}: a page holds, above {_burn(one.limit)}"


def _burning(one: Reason, _: datetime) -> str:
    return f"{_about(one)} had a burn rate of {_burn(one.value)} in the last hour"


def _spent(one: Reason, _: datetime) -> str:
    return f"the budget of {_about(one)} is overspent by {percent(-(one.value or 0), 0)}"


def _little(one: Reason, _: datetime) -> str:
    return f"{percent(one.value or 0, 0)} of the budget of {_about(one)} is left"


def _over(one: Reason, _: datetime) -> str:
    unit = Unit.SECONDS if one.about.startswith("latency") else Unit.RATIO
    measured, limit = value(one.value or 0, unit), value(one.limit or 0, unit)
    more = "more than " if (one.value or 0) <= (one.limit or 0) else ""
    return f"{_about(one)}: {more}{measured}, above the threshold of {limit}"


def _full(one: Reason, _: datetime) -> str:
    return f"{_about(one)} is {percent(one.value or 0)}, above {percent(one.limit or 0, 0)}"


def _due(one: Reason, at: datetime) -> str:
    return reaches(one.about, one.reach, at) if one.reach else _about(one)


def reaches(signal: str, reach: Reach, at: datetime) -> str:
    """When a signal comes to its limit."""
    latest = "later" if reach.latest is None else span(reach.latest - at)
    return (
        f"{for_terminal(signal, 80)} reaches {percent(reach.limit, 0)} in {span(reach.expected - at)} "
        f"(nine times of ten between {span(reach.earliest - at)} and {latest})"
    )


def _traffic(one: Reason, at: datetime) -> str:
    return anomaly(one.anomaly, Unit.PER_SECOND, at) if one.anomaly else _about(one)


def _down(one: Reason, _: datetime) -> str:
    return f"the probe saw it up {percent(one.value or 0)} of the time"


def _untold(one: Reason, _: datetime) -> str:
    return f"nobody can tell whether {_about(one)} is kept: {for_terminal(one.why)}"


def _stopped(one: Reason, at: datetime) -> str:
    known = one.since is not None
    when = f"since {clock(one.since, at)}" if one.since is not None else "in all of this range"
    return (
        f"nothing was told of {_about(one)} {when}: renamed, no longer scraped, or the source's clock is behind "
        f"(`midwatch doctor`){'; numbers are of the time before' if known else ''}"
    )


def _absent(one: Reason, _: datetime) -> str:
    return f"{_about(one)}: {for_terminal(one.why)}"


SENTENCES: Mapping[ReasonKind, Callable[[Reason, datetime], str]] = {
    ReasonKind.PAGE_BURN: _page,
    ReasonKind.OVER_OPTION: _over,
    ReasonKind.BURNING: _burning,
    ReasonKind.LITTLE_LEFT: _little,
    ReasonKind.BUDGET_SPENT: _spent,
    ReasonKind.SATURATED: _full,
    ReasonKind.DUE_SOON: _due,
    ReasonKind.TRAFFIC_OFF: _traffic,
    ReasonKind.DOWN: _down,
    ReasonKind.STOPPED: _stopped,
    ReasonKind.NO_ANSWER: _absent,
    ReasonKind.LIMIT_UNTOLD: _untold,
}


def _about(one: Reason) -> str:
    return for_terminal(one.about, 80)


def _burn(multiple: float | None) -> str:
    return burn(multiple or 0)


def anomaly(one: Anomaly, unit: Unit, at: datetime) -> str:
    """When a signal departed, from what to what."""
    began = f"{'before ' if one.began_earlier else ''}{clock(one.began, at)}"
    when = f"since {began}" if one.ended is None else f"{began} to {clock(one.ended, at)}"
    times = f", {three(one.multiple)} times" if one.multiple is not None else ""
    name = for_terminal(one.signal.name, 40)
    return f"{name} {when}: {value(one.before, unit)} → {value(one.after, unit)}{times}"


_WENT_WRONG: Mapping[ObjectiveKind, str] = {
    ObjectiveKind.AVAILABILITY: "failed",
    ObjectiveKind.ERROR_RATE: "failed",
    ObjectiveKind.BATCH_SUCCESS: "failed",
    ObjectiveKind.LATENCY: "were too slow",
}


def fast_burn(one: FastBurn) -> str:
    """When an objective burned faster than the fastest page's rate, and how fast at worst."""
    about, bad = for_terminal(one.objective.id, 80), percent(one.bad_ratio)
    wrong = _WENT_WRONG.get(one.objective.kind, "were bad")
    less = "; a correction leaves out part of it" if one.corrected else ""
    return (
        f"{about} had a burn rate of up to {burn(one.burn.multiple)} in an hour of {stretch(one.span)} "
        f"(in the worst hour {bad} {wrong}{less})"
    )


def change(one: ChangeSeen, at: datetime) -> str:
    """What was changed, and how its service's signals moved."""
    made = one.change
    version = f" {for_terminal(made.version, 40)}" if made.version else ""
    text = f"{clock(made.at, at)} {for_terminal(made.kind, 40)}{version}: {for_terminal(made.summary, 120)}"
    moved = [
        f"{each.signal} {value(each.before, each.unit)} → {value(each.after, each.unit)}"
        for each in one.moved
        if each.before is not None and each.after is not None
    ]
    return f"{text} ({'; '.join(moved)})" if moved else text


def causes(found: Ranking, at: datetime) -> Iterator[str]:
    """Suspects in order, or that there is none."""
    if isinstance(found.alarm, NoData):
        yield f"nothing can be said of causes: {for_terminal(found.alarm.reason)}"
        return
    if found.traffic is not None:
        origins = ", ".join(for_terminal(each, 60) for each in found.traffic.origins) or "outside"
        yield f"more traffic since {clock(found.traffic.onset, at)}, from {origins}: it may explain the rest"
    for suspect in found.suspects[:SUSPECTS]:
        yield suspected(suspect, at)
    if not found.suspects and found.traffic is None:
        yield "no service stands out behind it"
    if found.silent:
        yield f"not measured: {', '.join(for_terminal(name, 60) for name, _ in found.silent)}"


def _beside(made: Change, evidence: Evidence) -> str:
    """An onset is where its step begins, and the change may lie in that step."""
    within = not isinstance(evidence.onset, NoData) and made.at > evidence.onset
    return "with" if within else "after"


def not_known(seen: Observation) -> Iterator[str]:
    """What nobody told of what happens around the signals."""
    for one in seen.untold:
        about = "versions or calls are not known: " if one.source_failed else "not known: "
        yield f"{about}{for_terminal(one.reason)}"


def suspected(one: Suspect, at: datetime) -> str:
    """One suspect: how sure, how much it explains, since when, what was changed, what speaks against it."""
    evidence, name = one.evidence, for_terminal(one.service, 60)
    parts = [f"explains {percent(evidence.share, 0)} of it"]
    if not isinstance(evidence.onset, NoData):
        parts.append(f"since {clock(evidence.onset, at)}")
    parts += [
        f"{_beside(made, evidence)} “{for_terminal(made.summary, 80)}” at {clock(made.at, at)}"
        for made in evidence.changes[:1]
    ]
    parts += [f"but {doubt.value}" for doubt in one.doubts]
    return f"{one.verdict.value:{len(Verdict.INCONCLUSIVE.value)}}  {name}: {', '.join(parts)}"


def caveat(health: ServiceHealth) -> str | None:
    """Why a baseline is not the weeks before, where it is not."""
    bases = {
        reading.judgement.baseline.basis
        for reading in health.readings
        if reading.judgement and not isinstance(reading.judgement.baseline, NoData)
    }
    weaker = [basis.value for basis in Basis if basis in bases and basis is not Basis.WEEKS]
    return (
        f"no history of the weeks before: judged against {' and '.join(weaker)}" if weaker else None
    )
