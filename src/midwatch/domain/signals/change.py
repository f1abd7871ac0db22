"""What somebody changed, and when: deployments, configuration, flags."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One recorded change to a service; `at` is aware, `kind` the team's word (deployment, configuration, flag)."""

    at: datetime
    service: str
    kind: str
    summary: str
    version: str | None = None
    actor: str | None = None
    link: str | None = None
