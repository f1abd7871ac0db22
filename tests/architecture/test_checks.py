"""A check is one file, one test, one page and one code, all of one name."""

import re

import pytest

from midwatch.checks.registry import SLO_CHECKS, SLO_CODES, Check
from tests.architecture.sources import PACKAGE, ROOT

FAMILY = PACKAGE / "checks" / "slo"
AROUND = {"__init__", "subject", "facts", "failures", "questions", "wording"}
"""What checks share, beside their folders."""


def names_in(folder: str, pattern: str, prefix: str = "") -> set[str]:
    return {
        path.stem.removeprefix(prefix).replace("_", "-") for path in (ROOT / folder).glob(pattern)
    }


def codes() -> set[str]:
    return {code.removeprefix("slo/") for code in SLO_CODES}


def test_every_file_of_a_group_is_a_check_that_runs() -> None:
    files = {path.stem.replace("_", "-") for path in FAMILY.glob("*/*.py")} - {"--init--"}
    assert files == codes()
    assert {path.stem for path in FAMILY.glob("*.py")} == AROUND


def test_every_check_has_its_test() -> None:
    assert names_in("tests/checks/slo", "test_*.py", "test_") == codes()


def test_every_check_has_its_page_and_stands_in_the_list() -> None:
    assert names_in("docs/reference/checks/slo", "*.md") == codes()
    listed = (ROOT / "docs/reference/checks/index.md").read_text(encoding="utf-8")
    assert [one.code for one in SLO_CHECKS if f"[{one.code}]({one.code}.md)" not in listed] == []


@pytest.mark.parametrize("check", SLO_CHECKS, ids=lambda check: check.code)
def test_a_check_bears_the_name_of_its_file_and_says_what_it_finds(check: Check) -> None:
    assert check.module.rsplit(".", 1)[1] == check.code.removeprefix("slo/").replace("-", "_")
    assert check.summary.endswith(".")


def test_no_code_stands_twice() -> None:
    assert len(SLO_CODES) == len(SLO_CHECKS)


def test_reading_and_binding_tell_nothing_that_has_no_check() -> None:
    sources = [
        *(PACKAGE / "formats" / "service_file").glob("*.py"),
        PACKAGE / "formats" / "convention_file.py",
        PACKAGE / "formats" / "incident_type_file.py",
        *(PACKAGE / "workflows" / "slo").glob("*.py"),
    ]

    told = {
        name
        for path in sources
        for name in re.findall(
            r'(?:Problem\(\s*|code=)"(?:slo/)?([a-z]+(?:-[a-z]+)+)"',
            path.read_text(encoding="utf-8"),
        )
    }
    assert told
    assert told - codes() == set()
