"""How far a signal is from its normal period, and from what it was just before."""

from dataclasses import dataclass

import numpy as np

from midwatch.domain.measured import NoData
from midwatch.domain.signals.causes.episode import CLEAR, before
from midwatch.domain.signals.causes.situation import Observed, Signal, Situation
from midwatch.domain.signals.causes.windows import (
    FEWEST_NORMAL,
    Span,
    finite,
    usual_difference,
)
from midwatch.domain.signals.counts import Floats

NOTABLE = 1.5
"""Times what it was: where nothing adds up along calls, less than this is too little to explain another signal."""
_LEAST_SHARE = 0.001
"""Where nobody knows how many requests there were, a share of failures is known to one in a thousand."""
_LEAST_RELATIVE = 0.01
"""A signal that hardly ever moves is taken to move by 1% of what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """One signal of one service while it was at its worst, all in the signal's unit but `spreads`.

    `normal`: the median of the normal period, or why there is none. `reference`: what it was just before, else the
    normal median. `level`: the mean during. `spreads`: how many times farther level and reference lie apart than two
    such stretches usually do in the normal period; negative downwards.
    """

    signal: Signal
    normal: float | NoData
    reference: float
    level: float
    spreads: float

    @property
    def factor(self) -> float:
        """The level over the reference; infinite where the reference is zero."""
        if self.reference > 0:
            return self.level / self.reference
        return float("inf") if self.level > 0 else 1.0

    @property
    def worse(self) -> bool:
        """Clearly higher than just before, and above the middle of the normal period: a return to normal is not."""
        return self.spreads >= CLEAR and not self.level <= self._middle

    @property
    def notable(self) -> bool:
        """Clearly higher, and by so much that it can show elsewhere."""
        return self.worse and self.factor >= NOTABLE

    @property
    def _middle(self) -> float:
        return float("-inf") if isinstance(self.normal, NoData) else self.normal


def deviation(situation: Situation, service: str, signal: Signal, span: Span) -> Deviation | NoData:
    """How one signal deviates during a span; NoData says what is missing."""
    observed = situation.of(service, signal)
    if observed is None:
        return NoData(reason=f"no {signal.value} was ever measured")
    during = finite(observed.current[span.slice])
    if len(during) == 0:
        return NoData(reason=f"no {signal.value} was measured while the alarm lasted")
    just_before = finite(observed.current[span.start - before(span.start, len(span)) : span.start])
    known, middle = _normal(observed, just_before)
    if len(finite(known)) < FEWEST_NORMAL:
        return NoData(reason=f"no {signal.value} of a normal time to compare with")
    reference = float(np.median(just_before if len(just_before) else finite(known)))
    floor = least_spread(situation, service, signal, span)
    usual = usual_difference(known, len(just_before), len(during), floor)
    level = float(during.mean())
    start = float(just_before.mean()) if len(just_before) else reference
    return Deviation(
        signal=signal,
        normal=middle,
        reference=reference,
        level=level,
        spreads=(level - start) / usual,
    )


def _normal(observed: Observed, just_before: Floats) -> tuple[Floats, float | NoData]:
    """What spreads are taken from, and the median of the normal period; what was just before stands in for it."""
    normal = finite(observed.normal)
    if len(normal) >= FEWEST_NORMAL:
        return observed.normal, float(np.median(normal))
    return just_before, NoData(reason="no normal period is known")


def least_spread(situation: Situation, service: str, signal: Signal, span: Span) -> float:
    """The spread below which a signal is not known, whatever its normal period says.

    For failures it is one request of the span: three failures are clear, two are not.
    """
    observed = situation.of(service, signal)
    if signal is Signal.ERRORS:
        requests = _requests(situation, service, span)
        return 1 / requests if requests >= 1 else _LEAST_SHARE
    if observed is None:
        return np.finfo(float).tiny
    known = finite(np.concatenate([observed.normal, observed.current]))
    return max(_LEAST_RELATIVE * abs(float(np.median(known))), float(np.finfo(float).tiny))


def sample_floor(situation: Situation, service: str, signal: Signal, span: Span) -> float:
    """The least spread of a single sample, for looking where an episode begins."""
    one = Span(start=span.start, stop=span.start + 1)
    return least_spread(situation, service, signal, one)


def _requests(situation: Situation, service: str, span: Span) -> float:
    traffic = situation.of(service, Signal.TRAFFIC)
    if traffic is None:
        return 0.0
    rates = finite(traffic.current[span.slice])
    return float(rates.sum()) * situation.step_s if len(rates) else 0.0
