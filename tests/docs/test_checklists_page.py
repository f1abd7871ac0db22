"""The page about checklists names every key and every type, and its examples are right."""

import re

import pytest

from midwatch.domain.incidents.incident_type import PLACEHOLDERS, UNKNOWN
from midwatch.formats import incident_type_file
from midwatch.formats.incident_type_file import (
    CHECK_KEYS,
    HYPOTHESIS_KEYS,
    KEYS,
    MITIGATION_KEYS,
    ORDER,
)
from midwatch.store import catalogue
from tests.architecture.sources import ROOT
from tests.docs import pages

PAGE = ROOT / "docs" / "reference" / "checklists.md"
TEXT = PAGE.read_text(encoding="utf-8")


def section(heading: str) -> str:
    return TEXT.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("Keys of a file", KEYS),
        ("Checks", CHECK_KEYS),
        ("Hypotheses", HYPOTHESIS_KEYS),
        ("Mitigations", MITIGATION_KEYS),
    ],
)
def test_the_tables_name_every_key_and_no_other(heading: str, keys: dict[str, str]) -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", section(heading), re.MULTILINE)) == set(keys)


def test_every_type_that_ships_is_on_the_page_with_its_title_in_order() -> None:
    types, _ = incident_type_file.incident_types(catalogue.load("checklists"))
    rows = re.findall(r"^\| `([\w-]+)` \| ([^|]+) \|", section("Types that ship"), re.MULTILINE)
    assert rows == [(one.name, one.title) for one in types]
    assert tuple(name for name, _ in rows) == ORDER
    assert ORDER[-1] == UNKNOWN


def test_every_placeholder_is_on_the_page() -> None:
    assert [name for name in PLACEHOLDERS if f"`{{{name}}}`" not in section("Commands")] == []


@pytest.mark.parametrize("text", pages.blocks(PAGE, "yaml"))
def test_every_example_of_a_checklist_is_right(text: str) -> None:
    name = text.split("\n", 1)[0].removeprefix("name: ")
    read = incident_type_file.parse(text, f"checklists/{name}.yaml")
    assert read.findings == ()
    assert read.incident_type is not None
