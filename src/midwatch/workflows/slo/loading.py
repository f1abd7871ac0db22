"""From texts to services: each file parsed, its convention declared or found, its objectives bound to metrics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from midwatch.domain.errors import SourceError, nearest
from midwatch.domain.findings import Finding, Place, Severity
from midwatch.domain.slo.definition.binding import Unbound, bind
from midwatch.domain.slo.definition.convention import Convention, Role
from midwatch.domain.slo.definition.declaration import Declaration
from midwatch.domain.slo.objective import Service
from midwatch.domain.untrusted import for_terminal
from midwatch.formats import convention_file
from midwatch.formats.service_file.parse import ServiceFile, parse
from midwatch.workflows.slo.detecting import CatalogueFor, Detected, conventions_in_use

DEFAULT_CONVENTION = "prometheus-client"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedFile:
    """One file: what was read, its service as far as it could be bound, and the convention that bound it.

    `undetected`: why its source could not say which convention it follows; it is bound by the default one then, which
    may name the wrong metrics.
    """

    file: ServiceFile
    service: Service | None = None
    convention: Convention | None = None
    findings: tuple[Finding, ...] = ()
    """All of the file: what was refused in it, and what no convention could bind."""
    undetected: SourceError | None = None

    @property
    def is_sound(self) -> bool:
        """Whether the service may be compiled."""
        return self.service is not None and not any(
            finding.severity is Severity.ERROR for finding in self.findings
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Everything that was read: sound services in order of their files, findings, and places by service and key.

    `places[service]["slo.availability"]` is where the value of that key stands.
    """

    services: tuple[Service, ...]
    findings: tuple[Finding, ...]
    places: Mapping[str, Mapping[str, Place]]
    files: tuple[LoadedFile, ...]
    conventions: Mapping[str, Convention] = field(default_factory=dict)
    """All that are known, by name."""

    @property
    def beside(self) -> tuple[Convention, ...]:
        """Those of what services run on, by name: they tell more of any service that they name."""
        return tuple(one for _, one in sorted(self.conventions.items()) if one.stands_beside)

    @property
    def undetected(self) -> Mapping[str, SourceError]:
        """Services of which nobody can say how their metrics are named, and why: they must not be counted."""
        return {
            one.service.name: one.undetected
            for one in self.files
            if one.service is not None and one.undetected is not None
        }


def load_conventions(
    texts: Mapping[str, str],
) -> tuple[Mapping[str, Convention], tuple[Finding, ...]]:
    """Conventions by name, from the texts of a catalogue (name → YAML), and what is wrong with them."""
    conventions: dict[str, Convention] = {}
    findings: list[Finding] = []
    for name, text in texts.items():
        read = convention_file.parse(text, f"conventions/{name}.yaml")
        findings.extend(read.findings)
        if read.convention is not None:
            conventions[name] = read.convention
    return conventions, tuple(findings)


def load(
    repository_files: Mapping[str, str],
    conventions: Mapping[str, Convention],
    catalogue_for: CatalogueFor | None,
    at: datetime,
) -> Loaded:
    """Read every file (path → text) and bind its service.

    A service that declares no convention gets the one whose metrics its source has for it, else `prometheus-client`;
    `catalogue_for` None: there is no source to ask. `at` is the moment up to which it is asked.
    """
    files = [parse(text, path) for path, text in sorted(repository_files.items())]
    undecided = [
        file.declaration
        for file in files
        if file.declaration is not None and file.declaration.convention is None
    ]
    detected = conventions_in_use(undecided, conventions, catalogue_for, at)
    loaded = tuple(_bound(file, conventions, detected) for file in files)
    sound = [one.service for one in loaded if one.service is not None and one.is_sound]
    return Loaded(
        services=tuple(sound),
        findings=tuple(finding for one in loaded for finding in one.findings),
        places={one.service.name: one.file.places for one in loaded if one.service is not None},
        files=loaded,
        conventions=conventions,
    )


def _bound(
    file: ServiceFile, conventions: Mapping[str, Convention], detected: Detected
) -> LoadedFile:
    declaration = file.declaration
    if declaration is None:
        return LoadedFile(file=file, findings=file.findings)
    name = declaration.convention or detected.conventions.get(
        declaration.service, DEFAULT_CONVENTION
    )
    convention = conventions.get(name)
    if convention is None:
        unknown = _unknown_convention(name, conventions, _place(file, "convention"))
        return LoadedFile(file=file, findings=(*file.findings, unknown))
    service, unbound = bind(declaration, convention)
    more = [_unbound(one, _place(file, f"slo.{one.objective}"), convention) for one in unbound]
    more.extend(_stray_corrections(declaration, file))
    return LoadedFile(
        file=file,
        service=service,
        convention=convention,
        findings=(*file.findings, *more),
        undetected=None if declaration.convention else detected.failures.get(declaration.service),
    )


def _place(file: ServiceFile, key: str) -> Place:
    return file.places.get(key) or file.places.get("service") or Place(file.path)


def _unknown_convention(name: str, known: Mapping[str, Convention], place: Place) -> Finding:
    near = nearest(name, known)
    return Finding(
        code="slo/unknown-convention",
        severity=Severity.ERROR,
        place=place,
        what=f"the convention “{for_terminal(name, 60)}” is not known",
        why=f"a convention names the metrics that objectives are computed from; known are: {', '.join(sorted(known))}",
        fix=f"write `convention: {near}`"
        if near
        else f"add conventions/{for_terminal(name, 60)}.yaml",
    )


_NEEDS = {
    Role.REQUESTS_TOTAL: ("a counter of requests with an outcome", "`total` and `bad`"),
    Role.DURATION_BUCKET: ("a histogram of durations", "`total` and `good`"),
    Role.PROBE_SUCCESS: ("a probe", "`gauge`"),
}


def _unbound(unbound: Unbound, place: Place, convention: Convention) -> Finding:
    metric, keys = _NEEDS.get(unbound.role, ("such a metric", "an indicator"))
    return Finding(
        code="slo/unbound-objective",
        severity=Severity.ERROR,
        place=place,
        what=f"`{unbound.objective}` has nothing to be computed from",
        why=f"the convention {unbound.convention} ({convention.title}) has no metric for it: it needs {metric}",
        fix=f"name another `convention`, or give the objective {keys} of its own",
    )


def _stray_corrections(declaration: Declaration, file: ServiceFile) -> Sequence[Finding]:
    known = [objective.name for objective in declaration.objectives]
    return [
        Finding(
            code="slo/unknown-objective",
            severity=Severity.ERROR,
            place=_place(file, f"corrections[{number}].objectives"),
            what=f"the correction is for “{for_terminal(name, 60)}”, which this service does not promise",
            why=f"it would correct nothing; the objectives here are: {', '.join(known)}",
            fix=f"write {nearest(name, known) or known[0]}, or leave `objectives` out to correct all",
        )
        for number, correction in enumerate(declaration.corrections)
        for name in correction.objectives
        if name not in known
    ]
