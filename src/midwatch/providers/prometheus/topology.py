"""Versions and calls: all services of a convention in one instant query."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from midwatch.dialects import promql_topology as promql
from midwatch.dialects.promql_questions import PART_LABEL
from midwatch.domain.errors import SourceError
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.selector import Matcher
from midwatch.domain.signals.topology import Call, CallCounter, VersionSeen
from midwatch.domain.slo.golden_signals import VersionSignal
from midwatch.domain.units import TimeRange
from midwatch.domain.untrusted import for_terminal
from midwatch.providers._http.parallel import in_parallel
from midwatch.providers.prometheus.client import BadQuery, PrometheusClient
from midwatch.providers.prometheus.counting.told import failure
from midwatch.providers.prometheus.decode import Vector
from midwatch.providers.prometheus.kin import any_of, replaced, telling

Versions = Measured[tuple[VersionSeen, ...]] | NoData
Calls = Measured[frozenset[Call]] | NoData


class PrometheusTopology:
    """Tells versions and calls from one source."""

    def __init__(self, client: PrometheusClient) -> None:
        self._client = client
        self._source = client.settings.name

    def versions(
        self, builds: Sequence[VersionSignal], span: TimeRange
    ) -> Mapping[VersionSignal, Versions]:
        """Each build's versions; builds that differ in one label's value are asked for together."""
        groups, threads = list(_groups(builds)), self._client.settings.parallel
        answers = in_parallel(lambda group: self._of_group(group, span), groups, threads)
        return {build: one for part in answers for build, one in part.items()}

    def calls(
        self, counters: Sequence[CallCounter], span: TimeRange
    ) -> Mapping[CallCounter, Calls]:
        """Each counter's pairs."""
        different, threads = list(dict.fromkeys(counters)), self._client.settings.parallel
        answers = in_parallel(lambda one: self._called(one, span), different, threads)
        return dict(zip(different, answers, strict=True))

    def _of_group(self, group: "_Group", span: TimeRange) -> Mapping[VersionSignal, Versions]:
        try:
            answer = self._instant(promql.versions(group.asked, span.length, group.by), span)
        except SourceError as error:
            return dict.fromkeys(group.members.values(), failure(error, None))
        found = _seen(answer, group)
        return {
            build: self._told(
                tuple(sorted(found[value], key=lambda one: (one.first, one.version))),
                Provenance(
                    query=promql.versions(build, span.length, None),
                    range=span,
                    samples=None,
                    source=self._source,
                ),
                answer,
            )
            for value, build in group.members.items()
        }

    def _told(self, found: tuple[VersionSeen, ...], origin: Provenance, answer: Vector) -> Versions:
        if not found:
            return _nothing(origin)
        return Measured(value=found, provenance=origin, warnings=answer.warnings)

    def _called(self, counter: CallCounter, span: TimeRange) -> Calls:
        query = promql.calls(counter, span.length)
        origin = Provenance(query=query, range=span, samples=None, source=self._source)
        try:
            answer = self._instant(query, span)
        except SourceError as error:
            return failure(error, origin)
        ends = (
            (s.labels.get(counter.caller), s.labels.get(counter.callee)) for s in answer.samples
        )
        found = frozenset(Call(caller, callee) for caller, callee in ends if caller and callee)
        if not found:
            return _nothing(origin)
        return Measured(value=found, provenance=origin, warnings=answer.warnings)

    def _instant(self, query: str, span: TimeRange) -> Vector:
        answer = self._client.instant(query, span.end)
        if isinstance(answer, BadQuery):
            raise answer.error
        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Builds that are asked for together: `members` by the value of the label `by`; None: one build, under “”."""

    asked: VersionSignal
    by: str | None
    members: Mapping[str, VersionSignal]


def _groups(builds: Sequence[VersionSignal]) -> Iterator[_Group]:
    families: dict[object, list[VersionSignal]] = defaultdict(list)
    for build in dict.fromkeys(builds):
        told = telling((build.info,))
        nobody = replaced(build.info, told, Matcher(told.label, "")) if told else build.info
        families[nobody, build.label].append(build)
    for family in families.values():
        first, *others = family
        told = telling((first.info,))
        if told is None or not others:
            yield _Group(asked=first, by=None, members={"": first})
            continue
        named = {each.value: one for one in family if (each := telling((one.info,)))}
        everybody = replaced(first.info, told, any_of(told.label, named))
        yield _Group(asked=replace(first, info=everybody), by=told.label, members=named)


def _seen(answer: Vector, group: _Group) -> Mapping[str, list[VersionSeen]]:
    """Versions by member; what lacks one of its two moments was not seen."""
    moments: dict[tuple[str, str], dict[str, datetime]] = defaultdict(dict)
    for sample in answer.samples:
        version = sample.labels.get(group.asked.label, "")
        member = sample.labels.get(group.by, "") if group.by else ""
        if version and member in group.members:
            at = datetime.fromtimestamp(sample.value, UTC)
            moments[member, version][sample.labels.get(PART_LABEL, "")] = at
    found: dict[str, list[VersionSeen]] = {member: [] for member in group.members}
    for (member, version), told in moments.items():
        if {promql.FIRST, promql.LAST} <= told.keys():
            first, last = told[promql.FIRST], told[promql.LAST]
            found[member].append(VersionSeen(version=version, first=first, last=last))
    return found


def _nothing(origin: Provenance) -> NoData:
    reason = f"nothing in the range for {for_terminal(origin.query, 300)}"
    return NoData(reason=reason, provenance=origin)
