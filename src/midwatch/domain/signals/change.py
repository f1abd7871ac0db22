"""What somebody changed, and when: deployments, configuration, flags, commits."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class ChangeOrigin(Enum):
    """Who told of a change."""

    FEED = "change feed"
    VERSION_LABEL = "version label"
    COMMIT = "commit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change to a service; `at` is aware, `kind` the team's word (deployment, configuration, flag)."""

    at: datetime
    service: str
    kind: str
    summary: str
    version: str | None = None
    actor: str | None = None
    link: str | None = None
    origin: ChangeOrigin = ChangeOrigin.FEED
