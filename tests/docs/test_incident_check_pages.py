"""The page of a check of incidents shows what it says of its example."""

import re
from importlib import import_module

import pytest

from midwatch.checks.incident.run import INCIDENT_CHECKS
from midwatch.checks.incident.subject import IncidentCheck
from midwatch.domain.incidents.unread import Unread, UnreadKind
from midwatch.formats.reports.findings.text import quote_all
from tests.architecture.sources import ROOT
from tests.support.incident_gate import Beside, found, lines, night

SECTIONS = ["Why it matters", "Example", "What to do", "To silence it"]
CHECKS = ROOT / "docs" / "reference" / "checks"


@pytest.mark.parametrize("check", INCIDENT_CHECKS, ids=lambda check: check.code)
def test_a_check_is_a_file_a_test_and_a_page_that_shows_what_it_says(check: IncidentCheck) -> None:
    name = check.code.removeprefix("incident/").replace("-", "_")
    assert check.module == f"midwatch.checks.incident.{name}"
    example = import_module(f"tests.checks.incident.test_{name}").EXAMPLE
    page = (CHECKS / f"{check.code}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {check.code}\n\n{check.summary}\n")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == SECTIONS
    told = "\n".join(lines(example))
    assert f"```text\n{told}\n```" in page
    findings = found(example)
    assert {finding.code for finding in findings} == {check.code}
    assert f"Severity: {findings[0].severity.value}." in page
    assert f"```text\n{quote_all(findings, {})}\n```" in page
    listed = (CHECKS / "index.md").read_text(encoding="utf-8")
    assert f"| [{check.code}]({check.code}.md) | {check.summary} |" in listed


def test_every_file_of_the_family_is_a_check_that_runs() -> None:
    around = {"__init__", "run", "subject"}
    files = {path.stem for path in (ROOT / "src/midwatch/checks/incident").glob("*.py")} - around
    names = {check.code.removeprefix("incident/").replace("-", "_") for check in INCIDENT_CHECKS}
    tests = {
        path.stem.removeprefix("test_") for path in (ROOT / "tests/checks/incident").glob("*.py")
    }
    pages = {path.stem.replace("-", "_") for path in (CHECKS / "incident").glob("*.md")}
    assert files == names == tests == pages


def test_findings_are_told_by_place_whatever_check_finds_them() -> None:
    told = night().add("02:12", "phase", phase="resolved").add("02:50", "phase", phase="resolved")
    findings = found(Beside(told, (Unread(UnreadKind.FOREIGN, "a.txt", "no event"),)))
    assert [finding.code for finding in findings] == [
        "incident/foreign-file",
        "incident/ends-before-it-starts",
        "incident/phase-out-of-order",
    ]
