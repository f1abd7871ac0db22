"""The change feed in git memory: one file a change, so that merging two clones is the union of files."""

import re
from datetime import UTC
from hashlib import sha256

from midwatch.domain.signals.change import Change
from midwatch.domain.units import TimeRange
from midwatch.formats.memory import change_record
from midwatch.store.repository import Repository

FOLDER = "changes"
_STAMP = "%Y-%m-%dT%H-%M-%SZ"
_DIGEST_LENGTH = 6


def append(repository: Repository, change: Change) -> str:
    """Write the record and return its path; the same change again is the same file. Raises InputError."""
    path, text = path_of(change), change_record.render(change)
    repository.write({path: text})
    return path


def read(
    repository: Repository, span: TimeRange | None = None, service: str | None = None
) -> tuple[Change, ...]:
    """Recorded changes, oldest first; those of one service, or within `span`, where given. Raises InputError."""
    paths = repository.files(FOLDER, ".yaml")
    changes = [change_record.parse(repository.read(path), path) for path in paths]
    return tuple(
        sorted(
            (
                change
                for change in changes
                if (service is None or change.service == service)
                and (span is None or span.start < change.at <= span.end)
            ),
            key=lambda change: (change.at, change.service, change.summary),
        )
    )


def path_of(change: Change) -> str:
    """The file of a change: time, service, and a digest, so that two different changes never share a name."""
    stamp = change.at.astimezone(UTC).strftime(_STAMP)
    service = re.sub(r"[^A-Za-z0-9_-]", "-", change.service)
    digest = sha256(change_record.render(change).encode()).hexdigest()[:_DIGEST_LENGTH]
    return f"{FOLDER}/{stamp}-{service}-{digest}.yaml"
