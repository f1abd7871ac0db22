"""Files beside events that could not be read as such: nothing is hidden, and nothing is thrown away."""

from dataclasses import dataclass
from enum import Enum


class UnreadKind(Enum):
    """Why a file is no event."""

    BROKEN = "broken"
    FOREIGN = "foreign"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Unread:
    """A file on the branch, or in the journal, by its path, and why it tells no event.

    `ref`: where git has it, as `git show` takes it; empty for one in the journal.
    """

    kind: UnreadKind
    path: str
    why: str
    ref: str = ""
