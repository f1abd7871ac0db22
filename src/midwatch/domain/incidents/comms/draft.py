"""A message about an incident before it is approved: every text of it, filled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from midwatch.domain.incidents.comms.facts import Facts
from midwatch.domain.incidents.comms.message import Filled, fill
from midwatch.domain.incidents.comms.template import MessageTemplate


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The texts of one message; `slack_fields` by label, those that show something."""

    name: str
    title: Filled
    slack_body: Filled
    slack_fields: Mapping[str, Filled]
    slack_footer: Filled
    email_subject: Filled
    email_body: Filled
    status_page: Filled
    pagerduty: Filled

    def __iter__(self) -> Iterator[Filled]:
        """Every text, as a gate looks at them."""
        yield self.title
        yield self.slack_body
        yield from self.slack_fields.values()
        yield self.slack_footer
        yield self.email_subject
        yield self.email_body
        yield self.status_page
        yield self.pagerduty


def draft(template: MessageTemplate, facts: Facts) -> Draft:
    """The message that a template makes of facts; its texts are named as the template's keys."""
    name = template.name
    fields = {
        label: fill(f"{name}.slack.fields.{label}", text, facts)
        for label, text in template.slack.fields.items()
    }
    return Draft(
        name=name,
        title=fill(f"{name}.title", template.title, facts),
        slack_body=fill(f"{name}.slack.body", template.slack.body, facts),
        slack_fields={label: each for label, each in fields.items() if each.pieces},
        slack_footer=fill(f"{name}.slack.footer", template.slack.footer, facts),
        email_subject=fill(f"{name}.email.subject", template.email.subject, facts),
        email_body=fill(f"{name}.email.body", template.email.body, facts),
        status_page=fill(f"{name}.status_page", template.status_page, facts),
        pagerduty=fill(f"{name}.pagerduty", template.pagerduty, facts),
    )
