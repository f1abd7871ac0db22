"""A check is one file, one test, one page and one code, all of one name, in every family."""

import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

from midwatch.checks.slo.run import SLO_CODES
from tests.architecture.families import (
    PAGES,
    AnyCheck,
    Family,
    every_check,
    families,
    family_of,
    name_of,
)
from tests.architecture.sources import PACKAGE, ROOT

SHARED = {"__init__", "run", "subject"}
SHARED_BY_SOME: Mapping[str, set[str]] = {"slo": {"facts", "failures", "questions", "wording"}}
"""What the checks of a family share, beside them or beside their groups."""

each_family = pytest.mark.parametrize("family", families(), ids=lambda family: family.name)
each_check = pytest.mark.parametrize("check", every_check(), ids=lambda check: check.code)


def names_in(folder: Path, pattern: str) -> set[str]:
    return {path.stem.removeprefix("test_").replace("-", "_") for path in folder.glob(pattern)}


def test_families_are_found() -> None:
    assert {"comms", "incident", "slo"} <= {family.name for family in families()}


@each_family
def test_every_file_beside_what_is_shared_is_a_check_that_runs(family: Family) -> None:
    beside = {path.stem for path in family.folder.glob("*.py")}
    in_groups = {path.stem for path in family.folder.glob("*/*.py")} - {"__init__"}
    shared = SHARED | SHARED_BY_SOME.get(family.name, set())
    assert shared <= beside
    assert (beside - shared) | in_groups == family.names


@each_family
def test_every_check_has_its_test(family: Family) -> None:
    assert names_in(ROOT / "tests" / "checks" / family.name, "test_*.py") == family.names


@each_family
def test_every_check_has_its_page_and_stands_in_the_list(family: Family) -> None:
    assert names_in(PAGES / family.name, "*.md") == family.names
    listed = (PAGES / "index.md").read_text(encoding="utf-8")
    lines = [f"| [{one.code}]({one.code}.md) | {one.summary} |" for one in family.checks]
    assert [line for line in lines if line not in listed] == []


@each_check
def test_a_check_bears_the_name_of_its_file_and_says_what_it_finds(check: AnyCheck) -> None:
    assert check.module.startswith(f"midwatch.checks.{family_of(check)}.")
    assert check.module.rsplit(".", 1)[1] == name_of(check)
    assert check.summary.endswith(".")


@each_family
def test_no_code_stands_twice(family: Family) -> None:
    assert len(family.codes) == len(family.checks)
    assert {code.partition("/")[0] for code in family.codes} == {family.name}


@pytest.mark.parametrize("code", sorted(SLO_CODES))
def test_a_check_of_service_files_says_which_live_facts_it_needs(code: str) -> None:
    (check,) = (one for one in every_check() if one.code == code)
    assert check.needs == import_module(check.module).NEEDS


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
    assert {f"slo/{name}" for name in told} - SLO_CODES == set()
