"""A draft as every channel would be sent it."""

from collections.abc import Mapping
from dataclasses import dataclass

from midwatch.domain.incidents.comms.draft import Draft
from midwatch.formats.messages import plain, slack


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message for each channel; `slack` is JSON, the others are plain text that ends with its line."""

    slack: str
    email: plain.Email
    status_page: str
    pagerduty: str

    @property
    def texts(self) -> Mapping[str, str]:
        """Each as a person is shown it, by channel."""
        return {
            "slack": self.slack,
            "email": str(self.email),
            "status_page": self.status_page,
            "pagerduty": self.pagerduty,
        }


def outgoing(message: Draft) -> Outgoing:
    """Every text of a draft, escaped and within its channel's limits."""
    return Outgoing(
        slack=slack.render(
            message.title, message.slack_body, message.slack_fields, message.slack_footer
        ),
        email=plain.email(message.email_subject, message.email_body),
        status_page=plain.status_page(message.status_page),
        pagerduty=plain.pagerduty(message.pagerduty),
    )
