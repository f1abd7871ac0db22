"""Modules, functions, folders and interfaces stay small enough to be read at once."""

import ast
from collections import Counter
from statistics import median, quantiles

import pytest

from tests.architecture.sources import ROOT, Module, modules

MODULE_LINES = 400
FUNCTION_LINES = 40
FOLDER_MODULES = 12
PROTOCOL_METHODS = 3

Function = ast.FunctionDef | ast.AsyncFunctionDef


def spread(title: str, lengths: list[int]) -> str:
    p90 = quantiles(lengths, n=10)[-1] if len(lengths) > 1 else max(lengths, default=0)
    return f"{title}: {len(lengths)}, median {median(lengths):.0f}, p90 {p90:.0f} lines"


def module_lines(module: Module) -> int:
    return len(module.text.splitlines())


def functions() -> list[tuple[str, int]]:
    """Every function as `file:line name`, with its lines, docstring aside."""
    return [
        (f"{module.place}:{node.lineno} {node.name}", function_lines(node))
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, Function)
    ]


def function_lines(node: Function) -> int:
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def test_modules_are_short(capsys: pytest.CaptureFixture[str]) -> None:
    lengths = {module.place: module_lines(module) for module in modules()}
    with capsys.disabled():
        print("\n" + spread("modules", list(lengths.values())))  # noqa: T201 - a figure to watch
    assert {place: n for place, n in lengths.items() if n > MODULE_LINES} == {}


def test_functions_are_short(capsys: pytest.CaptureFixture[str]) -> None:
    lengths = functions()
    with capsys.disabled():
        print("\n" + spread("functions", [n for _, n in lengths]))  # noqa: T201 - a figure to watch
    assert [place for place, n in lengths if n > FUNCTION_LINES] == []


def test_folders_hold_few_modules() -> None:
    held = Counter(module.path.parent for module in modules() if module.path.stem != "__init__")
    crowded = {str(folder.relative_to(ROOT)): n for folder, n in held.items() if n > FOLDER_MODULES}
    assert crowded == {}


def test_protocols_have_few_methods() -> None:
    crowded = [
        f"{module.place}:{node.lineno} {node.name}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "Protocol" for base in node.bases)
        and sum(isinstance(part, Function) for part in node.body) > PROTOCOL_METHODS
    ]
    assert crowded == []
