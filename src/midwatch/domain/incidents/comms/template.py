"""The texts of a message, one for each way it goes out."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackText:
    """Label → text of the fields, and what stands above and below them; each with references."""

    body: str
    fields: Mapping[str, str]
    footer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailText:
    """The subject and the body, with references."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTemplate:
    """A kind of message, such as `announcement`. `title` heads it wherever a channel has a headline."""

    name: str
    title: str
    slack: SlackText
    email: EmailText
    status_page: str
    pagerduty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTemplate:
    """The page on an incident, as Markdown with references."""

    name: str
    markdown: str
