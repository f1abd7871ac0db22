"""Whom alerts reach: channels as a team names them; secrets are files that only the sender reads."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackChannel:
    """An incoming webhook whose address lies in a file, and the channel it posts to."""

    webhook_file: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PagerDutyChannel:
    """An Events API v2 integration whose routing key lies in a file."""

    routing_key_file: str


Channel = SlackChannel | PagerDutyChannel


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationPlan:
    """Where pages and where tickets go. Nowhere is allowed: then they show in Alertmanager only."""

    page: tuple[Channel, ...] = ()
    ticket: tuple[Channel, ...] = ()
