"""`slo check`: everything that is wrong with service files, or soon would be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from midwatch.checks.slo.facts import LiveFacts, Skipped
from midwatch.checks.slo.live.bucket_absent import is_absent, reads_bucket
from midwatch.checks.slo.run import SLO_CHECKS, SLO_CODES, UNSILENCEABLE
from midwatch.checks.slo.subject import IgnoreComment, Neighbourhood, SloSubject
from midwatch.domain.errors import HeldByGate, InputError, SourceError
from midwatch.domain.findings import Finding, Place, Severity
from midwatch.domain.slo.objective import Service
from midwatch.store.repository import Repository
from midwatch.workflows.slo.live_facts import OFFLINE, LiveSources, gather
from midwatch.workflows.slo.loading import Loaded, LoadedFile
from midwatch.workflows.slo.reading import ReadFiles, load_repository, read_files


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRequest:
    """Which files (files, folders or globs; none: all of slos/), and whether warnings hold the gate too.

    `offline`: no source is asked, so that nothing waits for one, and live facts are not checked.
    """

    paths: tuple[str, ...] = ()
    strict: bool = False
    offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What was found, in order of place.

    `silenced` was found and is silenced by comments. `texts`: the files that were read, by path, for quoting.
    `bound`: the services of the files that were asked for, by path, as far as they could be bound, with those golden
    signals that their sources have.
    `uncertain`: why a source could not tell what rules depend on: how metrics are named, and which buckets there are.
    `without_rules`: ids of objectives whose bucket is absent, for which no rule is made.
    """

    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]
    services: tuple[str, ...]
    paths: tuple[str, ...]
    texts: Mapping[str, str]
    bound: Mapping[str, Service]
    without_rules: frozenset[str]
    uncertain: SourceError | None
    strict: bool

    @property
    def is_held(self) -> bool:
        """Whether the gate holds: an error, or a warning where the request was strict."""
        holding = {Severity.ERROR, Severity.WARNING} if self.strict else {Severity.ERROR}
        return any(finding.severity in holding for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """4 where the gate holds, else 0."""
        return HeldByGate.exit_code if self.is_held else 0

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity is severity for finding in self.findings)


def check(
    request: CheckRequest,
    *,
    repository: Repository,
    sources: LiveSources | None,
    at: datetime,
) -> CheckResult:
    """Check the files of a request, beside all others of the repository.

    `sources` None: live facts are not checked, which is said. `at`: the moment up to which sources are asked.
    A source that does not answer is a finding. Raises InputError for a path that is not there.
    """
    paths = repository.slo_paths(request.paths)
    read = read_files(repository, paths)
    around = _neighbours(repository, paths)
    texts = {**around.texts, **read.texts}
    loaded, facts_of = _load(repository, texts, None if request.offline else sources, at)
    subjects = _subjects(loaded, paths, at)
    absent = OFFLINE if request.offline and sources is not None else None
    facts = _with_speakers({one.path: absent or facts_of[one.path] for one in subjects})
    found = [*read.unreadable, *_of_conventions(loaded)]
    found += [finding for one in subjects for finding in _run(one, facts[one.path])]
    kept, silenced = _split(found, loaded)
    return CheckResult(
        findings=tuple(sorted(kept, key=lambda finding: finding.sort_key)),
        silenced=tuple(silenced),
        services=tuple(one.service.name for one in subjects if one.service is not None),
        paths=paths,
        texts=MappingProxyType(dict(read.texts)),
        bound=MappingProxyType(
            {
                one.path: _as_seen(one.service, facts[one.path])
                for one in subjects
                if one.service is not None
            }
        ),
        without_rules=frozenset(
            objective.id
            for one in subjects
            for objective in one.bound
            if is_absent(objective, facts[one.path])
        ),
        uncertain=_uncertain(subjects, loaded.undetected, facts),
        strict=request.strict,
    )


def _neighbours(repository: Repository, paths: Sequence[str]) -> ReadFiles:
    """The other service files; what is wrong with them is said when they are checked."""
    try:
        others = [path for path in repository.slo_paths() if path not in set(paths)]
        return read_files(repository, others)
    except InputError:
        return ReadFiles({}, ())


