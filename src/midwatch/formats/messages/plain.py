"""A message as plain text: e-mail, a status page, and a note in PagerDuty."""

from dataclasses import dataclass
from typing import Final

from midwatch.domain.incidents.comms.message import Filled
from midwatch.formats.messages.escaping import PLAIN, rendered

MAX_SUBJECT: Final = 200
MAX_EMAIL: Final = 20_000
MAX_STATUS_PAGE: Final = 5_000
MAX_SUMMARY: Final = 1_024
"""Characters of an event's summary.

Source: https://developer.pagerduty.com/docs/events-api-v2-overview
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """A subject of one line, and a body of plain text."""

    subject: str
    body: str

    def __str__(self) -> str:
        """As a person is shown it before it is sent."""
        return f"Subject: {self.subject}\n\n{self.body}\n"


def email(subject: Filled, body: Filled) -> Email:
    """An e-mail; nothing in it can begin another header."""
    return Email(
        subject=rendered(subject, PLAIN, MAX_SUBJECT, one_line=True),
        body=rendered(body, PLAIN, MAX_EMAIL),
    )


def status_page(text: Filled) -> str:
    """The text for customers."""
    return rendered(text, PLAIN, MAX_STATUS_PAGE) + "\n"


def pagerduty(text: Filled) -> str:
    """A note of one line."""
    return rendered(text, PLAIN, MAX_SUMMARY, one_line=True) + "\n"
