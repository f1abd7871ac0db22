"""Counts of several ranges together, with the provenance of all."""

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


def _measured(counts: Counts, parts: Sequence[Measured[Counts]]) -> Measured[Counts]:
    if len(parts) == 1:
        return parts[0]
    origins = [part.provenance for part in parts]
    warnings = dict.fromkeys(warning for part in parts for warning in part.warnings)
    samples = [origin.samples for origin in origins]
    provenance = Provenance(
        query=" plus ".join(dict.fromkeys(origin.query for origin in origins)),
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
