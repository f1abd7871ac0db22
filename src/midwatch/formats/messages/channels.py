"""A message as each channel would get it, to be shown before it goes out."""

from collections.abc import Mapping

from midwatch.domain.incidents.comms.draft import Draft
from midwatch.formats.messages import plain, slack


def texts(draft: Draft) -> Mapping[str, str]:
    """Exactly what would be sent, by channel: slack (JSON), email, status_page, pagerduty."""
    return {
        "slack": slack.render(
            draft.title, draft.slack_body, draft.slack_fields, draft.slack_footer
        ),
        "email": str(plain.email(draft.email_subject, draft.email_body)),
        "status_page": plain.status_page(draft.status_page),
        "pagerduty": plain.pagerduty(draft.pagerduty),
    }
