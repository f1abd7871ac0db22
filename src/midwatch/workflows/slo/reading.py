"""Service files and conventions of a repository, read for the verbs that work on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from midwatch.domain.errors import InputError
from midwatch.domain.findings import Finding, Place, Severity
from midwatch.domain.untrusted import for_terminal
from midwatch.store import catalogue
from midwatch.store.repository import Repository
from midwatch.workflows.slo.detecting import CatalogueFor
from midwatch.workflows.slo.loading import Loaded, load, load_conventions


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """Texts by path, and a finding for each file that is there and cannot be read."""

    texts: Mapping[str, str]
    unreadable: tuple[Finding, ...]


def read_files(repository: Repository, paths: Iterable[str]) -> ReadFiles:
    """Read each file. Raises InputError where one is not there."""
    texts: dict[str, str] = {}
    unreadable: list[Finding] = []
    for path in paths:
        try:
            text = repository.read_if_there(path)
        except InputError as error:
            unreadable.append(_unreadable(path, error))
            continue
        if text is None:
            raise InputError(
                f"read {for_terminal(path)}",
                why="it is not there",
                fix="check the name; `midwatch slo new` writes a service file",
            )
        texts[path] = text
    return ReadFiles(texts, tuple(unreadable))


def load_repository(
    repository: Repository,
    texts: Mapping[str, str],
    catalogue_for: CatalogueFor | None,
    at: datetime,
) -> Loaded:
    """Services of these texts, bound by our conventions and the team's. Raises InputError."""
    conventions, findings = load_conventions(catalogue.load("conventions", repository.root))
    loaded = load(texts, conventions, catalogue_for, at)
    return replace(loaded, findings=(*findings, *loaded.findings))


def _unreadable(path: str, error: InputError) -> Finding:
    return Finding(
        code="slo/unreadable-file",
        severity=Severity.ERROR,
        place=Place(path),
        what=f"cannot {error.what}",
        why=error.why,
        fix=error.fix,
    )
