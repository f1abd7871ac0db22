"""What happens around the signals: who calls whom, and what was changed, by feed, version labels and commits."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.causes.situation import Graph
from midwatch.domain.signals.change import Change, ChangeOrigin
from midwatch.domain.signals.deployments import SETTLING, deployments, not_in
from midwatch.domain.signals.selector import Selector
from midwatch.domain.signals.topology import Call, CallCounter, VersionSeen
from midwatch.domain.slo.definition.convention import Convention, Role
from midwatch.domain.slo.golden_signals import VersionSignal
from midwatch.domain.units import TimeRange
from midwatch.ports.topology import Topology
from midwatch.store import changes as feed
from midwatch.store import git
from midwatch.store.repository import Repository
from midwatch.workflows.observe.bindings import Bound
from midwatch.workflows.slo.counting import at_once
from midwatch.workflows.slo.loading import LoadedFile

TopologyFor = Callable[[str], Topology]
"""What tells versions and calls of a service; the same object for services that share a source."""
Versions = Measured[tuple[VersionSeen, ...]] | NoData

BEFORE: Final = timedelta(hours=1)
"""Changes so long before the range may still be what moved it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphed:
    """Who calls whom: what service files declare, and what telemetry shows.

    `seen`: calls in telemetry, by counter and source. `failed`: sources that did not tell.
    """

    graph: Graph
    seen: tuple[Measured[frozenset[Call]], ...]
    failed: tuple[NoData, ...]


def graphed(
    known: Sequence[Bound],
    conventions: Mapping[str, Convention],
    topology_for: TopologyFor,
    span: TimeRange,
) -> Graphed:
    """The graph over all known services. Raises what `topology_for` raises."""
    counters = tuple(_call_counters(conventions.values()))
    sources = _by_source(known, topology_for) if counters else []
    answers = at_once([_calling(source, counters, span) for source, _ in sources])
    told = [one for part in answers for one in part.values()]
    seen = tuple(one for one in told if isinstance(one, Measured))
    failed = tuple(one for one in told if isinstance(one, NoData) and one.source_failed)
    calls = {call for one in seen for call in one.value}
    return Graphed(graph=_graph(known, calls), seen=seen, failed=failed)


def _call_counters(conventions: Iterable[Convention]) -> Iterator[CallCounter]:
    for convention in conventions:
        role = convention.roles.get(Role.CALLS_TOTAL)
        if role is not None and role.callee_label is not None:
            selection = Selector(role.metric, role.selector)
            yield CallCounter(selection, role.service_label, role.callee_label)


def _calling(
    source: Topology, counters: Sequence[CallCounter], span: TimeRange
) -> Callable[[], Mapping[CallCounter, Measured[frozenset[Call]] | NoData]]:
    return lambda: source.calls(counters, span)


def _graph(known: Sequence[Bound], calls: Iterable[Call]) -> Graph:
    edges = {bound.service.name: dict.fromkeys(bound.service.depends_on) for bound in known}
    for call in sorted(calls):
        edges.setdefault(call.caller, {})[call.callee] = None
    return {caller: tuple(callees) for caller, callees in edges.items()}


def versions(
    bound: Sequence[Bound], topology_for: TopologyFor, range_: TimeRange
) -> Mapping[str, Versions]:
    """Service → its versions in the range and shortly before, for services whose convention tells them."""
    span = version_span(range_)
    signals = {b.service.name: b.service.signals.version for b in bound}
    having = [each for each in bound if signals[each.service.name] is not None]
    sources = _by_source(having, topology_for)
    jobs = [_asking(source, members, signals, span) for source, members in sources]
    return {service: one for part in at_once(jobs) for service, one in part.items()}


def _asking(
    source: Topology,
    members: Sequence[Bound],
    signals: Mapping[str, VersionSignal | None],
    span: TimeRange,
) -> Callable[[], Mapping[str, Versions]]:
    wanted = {
        each.service.name: signal
        for each in members
        if (signal := signals[each.service.name]) is not None
    }

    def job() -> Mapping[str, Versions]:
        told = source.versions(list(wanted.values()), span)
        return {service: told[signal] for service, signal in wanted.items()}

    return job


