"""Templates that people write are read whole, or refused with the place."""

from collections.abc import Callable

import pytest

from midwatch.checks.comms.run import findings
from midwatch.checks.comms.subject import CommsSubject
from midwatch.domain.incidents.comms.message import references
from midwatch.formats import message_template
from midwatch.formats.messages.facts import NAMES
from midwatch.formats.reports.incident.report_md import BLOCKS, filled
from midwatch.store.catalogue import load
from tests.support.incident_events import whole_night
from tests.support.messages import MESSAGES, drafted, report_template

WHOLE = """\
title: "{severity}: {title}"
slack: {body: "It began at {began}.", fields: {Phase: "{phase}"}, footer: "{id}"}
email:
  subject: "{title}"
  body: |
    {title}
    {phase}
status_page: We are looking into it.
pagerduty: "{title}"
"""


def test_a_template_is_its_texts() -> None:
    read = message_template.parse(WHOLE, "templates/announcement.yaml")
    assert read.findings == ()
    assert read.template is not None
    assert read.template.name == "announcement"
    assert read.template.slack.body == "It began at {began}."
    assert read.template.slack.fields == {"Phase": "{phase}"}
    assert read.template.email.body == "{title}\n{phase}\n"


@pytest.mark.parametrize(
    ("change", "code", "line", "what"),
    [
        (lambda text: text.replace("pagerduty", "pagerdutty"), "slo/unknown-key", 9, "pagerdutty"),
        (lambda text: text.replace("  subject", "  subjekt"), "slo/unknown-key", 4, "subjekt"),
        (lambda text: text.replace('title: "', 'titel: "', 1), "slo/unknown-key", 1, "titel"),
        (lambda text: text + "pagerduty: x\n", "slo/duplicate-key", 10, "pagerduty"),
        (lambda text: text.replace("We are looking into it.", "[a]"), "slo/bad-value", 8, "a list"),
        (lambda text: text.replace("status_page:", "status_page"), "slo/malformed-yaml", 9, ""),
        (lambda _: "", "slo/missing-key", 1, "nothing"),
        (lambda _: "- a\n", "slo/bad-value", 1, "a list"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    change: Callable[[str], str], code: str, line: int, what: str
) -> None:
    read = message_template.parse(change(WHOLE), "templates/x.yaml")
    assert read.template is None
    told = [(each.code, each.place.line, each.what) for each in read.findings]
    assert [each for each in told if each[:2] == (code, line) and what in each[2]] != [], told


def test_more_fields_than_slack_shows_are_refused() -> None:
    fields = ", ".join(f'F{number}: "x"' for number in "abcdefghijk")
    read = message_template.parse(WHOLE.replace('Phase: "{phase}"', fields), "templates/x.yaml")
    (finding,) = read.findings
    assert (finding.what, finding.place.line) == ("11 fields stand here", 2)


def test_a_report_is_one_text() -> None:
    read = message_template.parse_report('markdown: "# {title}"\n', "templates/report.yaml")
    assert read.template is not None
    assert read.template.markdown == "# {title}"
    assert message_template.parse_report("mardown: x\n", "templates/report.yaml").template is None


def test_ours_are_those_that_are_named() -> None:
    assert set(load("templates")) == {*MESSAGES, "report"}


@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.parametrize("now", ["02:17", "02:37", "02:46", "03:46"])
def test_ours_pass_their_own_gate_at_every_moment(name: str, now: str) -> None:
    night = whole_night()
    message = drafted(name, night, now)
    assert findings(CommsSubject(texts=tuple(message), facts={}, events=())) == ()


def test_our_report_passes_the_gate_and_names_only_what_there_is() -> None:
    text = filled(whole_night().report("03:46"), report_template())
    assert findings(CommsSubject(texts=(text,), facts={}, events=())) == ()
    assert set(references(report_template().markdown)) <= {*NAMES, *BLOCKS}


@pytest.mark.parametrize("name", MESSAGES)
def test_customers_read_no_name_of_a_service_a_person_or_a_cause(name: str) -> None:
    read = message_template.parse(load("templates")[name], f"templates/{name}.yaml")
    assert read.template is not None
    told = set(references(read.template.status_page))
    assert told <= {"detected", "mitigated", "resolved", "next_update", "impact"}
