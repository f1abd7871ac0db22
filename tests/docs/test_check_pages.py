"""The page of a check shows what its family really says of the example."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from midwatch.checks.slo.run import SLO_CODES, UNSILENCEABLE
from midwatch.domain.findings import Finding
from midwatch.formats.reports.findings.text import quote_all
from tests.architecture.families import (
    AnyCheck,
    every_check,
    example_of,
    families,
    family_of,
    page_of,
)
from tests.support import comms_gate, gate, incident_gate

SECTIONS = ["Why it matters", "Example", "What to do", "To silence it"]
NEVER = "Nothing silences this"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an example raises, the texts that findings quote (path → text), and the blocks that a page shows of it."""

    findings: Sequence[Finding]
    texts: Mapping[str, str]
    blocks: Sequence[str]


def of_service_files(code: str, example: gate.Example, root: Path) -> Shown:
    """A file may raise others beside: a page shows those of its own code."""
    result = gate.run(example, root)
    files = [text for text in example.files.values() if isinstance(text, str)]
    return Shown(
        findings=[finding for finding in result.findings if finding.code == code],
        texts=result.texts,
        blocks=[f"```yaml\n{text.rstrip()}\n```" for text in files],
    )


def of_incidents(_code: str, example: incident_gate.Told, _root: Path) -> Shown:
    night = "\n".join(incident_gate.lines(example))
    return Shown(findings=incident_gate.found(example), texts={}, blocks=[f"```text\n{night}\n```"])


def of_messages(_code: str, example: comms_gate.Message, _root: Path) -> Shown:
    return Shown(
        findings=comms_gate.found(example),
        texts={example.name: example.text},
        blocks=[f"```text\n{example.text.rstrip()}\n```"],
    )


Show = Callable[[str, Any, Path], Shown]
SHOWN: Mapping[str, Show] = {
    "comms": of_messages,
    "incident": of_incidents,
    "slo": of_service_files,
}

each_check = pytest.mark.parametrize("check", every_check(), ids=lambda check: check.code)


def test_every_family_has_a_way_to_show_its_examples() -> None:
    assert set(SHOWN) == {family.name for family in families()}


@each_check
def test_a_page_says_what_the_check_finds_why_it_matters_and_what_to_do(check: AnyCheck) -> None:
    page = page_of(check)
    assert page.startswith(f"# {check.code}\n\n{check.summary}\n")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == SECTIONS
    assert ("Needs a source." in page) == bool(check.needs)


@each_check
def test_the_example_of_a_page_gives_the_output_of_the_page(
    check: AnyCheck, tmp_path: Path
) -> None:
    page = page_of(check)
    shown = SHOWN[family_of(check)](check.code, example_of(check), tmp_path)
    assert {finding.code for finding in shown.findings} == {check.code}
    assert f"```text\n{quote_all(shown.findings, shown.texts)}\n```" in page
    assert f"Severity: {shown.findings[0].severity.value}." in page
    assert [block for block in shown.blocks if block not in page] == []


@each_check
def test_a_page_says_how_to_silence_what_can_be_silenced(check: AnyCheck) -> None:
    page, silenceable = page_of(check), check.code in SLO_CODES - UNSILENCEABLE
    assert (f"# midwatch: ignore {check.code} (" in page) == silenceable
    assert (NEVER in page) == (family_of(check) != "slo")
