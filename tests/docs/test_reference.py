"""The reference names every setting, every variable, every error and every status."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from midwatch.bootstrap.settings.toml_file import KEYS, parse
from midwatch.domain import errors
from tests.architecture.sources import ROOT, modules, text_of

SETTINGS = ROOT / "docs" / "reference" / "settings.md"
STATUSES = ROOT / "docs" / "reference" / "exit-codes.md"


def code_blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text_of(SETTINGS), re.DOTALL)


@pytest.mark.parametrize("table", KEYS)
def test_every_key_of_the_settings_is_documented(table: str) -> None:
    page = text_of(SETTINGS)
    missing = [
        key
        for key in KEYS[table]
        if f"`{key}`" not in page and f"[{key}" not in page and f"`{key} = " not in page
    ]
    assert missing == []


def test_the_settings_that_the_reference_shows_can_be_read() -> None:
    (block,) = code_blocks("toml")
    assert set(parse(block).sources) == {"main", "history"}
    assert tomllib.loads(block)["services"]["*"] == "main"


def test_every_variable_that_the_code_reads_is_documented() -> None:
    named = {name for module in modules() for name in re.findall(r"MIDWATCH_[A-Z]+", module.text)}
    assert named - set(re.findall(r"`(MIDWATCH_[A-Z]+)`", text_of(SETTINGS))) == set()


def every_error(
    kind: type[errors.MidwatchError] = errors.MidwatchError,
) -> Iterator[type[errors.MidwatchError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from every_error(below)


def test_every_error_and_status_is_documented() -> None:
    page = text_of(STATUSES)
    ours = [kind for kind in every_error() if kind.__module__.startswith("midwatch.")]
    assert [kind.__name__ for kind in ours if f"{kind.__name__}`" not in page] == []
    statuses = {kind.exit_code for kind in every_error()} | {0, 130, 141}
    assert [status for status in statuses if f"| {status} |" not in page] == []
