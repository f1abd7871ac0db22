"""An alert as somebody sent it: every text in it comes from outside, and is quoted wherever it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class AlertOrigin(Enum):
    """Who sent it, or that a person wrote it."""

    ALERTMANAGER = "alertmanager"
    PAGERDUTY = "pagerduty"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One alert. Texts are raw and bounded; moments are UTC, None where they were not told.

    `name`: what kind of alert it is; `key`: what tells it from others for its sender (a fingerprint, a dedup key), or
    empty.
    """

    origin: AlertOrigin
    name: str
    summary: str
    description: str = ""
    resolved: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    started_at: datetime | None = None
    ended_at: datetime | None = None
    key: str = ""
    link: str = ""
    runbook: str = ""

    @property
    def words(self) -> str:
        """Everything it says, each part once."""
        parts = (self.name, self.summary, self.description)
        return "\n".join(dict.fromkeys(part for part in parts if part))
