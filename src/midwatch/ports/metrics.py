"""What a source knows about its metrics: the live facts that a gate asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from midwatch.domain.signals.selector import Selector
from midwatch.domain.units import TimeRange


class MetricType(Enum):
    """What the source says a metric is."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"
    SUMMARY = "summary"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricFacts:
    """What was found for one selector: whether any series met it in the range, its type, its labels' values.

    `labels`: label → its values, sorted.
    """

    selector: Selector
    series: int
    type: MetricType
    labels: Mapping[str, tuple[str, ...]]


class MetricCatalogue(Protocol):
    """Tells which series there are. Adapters: `providers.prometheus.metrics`, `providers.capture.metrics`."""

    def describe(
        self, selectors: Sequence[Selector], span: TimeRange, *, types: bool = True
    ) -> Mapping[Selector, MetricFacts]:
        """Facts for every selector (`series` 0 where none is there). Raises SourceError.

        `types`: whether types are wanted, which may cost a question more; else they may be UNKNOWN.
        """
        ...

    def metric_names(self, span: TimeRange) -> frozenset[str]:
        """Names of all metrics with a sample in the range. Raises SourceError."""
        ...

    def newest_sample(self) -> datetime | None:
        """When the newest sample was taken: for a capture its last, for a live source now; None where it is empty."""
        ...
