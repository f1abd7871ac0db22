"""`slo new`: a service file from flags, answers or one sentence, with targets that the past would have met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from midwatch.domain.errors import InputError, SourceError
from midwatch.domain.findings import Severity
from midwatch.domain.slo.definition.convention import Convention, Role
from midwatch.domain.slo.definition.declaration import Declaration
from midwatch.domain.untrusted import for_terminal
from midwatch.formats import yaml_dump
from midwatch.formats.service_file.dump import dump
from midwatch.formats.service_file.parse import parse
from midwatch.formats.service_file.sentence import Wish, read_sentence
from midwatch.formats.yaml_dump import Value
from midwatch.store import catalogue
from midwatch.store.repository import SLO_FOLDER, Repository
from midwatch.workflows.slo.detecting import conventions_in_use
from midwatch.workflows.slo.live_facts import LiveSources
from midwatch.workflows.slo.loading import DEFAULT_CONVENTION, load_conventions

if TYPE_CHECKING:  # counts bring numpy, which a file without history does not need
    from midwatch.workflows.slo.proposals import Proposal

NO_SOURCE: Final = "no source is named in midwatch.toml"
_STANDS_IN: Final = {"availability": "99.9%", "error_rate": "0.1%", "probe": "99.9%"}
_BOUND: Final = "200ms"
_SHOWN: Final = 60
"""Characters of a part that is not understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """What a person said: a sentence, and flags or answers, which win over it. `at` is the end of the history.

    `objectives`: name → value as a file says it, or None to have one proposed. `overwrite` allows to replace a file.
    """

    at: datetime
    service: str | None = None
    sentence: str | None = None
    objectives: Mapping[str, str | None] = field(default_factory=dict)
    owner: str | None = None
    tier: str | None = None
    environment: str | None = None
    period: str | None = None
    convention: str | None = None
    depends_on: tuple[str, ...] = ()
    overwrite: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file to look at before it is written. `proposals` say where values come from that nobody stated.

    `convention` is what the service will be measured by; `detected` tells that its source showed it. `no_history` says
    why nothing was measured, None where a source answered.
    """

    path: str
    text: str
    declaration: Declaration
    proposals: tuple[Proposal, ...]
    convention: str
    detected: bool
    no_history: str | None
    replaces: bool


def propose(request: NewRequest, *, repository: Repository, sources: LiveSources | None) -> NewFile:
    """Put a file together; nothing is written.

    Raises InputError where a part of the sentence is not understood, no service is named, a value is refused (in the
    words of `slo check`), or the file is there already.
    """
    wish = _understood(request.sentence) if request.sentence else Wish()
    conventions, _ = load_conventions(catalogue.load("conventions", repository.root))
    seen = _look(_names(request, wish), conventions, sources, request.at)
    path = f"{SLO_FOLDER}/{seen.service}.yaml"
    wanted = _wanted(request, wish, conventions.get(request.convention or seen.convention or ""))
    fields = _fields(request, wish, seen)
    draft = _declared({**fields, "slo": {n: v or _stand_in(n) for n, v in wanted.items()}}, path)
    open_names = [name for name, value in wanted.items() if value is None]
    proposals, no_history = _proposals(draft, open_names, conventions, sources, request.at)
    values = wanted | {proposal.objective: proposal.value for proposal in proposals}
    declaration = _declared({**fields, "slo": dict(values)}, path)
    return NewFile(
        path=path,
        text=dump(declaration),
        declaration=declaration,
        proposals=proposals,
        convention=declaration.convention or seen.convention or DEFAULT_CONVENTION,
        detected=seen.convention is not None,
        no_history=seen.problem or no_history,
        replaces=_is_there(path, repository, overwrite=request.overwrite),
    )


def check_service(name: str, *, repository: Repository, overwrite: bool) -> None:
    """Raise InputError where no file can be written for a service of this name."""
    path = f"{SLO_FOLDER}/{name}.yaml"
    _declared({"service": name, "slo": {"probe": _stand_in("probe")}}, path)
    _is_there(path, repository, overwrite=overwrite)


def check_objective(name: str, value: str) -> None:
    """Raise InputError where an objective cannot have this value, as a file says it."""
    _declared({"service": "any", "slo": {name: value}}, f"{SLO_FOLDER}/any.yaml")


def write(new: NewFile, *, repository: Repository) -> tuple[str, ...]:
    """Write the file; its path, or nothing where it is there with the same content. Raises InputError."""
    return repository.write({new.path: new.text})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What the source showed: which of the names it knows, and by which convention; or why it did not answer."""

    service: str
    convention: str | None = None
    problem: str | None = None


