"""Files are opened in one room, and blind catches stand at the doors only."""

import ast
from collections import Counter
from collections.abc import Iterator

from tests.architecture.sources import PACKAGE, Module, modules

FILE_CALLS = frozenset(
    {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "touch", "unlink"}
)
BLIND = frozenset({"Exception", "BaseException"})


def our_names(module: Module) -> frozenset[str]:
    """Names that the module imported from the package itself: calling the store is how files are read."""
    return frozenset(
        alias.asname or alias.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("midwatch")
        for alias in node.names
    )


def file_calls(module: Module) -> Iterator[str]:
    ours = our_names(module)
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(func=ast.Name(id="open")):
                yield f"{module.place}:{node.lineno} open"
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner))) if owner in ours:
                pass
            case ast.Call(func=ast.Attribute(attr=attribute)) if attribute in FILE_CALLS:
                yield f"{module.place}:{node.lineno} .{attribute}"
            case _:
                pass


def test_only_the_store_opens_files() -> None:
    found = [call for module in modules() if module.room != "store" for call in file_calls(module)]
    assert found == []


def blind_catches(module: Module) -> int:
    handlers = [node for node in ast.walk(module.tree) if isinstance(node, ast.ExceptHandler)]
    return sum(
        handler.type is None
        or any(isinstance(n, ast.Name) and n.id in BLIND for n in ast.walk(handler.type))
        for handler in handlers
    )


def test_an_entry_point_catches_everything_at_most_once_and_nothing_else_does() -> None:
    found: Counter[str] = Counter()
    for module in modules():
        found["/".join(module.path.relative_to(PACKAGE).parts[:2])] += blind_catches(module)
    doors = {place for place in found if place.startswith("entrypoints/")}
    assert {place: n for place, n in found.items() if n > (place in doors)} == {}
