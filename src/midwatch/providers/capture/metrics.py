"""What a capture knows about its metrics."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from midwatch.domain.signals.counters import samples_between
from midwatch.domain.signals.selector import Selector
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.signals.telemetry import type_of
from midwatch.domain.units import TimeRange
from midwatch.ports.metrics import MetricFacts, MetricType
from midwatch.providers.capture.capture import Capture


class CaptureMetrics:
    """Tells which series a capture holds."""

    def __init__(self, capture: Capture) -> None:
        self._capture = capture

    def describe(
        self,
        selectors: Sequence[Selector],
        span: TimeRange,
        *,
        types: bool = True,  # noqa: ARG002 - the port's: here they cost nothing
    ) -> Mapping[Selector, MetricFacts]:
        """Facts for every selector, of series with a sample in the span; the type is the one that TYPE lines declare.

        Raises InputError where a regular expression cannot be read.
        """
        return {selector: self._facts(selector, span) for selector in selectors}

    def metric_names(self, span: TimeRange) -> frozenset[str]:
        """Names of all metrics with a sample in the span."""
        series = self._capture.by_metric.items()
        return frozenset(name for name, own in series if any(_told(each, span) for each in own))

    def newest_sample(self) -> datetime | None:
        """When the capture's last sample was taken; None where it is empty."""
        ends = [each.times[-1] for own in self._capture.by_metric.values() for each in own]
        return datetime.fromtimestamp(float(max(ends)), UTC) if ends else None

    def _facts(self, selector: Selector, span: TimeRange) -> MetricFacts:
        found = [each for each in self._capture.matching(selector) if _told(each, span)]
        values: dict[str, set[str]] = defaultdict(set)
        for series in found:
            for label, value in series.labels.items():
                values[label].add(value)
        return MetricFacts(
            selector=selector,
            series=len(found),
            type=_type(type_of(selector.metric, self._capture.types)),
            labels={label: tuple(sorted(values[label])) for label in sorted(values)},
        )


def _told(series: SampleSeries, span: TimeRange) -> bool:
    return samples_between(series, span.start.timestamp(), span.end.timestamp()) > 0


def _type(word: str | None) -> MetricType:
    known = {each.value: each for each in MetricType}
    return known.get(word or "", MetricType.UNKNOWN)
