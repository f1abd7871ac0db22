"""Several sources as one catalogue of metrics: each is asked, and the one that has most tells."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from midwatch.domain.signals.selector import Selector
from midwatch.domain.units import TimeRange
from midwatch.ports.metrics import MetricCatalogue, MetricFacts


class UnitedCatalogue:
    """What any of the catalogues knows. Raises what they raise."""

    def __init__(self, catalogues: Sequence[MetricCatalogue]) -> None:
        """Keep the catalogues, of which there is at least one."""
        self._catalogues = tuple(catalogues)

    def describe(
        self, selectors: Sequence[Selector], span: TimeRange
    ) -> Mapping[Selector, MetricFacts]:
        """For each selector the facts of the catalogue with most series of it."""
        answers = [catalogue.describe(selectors, span) for catalogue in self._catalogues]
        return {
            selector: max((answer[selector] for answer in answers), key=lambda facts: facts.series)
            for selector in dict.fromkeys(selectors)
        }

    def metric_names(self, span: TimeRange) -> frozenset[str]:
        """All names together."""
        return frozenset().union(*(each.metric_names(span) for each in self._catalogues))

    def newest_sample(self) -> datetime | None:
        """The newest of all."""
        found = [each.newest_sample() for each in self._catalogues]
        return max((sample for sample in found if sample is not None), default=None)
