"""Every service file, convention and rule file on a page can be read."""

from pathlib import Path

import pytest
import yaml

from midwatch.formats import convention_file
from midwatch.formats.service_file import parse
from tests.docs import pages

BLOCKS = [(page, text) for page in pages.PAGES for text in pages.blocks(page, "yaml")]
GUIDES = [
    (page, text)
    for page, text in BLOCKS
    if {"how-to", "tutorial"} & set(page.parts) and text.startswith(("service:", "name:"))
]


def first_value(text: str) -> str:
    return text.split("\n", 1)[0].partition(": ")[2]


@pytest.mark.parametrize(("page", "text"), GUIDES, ids=lambda value: str(value)[-40:])
def test_the_files_that_a_guide_shows_are_right(page: Path, text: str) -> None:
    name = first_value(text)
    if text.startswith("service:"):
        assert parse.parse(text, f"slos/{name}.yaml").findings == (), pages.name_of(page)
    elif "roles:" in text:
        found = convention_file.parse(text, f"conventions/{name}.yaml").findings
        assert found == (), pages.name_of(page)
    else:
        assert "jobs" in yaml.safe_load(text), pages.name_of(page)


def test_guides_show_files() -> None:
    assert GUIDES
