"""Whether more requests than usual explain the alarm, and where they come from."""

from midwatch.domain.signals.causes.calls import callers, paths
from midwatch.domain.signals.causes.deviation import Deviation, deviation
from midwatch.domain.signals.causes.situation import Signal
from midwatch.domain.signals.causes.survey import Survey


def risen(survey: Survey) -> Deviation | None:
    """The alarmed service's traffic, where it rose notably and not after the alarm began."""
    alarmed = survey.alarmed
    traffic = alarmed.worse(Signal.TRAFFIC)
    if traffic is None or not traffic.notable:
        return None
    return traffic if alarmed.onsets[Signal.TRAFFIC] <= survey.span.start + 1 else None


def origins(survey: Survey) -> tuple[str, ...]:
    """Of the alarmed service and those that call it, directly or not, the first ones whose traffic rose."""
    situation, start = survey.situation, survey.alarmed.service
    back = callers(situation.graph)

    def rose(service: str) -> bool:
        found = deviation(situation, service, Signal.TRAFFIC, survey.span)
        return isinstance(found, Deviation) and found.notable

    above = [each for each in paths(back, start, rose) if each == start or rose(each)]
    first = [each for each in above if not any(caller in above for caller in back.get(each, ()))]
    return tuple(sorted(first or [start]))