def _by_source(
    bound: Iterable[Bound], topology_for: TopologyFor
) -> list[tuple[Topology, list[Bound]]]:
    grouped: dict[int, tuple[Topology, list[Bound]]] = {}
    for each in bound:
        source = topology_for(each.service.name)
        grouped.setdefault(id(source), (source, []))[1].append(each)
    return list(grouped.values())


def untold(around: Graphed, told: Mapping[str, Versions], made: "Changed") -> tuple[NoData, ...]:
    """What is not known of calls, versions and commits, each reason once."""
    absent = [one for one in told.values() if isinstance(one, NoData) and one.source_failed]
    if made.commits_failed is not None:
        absent.append(made.commits_failed)
    return tuple({one.reason: one for one in (*around.failed, *absent)}.values())


def looked_at(range_: TimeRange) -> TimeRange:
    """The span of changes that may have moved the range."""
    return TimeRange(range_.start - BEFORE, range_.end)


def version_span(range_: TimeRange) -> TimeRange:
    """The span in which versions are looked for: what ran before the first change must be seen too."""
    return TimeRange(range_.start - BEFORE - SETTLING, range_.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Everything that was changed, oldest first. `commits_failed`: why commits are not known, None where they are."""

    changes: tuple[Change, ...]
    commits_failed: NoData | None


def changed(
    repository: Repository,
    files: Sequence[LoadedFile],
    told: Mapping[str, Versions],
    range_: TimeRange,
) -> Changed:
    """What was changed in the range and shortly before. Raises InputError for a record that cannot be read."""
    span = looked_at(range_)
    recorded = feed.read(repository, span)
    seen = [
        change
        for service, one in told.items()
        if isinstance(one, Measured)
        for change in deployments(service, one.value, version_span(range_))
    ]
    owners = _owners(files)
    commits = git.commits(repository.root, _asked_for(files), span)
    failed = commits if isinstance(commits, NoData) else None
    committed = _committed(() if isinstance(commits, NoData) else commits, owners)
    found = (*recorded, *not_in(recorded, seen), *committed)
    ordered = sorted(found, key=lambda change: (change.at, change.service, change.summary))
    return Changed(changes=tuple(ordered), commits_failed=failed)


def _owners(files: Sequence[LoadedFile]) -> Mapping[str, Sequence[str]]:
    """Path → the services whose own file or code it is."""
    owners: dict[str, list[str]] = defaultdict(list)
    for one in files:
        if one.service is not None and one.file.declaration is not None:
            for path in (one.file.path, *one.file.declaration.code):
                owners[path].append(one.service.name)
    return owners


def _asked_for(files: Sequence[LoadedFile]) -> tuple[str, ...]:
    """What git is asked about: of service files their folder, since thousands are more than a command line holds."""
    folders = {one.file.path.rpartition("/")[0] or one.file.path: None for one in files}
    code = {
        path: None for one in files if one.file.declaration for path in one.file.declaration.code
    }
    return tuple(folders | code)


def _committed(
    commits: Iterable[git.Commit], owners: Mapping[str, Sequence[str]]
) -> Iterator[Change]:
    """Commits that changed a service's file, or the code that it names."""
    for commit in commits:
        touched = (owners.get(path, ()) for file in commit.files for path in _lies_in(file))
        for service in dict.fromkeys(name for names in touched for name in names):
            yield Change(
                at=commit.at,
                service=service,
                kind="commit",
                summary=commit.subject,
                version=commit.id,
                origin=ChangeOrigin.COMMIT,
            )


def _lies_in(file: str) -> Iterator[str]:
    """The file, and every folder around it."""
    yield file
    while "/" in file:
        file = file.rpartition("/")[0]
        yield file
