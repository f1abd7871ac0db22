"""Counts from sums that the generated rules have recorded: one query for all objectives at one moment."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from midwatch.dialects.promql import EventExpressions, duration, selector
from midwatch.dialects.promql_questions import recorded_sums
from midwatch.domain.measured import Measured, Provenance
from midwatch.domain.signals.counts import Counts
from midwatch.domain.signals.selector import Matcher, Selector
from midwatch.domain.slo.rulebook import recorded
from midwatch.domain.slo.rules import DIRECT_LIMIT, SLOW_INTERVAL
from midwatch.domain.units import seconds, whole_milliseconds
from midwatch.ports.events import CountRequest
from midwatch.providers._http.parallel import in_parallel
from midwatch.providers.prometheus.counting.batch import Answer, Batch
from midwatch.providers.prometheus.counting.told import counts, provenance
from midwatch.providers.prometheus.decode import Vector

NOTE = f"recorded sums, up to {duration(SLOW_INTERVAL)} old"

Sums = Mapping[tuple[str, str, str], tuple[float, ...]]
"""(metric, objective's id, window) → values; the window is empty for the coverage."""


def recorded_counts(
    batch: Batch, requests: Sequence[CountRequest], source: str, parallel: int
) -> dict[CountRequest, Measured[Counts]]:
    """Answers to the requests that recorded sums cover; the others are not in it, whatever the reason.

    A window that rules sum from records counts only where records reach back as far as it does. Rules sum long windows
    less often than short ones: one that lies around another has no fewer events than that.
    """
    at_moment: dict[datetime, list[CountRequest]] = defaultdict(list)
    for request in requests:
        if request.objective is not None:
            at_moment[request.range.end].append(request)

    def answers(moment: datetime) -> dict[CountRequest, Measured[Counts]]:
        together = at_moment[moment]
        query = recorded_sums(each.objective for each in together if each.objective is not None)
        found = batch.vector(query, moment)
        if not isinstance(found, Vector):
            return {}
        sums = _sums(found)
        told = ((each, _answer(each, sums, found.warnings, source)) for each in together)
        return _nested({request: answer for request, answer in told if answer is not None})

    merged: dict[CountRequest, Measured[Counts]] = {}
    for part in in_parallel(answers, list(at_moment), parallel):
        merged |= part
    return merged


def _nested(answers: dict[CountRequest, Measured[Counts]]) -> dict[CountRequest, Measured[Counts]]:
    """The same, each window with at least the events of the next shorter one of its objective; all end together."""
    shorter: dict[str | None, Counts] = {}
    for request in sorted(answers, key=lambda each: each.range.length):
        least = shorter.get(request.objective, Counts(0, 0))
        answer = answers[request].map(partial(_at_least, least))
        answers[request] = answer
        shorter[request.objective] = answer.value
    return answers


def _at_least(least: Counts, own: Counts) -> Counts:
    return Counts(bad=max(own.bad, least.bad), valid=max(own.valid, least.valid))


def _sums(found: Vector) -> Sums:
    sums: dict[tuple[str, str, str], tuple[float, ...]] = {}
    for sample in found.samples:
        labels = sample.labels
        key = (
            labels.get("__name__", ""),
            labels.get(recorded.SLO_LABEL, ""),
            labels.get(recorded.WINDOW_LABEL, ""),
        )
        sums[key] = (*sums.get(key, ()), sample.value)
    return sums


def _answer(
    request: CountRequest, sums: Sums, warnings: tuple[str, ...], source: str
) -> Measured[Counts] | None:
    objective, window = request.objective or "", whole_milliseconds(request.range)
    covered = sums.get((recorded.RECORDED_SECONDS, objective, ""), ())
    if window > DIRECT_LIMIT and not (len(covered) == 1 and covered[0] >= seconds(window)):
        return None
    label = duration(window)
    answer = Answer(
        values={
            ("valid", ""): sums.get((recorded.VALID_EVENTS, objective, label), ()),
            ("bad", ""): sums.get((recorded.BAD_EVENTS, objective, label), ()),
        },
        warnings=warnings,
    )
    told = counts(answer, request.indicator, _origin(request, label, source))
    return told if isinstance(told, Measured) else None


def _origin(request: CountRequest, label: str, source: str) -> Provenance:
    conditions = (
        Matcher(recorded.SLO_LABEL, request.objective or ""),
        Matcher(recorded.WINDOW_LABEL, label),
    )
    expressions = EventExpressions(
        valid=selector(Selector(recorded.VALID_EVENTS, conditions)),
        bad=selector(Selector(recorded.BAD_EVENTS, conditions)),
    )
    return provenance(expressions, request.range, source, note=NOTE)
