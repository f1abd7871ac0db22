"""The pages about files people write name every key, and their examples are right."""

import re
from pathlib import Path

import pytest

from midwatch.domain.slo.definition.convention import Convention, Role
from midwatch.formats import convention_file
from midwatch.formats.service_file import indicators, objectives, parse, policies
from midwatch.store import catalogue

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
SERVICE_FILE = (REFERENCE / "service-file.md").read_text(encoding="utf-8")
CONVENTIONS = (REFERENCE / "conventions.md").read_text(encoding="utf-8")


def convention_of(name: str, text: str) -> Convention:
    found = convention_file.parse(text, f"conventions/{name}.yaml").convention
    assert found is not None
    return found


def blocks(page: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)


def test_every_key_of_a_service_file_is_on_its_page() -> None:
    keys = {*parse.KEYS, *objectives.KEYS, *indicators.KEYS, *policies.KEYS, "monthly_downtime"}
    assert sorted(key for key in keys if f"`{key}`" not in SERVICE_FILE) == []


TABLES = {
    "Keys of a file": {*parse.KEYS},
    "Where events come from": {*indicators.KEYS, "bound"},
    "Alerting": {*policies.KEYS},
    "Budget policy": {*policies.KEYS},
}


@pytest.mark.parametrize("heading", TABLES)
def test_every_key_on_the_page_of_service_files_is_accepted(heading: str) -> None:
    section = SERVICE_FILE.split(heading, 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| (`[^|]*) \|", section, re.MULTILINE)
    documented = {key for row in rows for key in re.findall(r"`(\w+)`", row)}
    assert documented
    assert documented - TABLES[heading] == set()


def test_every_objective_that_has_a_name_is_on_its_page() -> None:
    names = {re.sub(r"p\d+$", "pN", name) for name in objectives.SHORT}
    assert sorted(name for name in names if f"`{name}`" not in SERVICE_FILE) == []


@pytest.mark.parametrize("text", blocks(SERVICE_FILE))
def test_every_example_of_a_service_file_is_right(text: str) -> None:
    name = text.split("\n", 1)[0].removeprefix("service: ")
    assert parse.parse(text, f"slos/{name}.yaml").findings == ()


def test_every_shipped_convention_and_every_role_is_on_its_page() -> None:
    names = [*catalogue.load("conventions"), *(role.value for role in Role)]
    assert [name for name in names if f"`{name}`" not in CONVENTIONS] == []


@pytest.mark.parametrize("text", blocks(CONVENTIONS))
def test_every_example_of_a_convention_is_right(text: str) -> None:
    name = text.split("\n", 1)[0].removeprefix("name: ")
    assert convention_file.parse(text, f"conventions/{name}.yaml").findings == ()


def test_every_metric_of_a_shipped_convention_is_on_its_page_and_no_other() -> None:
    found = {
        (name, role.value, metric.metric, metric.service_label)
        for name, text in catalogue.load("conventions").items()
        for role, metric in convention_of(name, text).roles.items()
    }
    row = r"^\| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \|$"
    assert set(re.findall(row, CONVENTIONS, re.MULTILINE)) == found