def _load(
    repository: Repository,
    texts: Mapping[str, str],
    sources: LiveSources | None,
    at: datetime,
) -> tuple[Loaded, Mapping[str, LiveFacts]]:
    catalogue_for = sources.catalogue_for if sources is not None else None
    loaded = load_repository(repository, texts, catalogue_for, at)
    return loaded, gather(loaded.files, sources, at)


def _as_seen(service: Service, facts: LiveFacts) -> Service:
    """The service with those of its golden signals that its source has, where one was asked."""
    if facts.skipped is not None:
        return service
    return replace(service, signals=service.signals.where(lambda s: bool(facts.is_there(s))))


def _with_speakers(facts: Mapping[str, LiveFacts]) -> Mapping[str, LiveFacts]:
    """The same facts; the first file of each reason why facts are missing says it."""
    speakers: dict[Skipped, str] = {}
    for path, one in facts.items():
        if one.skipped is not None:
            speakers.setdefault(one.skipped, path)
    return {
        path: replace(one, speaks=one.skipped is not None and speakers[one.skipped] == path)
        for path, one in facts.items()
    }


def _uncertain(
    subjects: Sequence[SloSubject],
    undetected: Mapping[str, SourceError],
    facts: Mapping[str, LiveFacts],
) -> SourceError | None:
    """The first error of a source that was needed: for a convention that is not declared, or for a bucket."""
    for one in subjects:
        if one.service is not None and one.service.name in undetected:
            return undetected[one.service.name]
        skipped = facts[one.path].skipped
        if skipped is not None and skipped.failure and any(map(reads_bucket, one.bound)):
            return skipped.failure
    return None


def _subjects(loaded: Loaded, paths: Sequence[str], at: datetime) -> tuple[SloSubject, ...]:
    neighbours = _neighbourhood(loaded.files)
    asked = [one for one in loaded.files if one.file.path in set(paths)]
    return tuple(_subject(one, neighbours, at) for one in asked)


def _subject(one: LoadedFile, neighbours: Neighbourhood, at: datetime) -> SloSubject:
    path = one.file.path
    return SloSubject(
        path=path,
        declaration=one.file.declaration,
        service=one.service,
        convention=one.convention,
        places=one.file.places,
        told=one.findings,
        neighbours=neighbours,
        at=at,
        ignores=tuple(
            IgnoreComment(
                place=Place(path, ignore.line, ignore.column),
                code=ignore.code,
                reason=ignore.reason,
            )
            for ignore in one.file.ignores
        ),
        codes=SLO_CODES,
    )


def _neighbourhood(files: Iterable[LoadedFile]) -> Neighbourhood:
    declared: dict[str, tuple[str, ...]] = {}
    depends_on: dict[str, tuple[str, ...]] = {}
    ids: dict[str, tuple[str, ...]] = {}
    for one in files:
        path, declaration = one.file.path, one.file.declaration
        if declaration is None:
            continue
        name = declaration.service
        declared[name] = (*declared.get(name, ()), path)
        depends_on[name] = (*depends_on.get(name, ()), *declaration.depends_on)
        for objective in declaration.objectives:
            identity = f"{name}-{objective.name}"
            ids[identity] = (*ids.get(identity, ()), path)
    return Neighbourhood(paths=declared, depends_on=depends_on, objective_ids=ids)


def _run(subject: SloSubject, facts: LiveFacts) -> list[Finding]:
    """Run every check that has what it needs."""
    return [
        finding
        for one in SLO_CHECKS
        if not one.needs or facts.skipped is None
        for finding in one.run(subject, facts)
    ]


def _of_conventions(loaded: Loaded) -> list[Finding]:
    own = {one.file.path for one in loaded.files}
    return [finding for finding in loaded.findings if finding.place.path not in own]


def _split(findings: Iterable[Finding], loaded: Loaded) -> tuple[list[Finding], list[Finding]]:
    """Findings that stand, and those that a comment with a reason silences."""
    ignores = {one.file.path: one.file.ignores for one in loaded.files}
    kept: list[Finding] = []
    silenced: list[Finding] = []
    for finding in findings:
        comments = ignores.get(finding.place.path, ())
        by_comment = finding.code not in UNSILENCEABLE and any(
            comment.silences(finding.code, finding.place.line) for comment in comments
        )
        (silenced if by_comment else kept).append(finding)
    return kept, silenced
