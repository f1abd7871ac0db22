"""The answer of `init`."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from midwatch.formats.payloads._base import Part, Payload, Text


class InitFile(Part):
    """One file, and what became of it."""

    path: Text = Field(description="Relative to the root")
    state: Literal["created", "extended", "kept"]


class InitPayload(Payload):
    """A knowledge repository, as it stands now."""

    root: Text
    files: tuple[InitFile, ...]


def payload(root: str, files: Iterable[tuple[str, str]]) -> InitPayload:
    """The wire form; each file is its path and state."""
    return InitPayload.model_validate(
        {"root": root, "files": [{"path": path, "state": state} for path, state in files]}
    )
