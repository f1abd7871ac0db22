"""What a Prometheus knows about its metrics, and what time it is there."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from midwatch.domain.errors import SourceRefused
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.units import TimeRange, seconds
from midwatch.ports.metrics import MetricFacts, MetricType
from midwatch.providers._http.parallel import in_parallel
from midwatch.providers.prometheus.client import PrometheusClient
from midwatch.providers.prometheus.decode import Labels
from midwatch.providers.prometheus.kin import any_of, replaced, telling
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
        self, selectors: Sequence[Selector], span: TimeRange, *, types: bool = True
    ) -> Mapping[Selector, MetricFacts]:
        """Facts for every selector: one listing for up to 500 of them, one reading of metadata for `types`.

        Types are what targets declare; UNKNOWN where they declare none or contradict each other. Raises SourceError.
        """
        wanted = list(dict.fromkeys(selectors))
        if not wanted:
            return {}
        declared = self._declared_types() if types else {}
        listings = _listings(wanted)
        threads = self._client.settings.parallel
        listed = in_parallel(lambda one: self._client.series(one.asked, span), listings, threads)
        found: dict[Selector, MetricFacts] = {}
        for listing, series in zip(listings, listed, strict=True):
            for selection, own in listing.told(series):
                found[selection] = _facts(selection, own, type_of(selection.metric, declared))
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


@dataclass(frozen=True, slots=True)
class _Kin:
    """Selections that differ in one label's value; `label` None: one selection, which nobody else can tell apart."""

    asked: Selector
    label: str | None
    members: tuple[Selector, ...]

    def told(self, series: Sequence[Labels]) -> Iterator[tuple[Selector, Sequence[Labels]]]:
        """Each member with the series that it means; `series` are all of its metric."""
        if self.label is None:
            yield from ((member, series) for member in self.members)
            return
        by_value: dict[str, list[Labels]] = defaultdict(list)
        for each in series:
            by_value[each.get(self.label, "")].append(each)
        for member in self.members:
            known = telling((member,))
            candidates = by_value[known.value] if known else series
            yield member, [each for each in candidates if _means(member, each)]


@dataclass(frozen=True, slots=True)
class _Listing:
    """What one request asks for."""

    kin: tuple[_Kin, ...]

    @property
    def asked(self) -> tuple[Selector, ...]:
        return tuple(each.asked for each in self.kin)

    def told(self, series: Sequence[Labels]) -> Iterator[tuple[Selector, Sequence[Labels]]]:
        """Each selection with its series."""
        by_metric: dict[str, list[Labels]] = defaultdict(list)
        for each in series:
            by_metric[each.get("__name__", "")].append(each)
        for kin in self.kin:
            yield from kin.told(by_metric[kin.asked.metric])


def _listings(selectors: Iterable[Selector]) -> list[_Listing]:
    """Selections that are listed together, where we can tell their series apart ourselves."""
    alone: list[_Listing] = []
    families: dict[tuple[Selector, str], list[Selector]] = defaultdict(list)
    for selection in selectors:
        known = telling((selection,)) if _is_ours_to_tell(selection) else None
        if known is None:
            alone.append(_Listing((_Kin(selection, None, (selection,)),)))
        else:
            nobody = replaced(selection, known, Matcher(known.label, ""))
            families[nobody, known.label].append(selection)
    return [*_together(families), *alone]


def _together(families: Mapping[tuple[Selector, str], Sequence[Selector]]) -> Iterator[_Listing]:
    """Families side by side, as many as one request has room for."""
    kin: list[_Kin] = []
    room = SELECTORS_PER_REQUEST
    for (_, label), members in families.items():
        for start in range(0, len(members), SELECTORS_PER_REQUEST):
            some = members[start : start + SELECTORS_PER_REQUEST]
            if len(some) > room:
                yield _Listing(tuple(kin))
                kin, room = [], SELECTORS_PER_REQUEST
            kin.append(_family(label, some))
            room -= len(some)
    if kin:
        yield _Listing(tuple(kin))


def _family(label: str, members: Sequence[Selector]) -> _Kin:
    told = [each for member in members if (each := telling((member,)))]
    if len(members) == 1:
        return _Kin(members[0], label, tuple(members))
    anyone = any_of(label, [each.value for each in told])
    return _Kin(replaced(members[0], told[0], anyone), label, tuple(members))


def _means(selection: Selector, series: Labels) -> bool:
    return selection.accepts(series.get("__name__", ""), series)


def _is_ours_to_tell(selection: Selector) -> bool:
    """Whether every pattern is one that Python reads too: RE2 has a few of its own."""
    for condition in selection.matchers:
        if condition.operator in {MatchOperator.REGEX, MatchOperator.NOT_REGEX}:
            try:
                re.compile(condition.value)
            except re.error:
                return False
    return True


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
