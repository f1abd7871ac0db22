"""The pages on messages and their checks show what is really there."""

import re
from importlib import import_module

import pytest

from midwatch.checks.comms.run import COMMS_CHECKS
from midwatch.checks.comms.subject import CommsCheck
from midwatch.formats.message_template import EMAIL_KEYS, MESSAGE_KEYS, REPORT_KEYS, SLACK_KEYS
from midwatch.formats.messages import plain, slack
from midwatch.formats.messages.facts import NAMES
from midwatch.formats.reports.findings.text import quote_all
from midwatch.formats.reports.incident.report_md import BLOCKS
from tests.architecture.sources import ROOT
from tests.support.comms_gate import Message, found
from tests.support.messages import MESSAGES

CHECKS = ROOT / "docs" / "reference" / "checks"
PAGE = (ROOT / "docs" / "reference" / "messages.md").read_text(encoding="utf-8")


def table(heading: str) -> dict[str, str]:
    """What the first column of a section's table names, and what stands beside it."""
    section = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return dict(re.findall(r"^\| `([^`]+)` \| (.*) \|$", section, re.MULTILINE))


def test_every_reference_is_told_with_its_meaning() -> None:
    assert table("References") == dict(NAMES)


def test_every_reference_of_the_report_is_told() -> None:
    assert table("References of the report") == dict(BLOCKS)


def test_every_key_of_a_template_is_told() -> None:
    keys = {
        *(key for key in MESSAGE_KEYS if key not in {"slack", "email"}),
        *(f"slack.{key}" for key in SLACK_KEYS),
        *(f"email.{key}" for key in EMAIL_KEYS),
        *REPORT_KEYS,
    }
    assert set(table("Keys")) == keys
    assert [name for name in MESSAGES if f"`templates/{name}.yaml`" not in PAGE] == []


def test_limits_are_those_of_the_code() -> None:
    limits = (
        *(slack.MAX_BLOCKS, slack.MAX_HEADER, slack.MAX_SECTION, slack.MAX_FIELDS, slack.MAX_FIELD),
        *(plain.MAX_SUBJECT, plain.MAX_EMAIL, plain.MAX_STATUS_PAGE, plain.MAX_SUMMARY),
    )
    section = PAGE.split("\n## Limits\n", 1)[1].split("\n## ", 1)[0]
    assert [limit for limit in limits if not re.search(rf"\b{limit:,}\b", section)] == []


@pytest.mark.parametrize("check", COMMS_CHECKS, ids=lambda check: check.code)
def test_a_check_is_a_file_a_test_and_a_page_that_shows_what_the_gate_says(
    check: CommsCheck,
) -> None:
    name = check.code.removeprefix("comms/").replace("-", "_")
    assert check.module == f"midwatch.checks.comms.{name}"
    example: Message = import_module(f"tests.checks.comms.test_{name}").EXAMPLE
    page = (CHECKS / f"{check.code}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {check.code}\n\n{check.summary}\n")
    assert f"```text\n{example.text.rstrip()}\n```" in page
    assert f"```text\n{quote_all(found(example), {example.name: example.text})}\n```" in page
    listed = (CHECKS / "index.md").read_text(encoding="utf-8")
    assert f"| [{check.code}]({check.code}.md) | {check.summary} |" in listed


def test_every_file_of_the_family_is_a_check_that_runs() -> None:
    around = {"__init__", "run", "subject"}
    files = {path.stem for path in (ROOT / "src/midwatch/checks/comms").glob("*.py")} - around
    names = {check.code.removeprefix("comms/").replace("-", "_") for check in COMMS_CHECKS}
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests/checks/comms").glob("*.py")}
    pages = {path.stem.replace("-", "_") for path in (CHECKS / "comms").glob("*.md")}
    assert files == names == tests == pages