def _understood(sentence: str) -> Wish:
    wish = read_sentence(sentence)
    if not wish.unclear:
        return wish
    fixes = {f"“{for_terminal(part.words, _SHOWN)}”": part.fix for part in wish.unclear}
    raise InputError(
        f"not understood: {', '.join(fixes)}",
        why="a part of a sentence that is dropped would look as if it were promised",
        fix="; ".join(f"{words}: {fix}" for words, fix in fixes.items()),
    )


def _names(request: NewRequest, wish: Wish) -> tuple[str, ...]:
    names = (request.service,) if request.service else wish.services
    if names:
        return names
    raise InputError(
        "no service is named",
        why="a service file is named for its service",
        fix="write `midwatch slo new checkout`, or say it: “99.9% availability for the checkout service”",
    )


def _look(
    names: tuple[str, ...],
    conventions: Mapping[str, Convention],
    sources: LiveSources | None,
    at: datetime,
) -> _Seen:
    """The first of the names that the source knows; without a source, or where it knows none, the likeliest."""
    if sources is None:
        return _Seen(service=names[0])
    drafts = [Declaration(service=name, objectives=()) for name in names]
    found = conventions_in_use(drafts, conventions, sources.catalogue_for, at)
    known = next((name for name in names if name in found.conventions), None)
    if known is None:
        error = found.failures.get(names[0])
        return _Seen(service=names[0], problem=_said(error) if error else None)
    return _Seen(service=known, convention=found.conventions[known])


def _said(error: SourceError) -> str:
    return ": ".join(for_terminal(part) for part in (error.what, error.why) if part)


def _is_there(path: str, repository: Repository, *, overwrite: bool) -> bool:
    there = repository.read_if_there(path) is not None
    if there and not overwrite:
        raise InputError(
            f"{path} is there already",
            why="a file that a person wrote is not replaced unasked",
            fix="edit it, or allow it with --overwrite",
        )
    return there


def _wanted(
    request: NewRequest, wish: Wish, convention: Convention | None
) -> dict[str, str | None]:
    """Objectives by name; where none is named, those with which people begin."""
    wanted = {**wish.objectives, **request.objectives}
    if wanted:
        return wanted
    if convention is not None and Role.REQUESTS_TOTAL not in convention.roles:
        return {"probe": None}
    return {"availability": None, "latency_p95": None}


def _stand_in(name: str) -> str:
    return _STANDS_IN.get(name, _BOUND)


def _fields(request: NewRequest, wish: Wish, seen: _Seen) -> dict[str, Value]:
    detected = seen.convention if seen.convention != DEFAULT_CONVENTION else None
    period = request.period or wish.period
    fields: dict[str, Value | None] = {
        "service": seen.service,
        "owner": request.owner,
        "tier": request.tier or wish.tier,
        "environment": request.environment,
        "depends_on": list(request.depends_on) or None,
        "convention": request.convention or detected,
        "period": period if period is None or isinstance(period, str) else dict(period),
    }
    return {key: value for key, value in fields.items() if value is not None}


def _declared(fields: Mapping[str, Value], path: str) -> Declaration:
    """The declaration that these fields make, by the same reader that reads files."""
    read = parse(yaml_dump.dump(dict(fields)), path)
    wrong = [finding for finding in read.findings if finding.severity is Severity.ERROR]
    if wrong or read.declaration is None:
        first = wrong[0]
        raise InputError(first.what, why=first.why, fix=first.fix)
    return read.declaration


def _proposals(
    draft: Declaration,
    names: list[str],
    conventions: Mapping[str, Convention],
    sources: LiveSources | None,
    at: datetime,
) -> tuple[tuple[Proposal, ...], str | None]:
    """A proposal for each of the names, and why nothing was measured where nothing was."""
    # Here, because counting brings numpy: a file whose values are all stated is made without it.
    from midwatch.workflows.slo.proposals import common, from_history  # noqa: PLC0415 - see above

    asked = replace(draft, objectives=tuple(o for o in draft.objectives if o.name in names))
    reason = NO_SOURCE
    source = sources.catalogue_for(draft.service) if sources else None
    counts = sources.counts_for(draft.service) if sources else None
    convention = conventions.get(draft.convention or DEFAULT_CONVENTION)
    if source is not None and counts is not None and convention is not None:
        try:
            found = from_history(asked, convention, catalogue=source, counts=counts, at=at)
        except SourceError as error:
            reason = _said(error)
        else:
            return found, None
    return tuple(common(one, reason) for one in asked.objectives), reason
