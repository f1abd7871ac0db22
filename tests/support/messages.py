"""Our own templates, and drafts made of them."""

from pathlib import Path

from midwatch.domain.incidents.comms.draft import Draft, draft
from midwatch.domain.incidents.comms.facts import Facts
from midwatch.domain.incidents.comms.template import MessageTemplate, ReportTemplate
from midwatch.formats import message_template
from midwatch.formats.messages import plain, slack
from midwatch.formats.messages.facts import facts_of
from midwatch.store.catalogue import load
from tests.support.incident_events import Night, spent

MESSAGES = ("announcement", "progress", "resolution")


def template(name: str) -> MessageTemplate:
    """One of ours."""
    read = message_template.parse(load("templates")[name], f"templates/{name}.yaml")
    assert read.template is not None, read.findings
    return read.template


def report_template() -> ReportTemplate:
    """Ours."""
    read = message_template.parse_report(load("templates")["report"], "templates/report.yaml")
    assert read.template is not None, read.findings
    return read.template


def facts_at(night: Night, now: str, *, measured: bool = True) -> Facts:
    """The facts of a night as they were known then."""
    report = night.until(now).report(now, spent() if measured else ())
    return facts_of(report.incident, report.times, report.now, report.budget)


def drafted(name: str, night: Night, now: str) -> Draft:
    """A message as it would go out then."""
    measured = name == "resolution"
    return draft(template(name), facts_at(night, now, measured=measured))


def write(message: Draft, folder: Path) -> None:
    """Every text of a message, as a file that its channel takes."""
    sent = slack.render(
        message.title, message.slack_body, message.slack_fields, message.slack_footer
    )
    mail = plain.email(message.email_subject, message.email_body)
    (folder / f"{message.name}.slack.json").write_text(sent, encoding="utf-8")
    (folder / f"{message.name}.email.txt").write_text(str(mail), encoding="utf-8")
    page, note = plain.status_page(message.status_page), plain.pagerduty(message.pagerduty)
    (folder / f"{message.name}.status_page.txt").write_text(page, encoding="utf-8")
    (folder / f"{message.name}.pagerduty.txt").write_text(note, encoding="utf-8")
