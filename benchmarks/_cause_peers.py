"""Two simple ways to rank causes, to compare with."""

from collections.abc import Callable

import numpy as np

from midwatch.domain.signals.causes.calls import paths
from midwatch.domain.signals.causes.situation import Situation
from midwatch.domain.signals.causes.windows import finite, robust_spread

_ANOMALOUS = 3.0
_FEWEST = 3
Method = Callable[[Situation], list[str]]


def walk(situation: Situation) -> list[str]:
    """Along anomalous callees, the deepest first; of equally deep ones the one that deviates most.

    A service deviates by the most that a sample of its current range lies above the median of its normal period, in
    robust spreads.
    """
    graph, start = situation.graph, situation.alarm.service
    scores = {name: _score(situation, name) for name in paths(graph, start, lambda _: True)}
    along = paths(graph, start, lambda name: scores[name] >= _ANOMALOUS)
    found = [name for name in along if scores[name] >= _ANOMALOUS]
    return sorted(found, key=lambda name: (-len(along[name]), -scores[name], name))


def correlate(situation: Situation) -> list[str]:
    """By how the signal of each service that can be reached goes with the alarmed one over the current range."""
    signal, alarmed = situation.alarm.signal, situation.alarm.service
    target = situation.of(alarmed, signal)
    scores = {}
    for service in paths(situation.graph, alarmed, lambda _: True):
        observed = situation.of(service, signal)
        if target is not None and service != alarmed and observed is not None:
            both = np.isfinite(observed.current) & np.isfinite(target.current)
            one, other = observed.current[both], target.current[both]
            if len(one) >= _FEWEST and np.ptp(one) > 0 and np.ptp(other) > 0:
                scores[service] = abs(float(np.corrcoef(one, other)[0, 1]))
    return sorted(scores, key=lambda service: (-scores[service], service))


def _score(situation: Situation, service: str) -> float:
    observed = situation.of(service, situation.alarm.signal)
    if observed is None:
        return 0.0
    normal, current = finite(observed.normal), finite(observed.current)
    if len(normal) == 0 or len(current) == 0:
        return 0.0
    least = max(abs(float(np.median(normal))) / 100, 1e-3)
    return float(current.max() - np.median(normal)) / robust_spread(normal, least)
