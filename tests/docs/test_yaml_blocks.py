"""Every service file, convention, checklist and rule file on a page can be read."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from midwatch.formats import convention_file, incident_type_file
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
    elif "checks:" in text:
        read = incident_type_file.parse(text, f"checklists/{name}.yaml").findings
        assert read == (), pages.name_of(page)
    else:
        assert "jobs" in yaml.safe_load(text), pages.name_of(page)


def test_guides_show_files() -> None:
    assert GUIDES


@pytest.mark.parametrize(
    ("page", "text"),
    [(page, text) for page, text in GUIDES if text.startswith("service:")],
    ids=lambda value: str(value)[-40:],
)
def test_the_rules_of_a_service_that_a_guide_shows_pass_their_own_tests(
    page: Path, text: str, tmp_path: Path, promtool: Path
) -> None:
    name = first_value(text)
    (tmp_path / "slos").mkdir()
    (tmp_path / "slos" / f"{name}.yaml").write_text(text)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    command = [sys.executable, "-m", "midwatch", "slo", "compile"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    done = subprocess.run(
        [promtool, "test", "rules", *(tmp_path / "alerts").glob(f"{name}-slo_*test.yaml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (pages.name_of(page), done.stdout + done.stderr)
