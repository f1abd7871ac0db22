"""What the source's numbers tell about events, and how absence is put into words."""

import math
from collections.abc import Mapping

from midwatch.dialects.promql import EventExpressions, selector
from midwatch.dialects.promql_questions import series_count, without_outcome
from midwatch.domain.errors import SourceError
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.counts import Counts
from midwatch.domain.slo.indicator import CounterEvents, Indicator, QueryEvents
from midwatch.domain.units import TimeRange, whole_milliseconds
from midwatch.domain.untrusted import for_terminal
from midwatch.providers.prometheus.counting.batch import Answer


def provenance(
    expressions: EventExpressions, span: TimeRange, source: str, *, note: str = ""
) -> Provenance:
    """Where counts came from: both queries, to be pasted one by one, and how they were asked."""
    query = f"bad: {expressions.bad}; valid: {expressions.valid}" + (f" ({note})" if note else "")
    return Provenance(query=query, range=span, samples=None, source=source)


def counts(
    answer: Answer, indicator: Indicator, origin: Provenance
) -> Measured[Counts] | NoData | None:
    """The counts that `valid` and `bad` of an answer make, or why they make none; None where `valid` is absent."""
    valid, bad = answer.of("valid"), answer.of("bad")
    if not valid:
        return None
    if not bad:
        return NoData(reason=bad_is_missing(indicator), provenance=origin)
    if len(valid) > 1 or len(bad) > 1:
        return NoData(reason=DUPLICATES, provenance=origin, source_failed=True)
    if reason := _unusable(bad=bad[0], valid=valid[0]):
        return NoData(reason=reason, provenance=origin)
    found = Counts(min(bad[0], valid[0]), valid[0])
    warnings = answer.warnings
    if bad[0] - valid[0] > ROUNDING * valid[0]:
        warnings = (
            *warnings,
            f"{bad[0]:g} bad events and only {valid[0]:g} valid ones: {MISMATCH}",
        )
    return Measured(value=found, provenance=origin, warnings=warnings)


ROUNDING = 1e-9
"""Share by which two sums of the same events may differ; they are added up in any order."""
MISMATCH = "all of these count as bad; make the two selections count the same events"
DUPLICATES = (
    "the source answered with several values where there is one: duplicate series from replicas? "
    "Turn its deduplication on, or narrow the selector to one replica"
)


def failure(error: SourceError, origin: Provenance | None) -> NoData:
    """Absence because the source did not answer."""
    reason = f"{error.what}: {error.why}; {error.fix}"
    return NoData(reason=reason, provenance=origin, source_failed=True)


def no_traffic(indicator: Indicator) -> str:
    """Why nothing is there, where nothing more is known."""
    if isinstance(indicator, CounterEvents):
        valid = shown(selector(indicator.valid))
        return f"no traffic: no series matches {valid} in the range, or none has two samples there"
    return "no traffic: the query for valid events gives nothing in the range"


def whereabouts(indicator: CounterEvents, span: TimeRange, by: str | None) -> Mapping[str, str]:
    """Ask which of the indicator's series are there at all."""
    window = whole_milliseconds(span)
    parts = {
        "valid": series_count(indicator.valid, window, by),
        "selected": series_count(indicator.selected, window, by),
    }
    if (unlabelled := without_outcome(indicator)) is not None:
        parts["unlabelled"] = series_count(unlabelled, window, by)
    return parts


def absence(indicator: CounterEvents, answer: Answer) -> str:
    """What the answer means, in words a person can act on."""
    valid = shown(selector(indicator.valid))
    if answer.of("unlabelled") and not answer.of("valid"):
        return (
            f"binding broken: {indicator.valid.metric} has series of this service, and none carries the label "
            f"“{indicator.presence_label}” that tells bad from good: name the label it carries now"
        )
    if answer.of("valid") and not answer.of("selected") and indicator.presence_label is None:
        return (
            f"binding broken: {valid} has series, and {shown(selector(indicator.selected))} matches none: "
            "correct the selection (is there such a bucket?)"
        )
    if answer.of("valid"):
        return f"no traffic: the series of {valid} have fewer than two samples in the range"
    return no_traffic(indicator)


def shown(query: str) -> str:
    """A selector as a message shows it."""
    return for_terminal(query, 300)


def bad_is_missing(indicator: Indicator) -> str:
    """Why bad events are absent while valid ones are there."""
    if isinstance(indicator, CounterEvents):
        return (
            f"binding broken: {shown(selector(indicator.selected))} matches nothing while there is traffic, "
            "and no label tells whether nothing failed or the metric was renamed: correct the selection"
        )
    if isinstance(indicator, QueryEvents):
        return (
            "the second query gives nothing while the one for valid events does: where that means “none”, "
            "end it with `or vector(0)`"
        )
    return "the query for bad events gives nothing while the one for valid events does: correct it"


def _unusable(*, bad: float, valid: float) -> str | None:
    for name, value in (("valid", valid), ("bad", bad)):
        if not math.isfinite(value):
            return f"{name} events are {value}, not a number: a division by zero in the query, or a stale metric?"
        if value < 0:
            return f"{name} events are {value:g}, below zero: does the query count what only grows?"
    return None
