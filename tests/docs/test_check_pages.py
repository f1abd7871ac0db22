"""The page of a check shows what the gate really says."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from midwatch.checks.registry import SLO_CHECKS, UNSILENCEABLE, Check
from midwatch.formats.reports.findings.text import quote_all
from tests.support.gate import Example, run

PAGES = Path(__file__).parents[2] / "docs" / "reference" / "checks"
SECTIONS = ["Why it matters", "Example", "What to do", "To silence it"]


def page_of(check: Check) -> str:
    return (PAGES / f"{check.code}.md").read_text(encoding="utf-8")


def example_of(check: Check) -> Example:
    name = check.code.removeprefix("slo/").replace("-", "_")
    example: Example = import_module(f"tests.checks.slo.test_{name}").EXAMPLE
    return example


each_check = pytest.mark.parametrize("check", SLO_CHECKS, ids=lambda check: check.code)


@each_check
def test_a_page_says_what_the_check_finds_why_it_matters_and_what_to_do(check: Check) -> None:
    page = page_of(check)
    assert page.startswith(f"# {check.code}\n\n{check.summary}\n")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == SECTIONS
    assert ("Needs a source." in page) == bool(check.needs)


@each_check
def test_the_example_of_a_page_gives_the_output_of_the_page(check: Check, tmp_path: Path) -> None:
    page, example = page_of(check), example_of(check)
    result = run(example, tmp_path)
    findings = [finding for finding in result.findings if finding.code == check.code]
    assert f"```text\n{quote_all(findings, result.texts)}\n```" in page
    assert f"Severity: {findings[0].severity.value}." in page
    texts = [text for text in example.files.values() if isinstance(text, str)]
    assert [text for text in texts if f"```yaml\n{text.rstrip()}\n```" not in page] == []


@each_check
def test_a_page_says_how_to_silence_what_can_be_silenced(check: Check) -> None:
    page = page_of(check)
    assert (f"# midwatch: ignore {check.code} (" in page) == (check.code not in UNSILENCEABLE)
