"""Series by name: a source whose catalogue is written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from midwatch.domain.errors import SourceError
from midwatch.domain.signals.selector import Selector
from midwatch.domain.units import TimeRange
from midwatch.ports.metrics import MetricFacts, MetricType


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One time series, which has samples during `span` (None: always)."""

    metric: str
    labels: Mapping[str, str] = field(default_factory=dict)
    type: MetricType = MetricType.COUNTER
    span: TimeRange | None = None

    def is_in(self, span: TimeRange) -> bool:
        """Whether it has samples in the range."""
        return self.span is None or self.span.overlap(span) is not None


@dataclass(slots=True)
class InMemoryCatalogue:
    """Describes written series exactly; with `failure` it answers nothing. `asked` keeps what each question named."""

    series: Sequence[Series] = ()
    failure: SourceError | None = None
    newest: datetime | None = None
    asked: list[tuple[Selector, ...]] = field(default_factory=list)

    def describe(
        self,
        selectors: Sequence[Selector],
        span: TimeRange,
        *,
        types: bool = True,  # noqa: ARG002 - the port's: here they cost nothing
    ) -> Mapping[Selector, MetricFacts]:
        """Describe every selector from the written series."""
        self._answer()
        self.asked.append(tuple(selectors))
        return {selector: self._facts(selector, span) for selector in selectors}

    def metric_names(self, span: TimeRange) -> frozenset[str]:
        """Name the metrics of all series with samples in the range."""
        self._answer()
        return frozenset(one.metric for one in self.series if one.is_in(span))

    def newest_sample(self) -> datetime | None:
        """Return what was written as the newest moment."""
        self._answer()
        return self.newest

    def _answer(self) -> None:
        if self.failure is not None:
            raise self.failure

    def _facts(self, selector: Selector, span: TimeRange) -> MetricFacts:
        met = [
            one
            for one in self.series
            if one.is_in(span) and selector.accepts(one.metric, one.labels)
        ]
        values: dict[str, set[str]] = {}
        for one in met:
            for label, value in one.labels.items():
                values.setdefault(label, set()).add(value)
        return MetricFacts(
            selector=selector,
            series=len(met),
            type=met[0].type if met else MetricType.UNKNOWN,
            labels={label: tuple(sorted(found)) for label, found in values.items()},
        )
