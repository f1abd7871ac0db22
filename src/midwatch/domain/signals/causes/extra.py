"""How much of the alarm a service brings about by itself: extra time or failures that callees do not explain."""

from collections.abc import Iterable, Mapping

import numpy as np

from midwatch.domain.signals.causes.deviation import Deviation
from midwatch.domain.signals.causes.situation import Signal, Situation
from midwatch.domain.signals.causes.windows import Span, finite
from midwatch.domain.signals.counts import Floats


def extra(situation: Situation, service: str, deviation: Deviation, span: Span) -> float:
    """What the service added during the span, over its reference: failed requests, or time spent in requests.

    The sum over samples of (value − reference) × traffic; in requests a second × the signal's unit.
    """
    observed = situation.of(service, deviation.signal)
    if observed is None:
        return 0.0
    above = observed.current[span.slice] - deviation.reference
    return float(np.nansum(above * _weights(situation, service, span)))


def own(extras: Mapping[str, float], service: str, called: Iterable[str]) -> float:
    """What is left of a service's extra once that of the services it called is taken off; never below zero."""
    return max(extras[service] - sum(max(extras.get(each, 0.0), 0.0) for each in called), 0.0)


def _weights(situation: Situation, service: str, span: Span) -> Floats:
    """Traffic per sample; a service without any is taken to be called once for each request of the alarmed one."""
    for name in (service, situation.alarm.service):
        traffic = situation.of(name, Signal.TRAFFIC)
        rates = traffic.current[span.slice] if traffic is not None else np.empty(0)
        if len(finite(rates)):
            return np.where(np.isfinite(rates), rates, np.median(finite(rates)))
    return np.ones(len(span))
