"""The report is for somebody who was asleep, and says what is not known."""

import re

import pytest

from midwatch.domain.findings import Finding, Place, Severity
from midwatch.domain.incidents.account.report import IncidentReport
from midwatch.domain.incidents.comms.template import ReportTemplate
from midwatch.formats.reports.incident import report_md
from tests.support.incident_events import Night, declared, spent, whole_night
from tests.support.messages import report_template


def page(night: Night, now: str = "03:46") -> str:
    return rendered(night.report(now, spent()))


def rendered(report: IncidentReport, template: ReportTemplate | None = None) -> str:
    return report_md.render(report_md.filled(report, template or report_template()))


def section(text: str, title: str) -> str:
    return text.split(f"\n## {title}\n\n", 1)[1].split("\n\n## ", 1)[0]


def test_what_happened_is_three_sentences() -> None:
    told = section(page(whole_night()), "What happened")
    assert len(re.findall(r"\.(?: |$)", told)) == 3
    assert "began on 2026-03-10 at 02:05 UTC and was detected at 02:14 UTC, 8.5 min later" in told
    assert "it spent 37.2% of the error budget of checkout-availability" in told


def test_an_incident_that_lasts_over_midnight_names_the_days() -> None:
    night = declared().add("25:10", "phase", phase="resolved")
    text = page(night, "25:20")
    assert "resolved at 2026-03-11 01:10 UTC" in text
    assert "| 2026-03-11 01:10:00 | ana" in text


def test_a_report_of_an_open_incident_says_what_is_missing() -> None:
    text = rendered(declared().report("02:30"))
    assert "It is not over (phase: investigating)" in text
    assert "Nobody confirmed when the impact began" in section(text, "Not known")
    assert "The postmortem is due within 3 days of the resolution." in text


def test_an_offered_handoff_is_a_next_step() -> None:
    text = page(declared().add("02:20", "handoff", text="over to you"), "02:30")
    assert "A handoff waits to be accepted" in section(text, "Next steps")


def test_findings_are_told_with_what_to_do() -> None:
    report = whole_night().report("03:46")
    finding = Finding(
        code="incident/twice",
        severity=Severity.WARNING,
        place=Place("x"),
        what="two accepted the *handoff*",
        why="both think they answer for it",
        fix="tell the second",
    )
    with_finding = IncidentReport(
        incident=report.incident, times=report.times, budget=(), findings=(finding,), now=report.now
    )
    told = section(rendered(with_finding), "Findings")
    assert told == r"- warning: two accepted the \*handoff\* (incident/twice). Tell the second."


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "| a | b |",
        "[click](https://evil.example)",
        "# heading\n- x",
        "`code",
        "\x1b[31m\u202e",
    ],
)
def test_no_word_of_others_becomes_markdown(text: str) -> None:
    night = Night().add("02:14", "alerted", text, text=text)
    night.add("02:16", "declared", text, title=text, severity="SEV1", services=[text])
    night.add("02:20", "assigned", text, role="scribe", person=text)
    night.add("02:30", "phase", text, phase="mitigated", text=text)
    made = page(night, "02:40")
    assert not re.search(r"(?<!\\)[<`\[](?:script|code|click)|[\x1b\u202e]", made)
    rows = [line for line in section(made, "Timeline").splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}
    assert "\n# heading" not in made


def test_a_teams_own_report_holds_what_it_asks_for() -> None:
    template = ReportTemplate(name="report", markdown="# {title}\n\n{times_table}\n\nOurs.\n")
    text = rendered(whole_night().report("03:46"), template)
    assert text.startswith("# “Checkout fails for customers who pay by card”\n\n| what |")
    assert text.endswith("\n\nOurs.\n")


def test_a_reference_to_nothing_is_told() -> None:
    template = ReportTemplate(name="report", markdown="{tims_table}")
    (finding,) = report_md.filled(whole_night().report("03:46"), template).findings
    assert finding.fix == "write {times_table}"


def test_an_incident_whose_declaration_is_not_here_is_reported_too() -> None:
    night = Night().add("02:14", "alerted", "alertmanager", text="checkout burns")
    text = page(night, "02:20")
    assert "An incident without a title" not in text.splitlines()[0]
    assert "An incident without a title began on 2026-03-10" in section(text, "What happened")
    assert "| declared | no data: its declaration is not here |" in text
