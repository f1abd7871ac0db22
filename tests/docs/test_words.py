"""The field's words are used, and others are not."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, modules
from tests.docs import pages

GLOSSARY = ROOT / "docs" / "glossary.md"
WORDS = [
    *("SLI", "objective", "target", "page", "ticket", "severity"),
    *("capture", "recording", "verdict", "gate", "finding"),
    "error budget",
    "budget allowed",
    "budget spent",
    "burn rate",
    "compliance period",
    "long window",
    "short window",
    "valid events",
    "good events",
    "bad events",
    "contributing factor",
    "action item",
]
BANNED = re.compile(r"error_budget_minutes|budget_remaining|^val$")


def identifiers(tree: ast.AST) -> Iterator[str]:
    """What the code itself names; attributes may be a library's."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Name(id=name) | ast.arg(arg=name):
                yield name
            case _:
                pass


def test_the_glossary_tells_every_word_of_the_field_in_one_line() -> None:
    text = GLOSSARY.read_text(encoding="utf-8")
    assert [word for word in WORDS if f"| {word} | " not in text] == []


def test_the_code_names_nothing_by_a_word_that_is_not_the_fields() -> None:
    found = {
        (module.place, name)
        for module in modules()
        for name in identifiers(module.tree)
        if BANNED.search(name)
    }
    assert found == set()


@pytest.mark.parametrize("page", pages.PAGES, ids=pages.name_of)
def test_no_page_says_threshold_where_it_means_target_or_rate(page: Path) -> None:
    assert re.findall(r"\bthreshold|error_budget_minutes", pages.prose(page), re.IGNORECASE) == []
