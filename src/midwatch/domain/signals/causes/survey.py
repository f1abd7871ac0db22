"""Every service behind the alarmed one: how its signals deviate while the alarm lasts, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from midwatch.domain.measured import NoData
from midwatch.domain.signals.causes.calls import paths
from midwatch.domain.signals.causes.deviation import Deviation, deviation, sample_floor
from midwatch.domain.signals.causes.episode import CLEAR, episode
from midwatch.domain.signals.causes.situation import Observed, Signal, Situation
from midwatch.domain.signals.causes.windows import Span, finite

BAD = (Signal.ERRORS, Signal.LATENCY, Signal.SATURATION)
"""Signals of which more is worse."""
ALMOST_GONE = 0.1
"""Traffic below a tenth of what it was is gone; the alert on missing traffic says the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One service during the alarm. `silence`: why it cannot be judged, or None."""

    service: str
    path: tuple[str, ...]
    signals: Mapping[Signal, Deviation | NoData]
    onsets: Mapping[Signal, int]
    silence: NoData | None

    def worse(self, signal: Signal) -> Deviation | None:
        """How one signal deviates, where it clearly does."""
        found = self.signals[signal]
        return found if isinstance(found, Deviation) and found.worse else None

    @property
    def deviates(self) -> bool:
        """Any signal of which more is worse does."""
        return any(self.worse(signal) for signal in BAD)

    @property
    def well(self) -> bool:
        """It is measured, and none of its signals is worse."""
        known = any(isinstance(self.signals[signal], Deviation) for signal in BAD)
        return known and not self.deviates and self.silence is None

    @property
    def steady_traffic(self) -> bool:
        """It is called about as often as before, as far as that is known."""
        traffic = self.signals[Signal.TRAFFIC]
        return isinstance(traffic, NoData) or abs(traffic.spreads) < CLEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """The alarm's span, and all that can be reached from the alarmed service, itself first."""

    situation: Situation
    span: Span
    standings: Mapping[str, Standing]

    @property
    def alarmed(self) -> Standing:
        """The alarmed service's own."""
        return self.standings[self.situation.alarm.service]


def alarm_span(situation: Situation) -> Span:
    """When the alarmed signal was at its worst, at or around the time that the alarm names."""
    alarm = situation.alarm
    observed = situation.of(alarm.service, alarm.signal)
    last = len(situation.times) - 1
    at = min(int(np.searchsorted(situation.times, alarm.since.timestamp())), last)
    within = Span(start=at, stop=min(at + 2, last + 1))
    if observed is None:
        return within
    if alarm.signal is Signal.TRAFFIC and _falls(observed, at):
        observed = Observed(normal=-observed.normal, current=-observed.current)
    return episode(observed, within, sample_floor(situation, alarm.service, alarm.signal, within))


def survey(situation: Situation) -> Survey:
    """Look at each service once."""
    span = alarm_span(situation)
    reached = paths(situation.graph, situation.alarm.service, lambda _: True)
    return Survey(
        situation=situation,
        span=span,
        standings={
            service: standing(situation, service, span, path) for service, path in reached.items()
        },
    )


def standing(situation: Situation, service: str, span: Span, path: tuple[str, ...]) -> Standing:
    """What one service's signals say about a span."""
    signals = {signal: deviation(situation, service, signal, span) for signal in Signal}
    onsets = {
        signal: onset(situation, service, signal, span)
        for signal, found in signals.items()
        if isinstance(found, Deviation) and found.worse
    }
    silence = _silence(situation, service, span, signals)
    return Standing(
        service=service,
        path=path,
        signals=signals,
        onsets=onsets,
        silence=silence,
    )


def onset(situation: Situation, service: str, signal: Signal, span: Span) -> int:
    """The first sample of the signal's own episode, of those that share a sample with the span."""
    alarm = situation.alarm
    observed = situation.of(service, signal)
    if observed is None or (service, signal) == (alarm.service, alarm.signal):
        return span.start
    return episode(observed, span, sample_floor(situation, service, signal, span)).start


def _silence(
    situation: Situation, service: str, span: Span, signals: Mapping[Signal, Deviation | NoData]
) -> NoData | None:
    """Why a service says nothing of the span though it may have been called."""
    traffic = signals[Signal.TRAFFIC]
    if (
        isinstance(traffic, Deviation)
        and traffic.spreads <= -CLEAR
        and traffic.factor < ALMOST_GONE
    ):
        return NoData(reason=f"its traffic fell to {traffic.factor:.0%} of what it was")
    if not _called(situation, service, span):
        return None
    known = [each for signal in BAD if (each := situation.of(service, signal)) is not None]
    wanted = situation.of(service, situation.alarm.signal)
    if any(len(finite(each.current[span.slice])) for each in ([wanted] if wanted else known)):
        return None
    if wanted or known:
        names = situation.alarm.signal.value if wanted else "signal"
        return NoData(reason=f"its {names} was not measured while the alarm lasted")
    return NoData(reason="none of its signals was ever measured")


def _called(situation: Situation, service: str, span: Span) -> bool:
    """Unless its traffic is known, and is none."""
    traffic = situation.of(service, Signal.TRAFFIC)
    rates = finite(traffic.current[span.slice]) if traffic is not None else np.ones(1)
    return len(rates) == 0 or bool(rates.any())


def _falls(observed: Observed, at: int) -> bool:
    """Lower from the alarm on than before it, or than in its normal period."""
    later = finite(observed.current[at:])
    earlier = finite(observed.current[:at])
    earlier = earlier if len(earlier) else finite(observed.normal)
    return bool(len(later) and len(earlier) and np.median(later) < np.median(earlier))
