"""The page on messages shows what is really there."""

import re

from midwatch.formats.message_template import EMAIL_KEYS, MESSAGE_KEYS, REPORT_KEYS, SLACK_KEYS
from midwatch.formats.messages import plain, slack
from midwatch.formats.messages.facts import NAMES
from midwatch.formats.reports.incident.report_md import BLOCKS
from tests.architecture.sources import ROOT
from tests.support.messages import MESSAGES

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
