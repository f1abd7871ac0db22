"""What a Prometheus knows about its metrics, and what time it is there."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from midwatch.domain.errors import SourceRefused
from midwatch.domain.signals.selector import MatchOperator, Selector
from midwatch.domain.units import TimeRange, seconds
from midwatch.ports.metrics import MetricFacts, MetricType
from midwatch.providers._http.parallel import in_parallel
from midwatch.providers.prometheus.client import PrometheusClient
from midwatch.providers.prometheus.decode import Labels
from midwatch.providers.prometheus.limits import CLOCK_TOLERANCE, SELECTORS_PER_REQUEST

SUFFIXES: Mapping[str, frozenset[MetricType]] = {
    "_total": frozenset({MetricType.COUNTER}),
    "_bucket": frozenset({MetricType.HISTOGRAM}),
    "_count": frozenset({MetricType.HISTOGRAM, MetricType.SUMMARY}),
    "_sum": frozenset({MetricType.HISTOGRAM, MetricType.SUMMARY}),
}
"""Metadata names the family; its series bear these endings, where the family is of such a type.

Source: https://prometheus.io/docs/specs/om/open_metrics_spec/#suffixes
"""


class PrometheusMetrics:
    """Tells which series one source has."""

    def __init__(self, client: PrometheusClient) -> None:
        self._client = client

    def describe(
        self, selectors: Sequence[Selector], span: TimeRange
    ) -> Mapping[Selector, MetricFacts]:
        """Facts for every selector: one listing for up to 20 selectors of one metric, one reading of metadata.

        Types are what targets declare; UNKNOWN where they declare none or contradict each other. Raises SourceError.
        """
        wanted = list(dict.fromkeys(selectors))
        if not wanted:
            return {}
        types = self._declared_types()
        groups = _groups(wanted)
        threads = self._client.settings.parallel
        listed = in_parallel(lambda group: self._client.series(group, span), groups, threads)
        found: dict[Selector, MetricFacts] = {}
        for group, series in zip(groups, listed, strict=True):
            for selection in group:
                own = series if len(group) == 1 else _of(selection, series)
                found[selection] = _facts(selection, own, type_of(selection.metric, types))
        return {selection: found[selection] for selection in wanted}

    def metric_names(self, span: TimeRange) -> frozenset[str]:
        """Names of all metrics with a sample in the range. Raises SourceError."""
        return self._client.label_values("__name__", span)

    def newest_sample(self) -> datetime | None:
        """The source's own present, as it scrapes all the time. Raises SourceError."""
        return self._client.now()

    def clock_skew(self, now: datetime) -> timedelta | None:
        """How far the source's clock is ahead of `now` (negative: behind); None up to 30 s. Raises SourceError."""
        skew = self._client.now() - now
        return skew if abs(skew) > CLOCK_TOLERANCE else None

    def _declared_types(self) -> Mapping[str, frozenset[str]]:
        try:
            return self._client.metadata()
        except SourceRefused:
            return {}  # some speak the API without this part of it; what they cannot tell is UNKNOWN


def skew_warning(skew: timedelta, source: str) -> str:
    """What a difference of clocks means, in words a person can act on."""
    way = "ahead of" if skew > timedelta(0) else "behind"
    return (
        f"the clock of source “{source}” is {abs(seconds(skew)):.0f} s {way} this machine's: "
        "ranges that end now are off by as much; set both by NTP"
    )


def type_of(metric: str, declared: Mapping[str, frozenset[str]]) -> MetricType:
    """The type that metadata declares for a metric, by its own name or its family's; UNKNOWN where that is not one."""
    if metric in declared:
        return _single(declared[metric])
    for suffix, fitting in SUFFIXES.items():
        family = metric.removesuffix(suffix)
        if family != metric and _single(declared.get(family, frozenset())) in fitting:
            return _single(declared[family])
    return MetricType.UNKNOWN


def _single(declared: frozenset[str]) -> MetricType:
    known = {each.value for each in MetricType}
    if len(declared) != 1 or not declared <= known:
        return MetricType.UNKNOWN
    return MetricType(next(iter(declared)))


def _groups(selectors: Iterable[Selector]) -> list[list[Selector]]:
    """Selectors that are listed together: of one metric, where we can tell their series apart ourselves."""
    by_metric: dict[str, list[Selector]] = defaultdict(list)
    groups = []
    for selection in selectors:
        if _is_ours_to_tell(selection):
            by_metric[selection.metric].append(selection)
        else:
            groups.append([selection])
    for same in by_metric.values():
        starts = range(0, len(same), SELECTORS_PER_REQUEST)
        groups += [same[start : start + SELECTORS_PER_REQUEST] for start in starts]
    return groups


def _is_ours_to_tell(selection: Selector) -> bool:
    """Whether every pattern is one that Python reads too: RE2 has a few of its own."""
    for condition in selection.matchers:
        if condition.operator in {MatchOperator.REGEX, MatchOperator.NOT_REGEX}:
            try:
                re.compile(condition.value)
            except re.error:
                return False
    return True


def _of(selection: Selector, series: Iterable[Labels]) -> tuple[Labels, ...]:
    return tuple(each for each in series if selection.accepts(each.get("__name__", ""), each))


def _facts(selection: Selector, series: Sequence[Labels], kind: MetricType) -> MetricFacts:
    values: dict[str, set[str]] = defaultdict(set)
    for labels in series:
        for label, value in labels.items():
            if label != "__name__":
                values[label].add(value)
    return MetricFacts(
        selector=selection,
        series=len(series),
        type=kind,
        labels={label: tuple(sorted(values[label])) for label in sorted(values)},
    )
