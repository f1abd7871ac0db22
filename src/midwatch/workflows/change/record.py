"""`change record`: write down one change of a service, in git memory."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

from midwatch.domain.errors import InputError, nearest
from midwatch.domain.signals.change import Change
from midwatch.domain.untrusted import for_terminal, holds_credentials, is_disguised
from midwatch.formats.service_file.values import MAX_NAME, SERVICE_NAME
from midwatch.store import changes
from midwatch.store.repository import SLO_FOLDER, Repository

KIND = re.compile(r"[a-z][a-z0-9_-]{0,39}")
LONGEST_TEXT = 500
"""Characters of a summary at most: it stands as a line beside a graph."""
_LINK = re.compile(r"https?://[^\s<>\"'`]{1,1000}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRequest:
    """One change: what was changed of which service, when, and by whom (named, not proven).

    `kind` is the team's word: deployment, configuration, flag, rollback, migration, …
    """

    service: str
    summary: str
    at: datetime
    actor: str
    kind: str = "deployment"
    version: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The change as it was written, and its file.

    `known` tells whether a file in slos/ bears the service's name; `nearest_service` is one that nearly does.
    """

    change: Change
    path: str
    known: bool
    nearest_service: str | None


def record(request: RecordRequest, *, repository: Repository) -> Recorded:
    """Write the change down as one file below changes/; the same change again changes nothing.

    Raises InputError for names and texts that cannot be recorded, or where the file cannot be written.
    """
    change = Change(
        at=request.at.astimezone(UTC).replace(microsecond=0),
        service=_service(request.service),
        kind=_kind(request.kind),
        summary=_line("summary", request.summary),
        version=_line("version", request.version) if request.version is not None else None,
        actor=request.actor,
        link=_link(request.link) if request.link is not None else None,
    )
    services = _services(repository)
    path = changes.append(repository, change)
    known = change.service in services
    return Recorded(
        change=change,
        path=path,
        known=known,
        nearest_service=None if known else nearest(change.service, services),
    )


def _services(repository: Repository) -> frozenset[str]:
    """Names of service files, which by custom are the services' names."""
    names = [name for end in (".yaml", ".yml") for name in repository.files(SLO_FOLDER, end)]
    return frozenset(PurePosixPath(name).stem for name in names)


def _service(name: str) -> str:
    if SERVICE_NAME.fullmatch(name) and len(name) <= MAX_NAME and ".." not in name:
        return name
    raise InputError(
        f"“{for_terminal(name, 60)}” cannot be a service's name",
        why="names become files and labels: lower-case letters, digits, dots, dashes and underscores",
        fix="name the service as its file in slos/ does",
    )


def _kind(kind: str) -> str:
    if KIND.fullmatch(kind):
        return kind
    raise InputError(
        f"“{for_terminal(kind, 60)}” cannot be a kind of change",
        why="a kind is one word: lower-case letters, digits, dashes and underscores",
        fix="write deployment, configuration, flag, rollback, migration or your team's word",
    )


def _line(what: str, text: str) -> str:
    line = text.strip()
    _refuse_credentials(what, line)
    if line and len(line) <= LONGEST_TEXT and for_terminal(line) == line:
        return line
    raise InputError(
        f"the {what} “{for_terminal(text, 60)}” cannot be recorded",
        why=f"it is one line of 1 to {LONGEST_TEXT} characters that can be printed",
        fix=f"write a shorter {what}, and put the rest behind --link",
    )


def _link(link: str) -> str:
    _refuse_credentials("link", link)
    if _LINK.fullmatch(link) and not is_disguised(link):
        return link
    raise InputError(
        f"“{for_terminal(link, 60)}” is no link",
        why="a link begins with https:// or http:// and holds no spaces",
        fix="name the pull request, the pipeline or the ticket",
    )


def _refuse_credentials(what: str, text: str) -> None:
    if holds_credentials(text):
        raise InputError(
            f"the {what} “{for_terminal(text, 60)}” holds a user or a password",
            why="the record is committed, and a secret in git is a secret no more",
            fix="write the address without what stands before its `@`",
        )
