"""The rule by which a suspect is CONFIRMED, LIKELY or INCONCLUSIVE."""

import math

from midwatch.domain.signals.causes.answer import Doubt, Evidence, Verdict
from midwatch.domain.signals.causes.blame import Lead
from midwatch.domain.signals.causes.deviation import Deviation
from midwatch.domain.signals.causes.episode import bar
from midwatch.domain.signals.causes.situation import Signal

LARGE = 1 / 3
"""Of the alarm, what a likely cause explains at least; no more than three can explain so much."""


def is_clear(alarm: Deviation, samples: int) -> bool:
    """The alarmed signal deviates: upwards, but for traffic, which may also be missed.

    Its episode is the best of many stretches around the time of the alarm: about two for each doubling of their length
    hardly overlap.
    """
    least = bar(2 * math.log2(samples))
    if alarm.signal is Signal.TRAFFIC:
        return abs(alarm.spreads) >= least
    return alarm.worse and alarm.spreads >= least


def decide(lead: Lead, evidence: Evidence) -> tuple[Verdict, tuple[Doubt, ...]]:
    """The verdict, and all doubts in a fixed order.

    LIKELY: no doubt at all; that is, the alarm is clear, and the service explains a third of it or more, began no
    later, and is reached over services that deviate too. CONFIRMED: that, or silent callees as the only doubt, and the
    service itself was changed shortly before its onset. Else INCONCLUSIVE.
    """
    doubts = set(lead.doubts)
    if lead.share < LARGE:
        doubts.add(Doubt.SMALL)
    ordered = tuple(doubt for doubt in Doubt if doubt in doubts)
    changed = any(change.service == lead.service for change in evidence.changes)
    if changed and doubts <= {Doubt.SILENT_CALLEE}:
        return Verdict.CONFIRMED, ordered
    return (Verdict.INCONCLUSIVE if doubts else Verdict.LIKELY), ordered
