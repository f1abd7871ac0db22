"""Counts of several ranges together, or of one range without parts of it, with the provenance of all."""

from collections.abc import Iterable, Sequence

from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.counts import Counts
from midwatch.domain.units import TimeRange

Answer = Measured[Counts] | NoData


def total(answers: Sequence[Answer]) -> Answer:
    """The sum over disjoint ranges: one without data adds nothing, one whose source failed makes the sum no data."""
    failed = next((a for a in answers if isinstance(a, NoData) and a.source_failed), None)
    if failed is not None:
        return failed
    measured = [answer for answer in answers if isinstance(answer, Measured)]
    if not measured:
        first = next((a for a in answers if isinstance(a, NoData)), None)
        return first or NoData(reason="nothing was asked for this range")
    counts = sum((m.value for m in measured[1:]), start=measured[0].value)
    return _measured(counts, measured)


def without(whole: Answer, parts: Sequence[Answer]) -> Answer:
    """What is left of a range when parts of it do not count: never below zero, and never more bad than valid events.

    A source that extrapolates can count more in a part than in the whole.
    """
    left_out = total(parts) if parts else None
    if isinstance(whole, NoData) or left_out is None:
        return whole
    if isinstance(left_out, NoData):
        return left_out if left_out.source_failed else whole
    valid = max(whole.value.valid - left_out.value.valid, 0)
    counts = Counts(
        bad=min(max(whole.value.bad - left_out.value.bad, 0), valid),
        valid=valid,
        lost_at_birth=max(whole.value.lost_at_birth - left_out.value.lost_at_birth, 0),
    )
    return _measured(counts, [whole, left_out], sign=" minus ")


def _measured(
    counts: Counts, parts: Sequence[Measured[Counts]], sign: str = " plus "
) -> Measured[Counts]:
    if len(parts) == 1:
        return parts[0]
    origins = [part.provenance for part in parts]
    warnings = dict.fromkeys(warning for part in parts for warning in part.warnings)
    samples = [origin.samples for origin in origins]
    provenance = Provenance(
        query=sign.join(dict.fromkeys(origin.query for origin in origins)),
        range=_hull(origin.range for origin in origins),
        samples=None if None in samples else sum(count or 0 for count in samples),
        source=", ".join(dict.fromkeys(origin.source for origin in origins)),
    )
    return Measured(value=counts, provenance=provenance, warnings=tuple(warnings))


def _hull(ranges: Iterable[TimeRange | None]) -> TimeRange | None:
    known = [span for span in ranges if span is not None]
    if not known:
        return None
    return TimeRange(min(span.start for span in known), max(span.end for span in known))
