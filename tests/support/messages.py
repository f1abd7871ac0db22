"""Our own templates, and drafts made of them."""

from pathlib import Path

from midwatch.domain.incidents.comms.draft import Draft, draft
from midwatch.domain.incidents.comms.facts import Facts
from midwatch.domain.incidents.comms.template import MessageTemplate, ReportTemplate
from midwatch.formats import message_template
from midwatch.formats.messages.facts import facts_of
from midwatch.formats.messages.outgoing import outgoing
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
    sent = outgoing(message)
    files = {
        "slack.json": sent.slack,
        "email.txt": str(sent.email),
        "status_page.txt": sent.status_page,
        "pagerduty.txt": sent.pagerduty,
    }
    for ending, text in files.items():
        (folder / f"{message.name}.{ending}").write_text(text, encoding="utf-8")
