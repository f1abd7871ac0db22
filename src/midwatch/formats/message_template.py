"""Templates of messages and of the report on an incident: YAML whose texts hold `{references}`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Generic, TypeVar

from midwatch.domain.findings import Finding
from midwatch.domain.incidents.comms.template import (
    EmailText,
    MessageTemplate,
    ReportTemplate,
    SlackText,
)
from midwatch.formats.service_file import values
from midwatch.formats.service_file.cursor import (
    Cursor,
    FieldReader,
    Problem,
    Report,
    opened,
    says_nothing,
)

T = TypeVar("T")

MESSAGE_KEYS: Final = {
    "title": 'title: "{severity}: {title}"',
    "slack": "slack: {body: …}",
    "email": "email: {subject: …, body: …}",
    "status_page": "status_page: We are looking into a problem.",
    "pagerduty": 'pagerduty: "{title}: {phase}"',
}
SLACK_KEYS: Final = {
    "body": "body: …",
    "fields": 'fields: {Severity: "{severity}"}',
    "footer": 'footer: "{id}"',
}
EMAIL_KEYS: Final = {"subject": 'subject: "{severity}: {title}"', "body": "body: …"}
REPORT_KEYS: Final = {"markdown": 'markdown: "# {title}"'}
MOST_FIELDS: Final = 10
"""Fields of a section in Slack. Source: https://docs.slack.dev/reference/block-kit/blocks/section-block"""
_LONGEST_LABEL: Final = 60


@dataclass(frozen=True, slots=True)
class TemplateFile(Generic[T]):
    """What was read: the template, None where something in the file was refused; `findings` say what."""

    template: T | None
    findings: tuple[Finding, ...]


def parse(text: str, path: str) -> TemplateFile[MessageTemplate]:
    """Read a message's template; `path` is how findings name it, and its stem names the message."""
    return _read(text, path, MESSAGE_KEYS, _message)


def parse_report(text: str, path: str) -> TemplateFile[ReportTemplate]:
    """Read the report's template."""
    return _read(text, path, REPORT_KEYS, _report)


def _read(
    text: str, path: str, keys: dict[str, str], build: Callable[[FieldReader, str], T]
) -> TemplateFile[T]:
    report = Report(path)
    fix = f"write `{next(iter(keys.values()))}`, or remove the file: ours holds then"
    why = "a template holds the texts of a message"
    root = opened(text, report, empty=says_nothing(why, fix))
    fields = root.fields() if root is not None else None
    if fields is None:
        return TemplateFile(None, tuple(report.findings))
    fields.refuse_unknown(keys)
    template = build(fields, PurePosixPath(path).stem)
    return TemplateFile(None if report.findings else template, tuple(report.findings))


def _message(fields: FieldReader, name: str) -> MessageTemplate:
    return MessageTemplate(
        name=name,
        title=_required(fields, "title", MESSAGE_KEYS),
        slack=_part(fields, "slack", _slack) or SlackText(body="", fields={}, footer=""),
        email=_part(fields, "email", _email) or EmailText(subject="", body=""),
        status_page=_required(fields, "status_page", MESSAGE_KEYS),
        pagerduty=_required(fields, "pagerduty", MESSAGE_KEYS),
    )


def _report(fields: FieldReader, name: str) -> ReportTemplate:
    return ReportTemplate(name=name, markdown=_required(fields, "markdown", REPORT_KEYS))


def _part(fields: FieldReader, key: str, read: Callable[[Cursor], T | None]) -> T | None:
    cursor = fields.require(key, MESSAGE_KEYS[key])
    return None if cursor is None else read(cursor)


def _slack(cursor: Cursor) -> SlackText | None:
    fields = cursor.fields()
    if fields is None:
        return None
    fields.refuse_unknown(SLACK_KEYS)
    return SlackText(
        body=_required(fields, "body", SLACK_KEYS),
        fields=fields.read("fields", _labelled, {}),
        footer=fields.read("footer", values.text, ""),
    )


def _email(cursor: Cursor) -> EmailText | None:
    fields = cursor.fields()
    if fields is None:
        return None
    fields.refuse_unknown(EMAIL_KEYS)
    return EmailText(
        subject=_required(fields, "subject", EMAIL_KEYS),
        body=_required(fields, "body", EMAIL_KEYS),
    )


def _labelled(cursor: Cursor) -> dict[str, str] | None:
    fields = cursor.fields()
    if fields is None:
        return None
    if len(fields) > MOST_FIELDS:
        what = f"{len(fields)} fields stand here"
        why = f"Slack shows at most {MOST_FIELDS} in a section, and refuses a message with more"
        cursor.refuse(values.bad_value(what, why, "move the rest into `body`"))
    for label in fields:
        if len(label) > _LONGEST_LABEL:
            what, why = "the label is longer than a line", "it stands in bold above its text"
            fix = f"write at most {_LONGEST_LABEL} characters"
            fields.refuse_key(label, Problem("bad-value", what, why, fix))
    texts = {label: values.text(each) for label, each in fields.items()}
    return {label: text for label, text in texts.items() if text is not None}


def _required(fields: FieldReader, key: str, examples: dict[str, str]) -> str:
    cursor = fields.require(key, examples[key])
    return (None if cursor is None else values.text(cursor)) or ""
