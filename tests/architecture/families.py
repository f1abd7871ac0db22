"""Families of checks, as the folders below `checks/` tell them."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from midwatch.checks.registry import Check
from tests.architecture.sources import PACKAGE, ROOT

AnyCheck = Check[...]
PAGES = ROOT / "docs" / "reference" / "checks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One folder, and the list in its `run`: `<FAMILY>_CHECKS`, `<FAMILY>_CODES`."""

    name: str
    checks: tuple[AnyCheck, ...]
    codes: frozenset[str]

    @property
    def folder(self) -> Path:
        """Where its checks stand."""
        return PACKAGE / "checks" / self.name

    @property
    def names(self) -> set[str]:
        """Its checks, without the family, as their files are called."""
        return {name_of(check) for check in self.checks}


@cache
def families() -> tuple[Family, ...]:
    """Every family, in the order of its name."""
    folders = (path.parent for path in (PACKAGE / "checks").glob("*/__init__.py"))
    return tuple(_family(folder.name) for folder in sorted(folders))


def every_check() -> tuple[AnyCheck, ...]:
    """The checks of all families."""
    return tuple(check for family in families() for check in family.checks)


def family_of(check: AnyCheck) -> str:
    """The family that a code names."""
    return check.code.partition("/")[0]


def name_of(check: AnyCheck) -> str:
    """What a code names within its family, as its file is called."""
    return check.code.partition("/")[2].replace("-", "_")


def page_of(check: AnyCheck) -> str:
    """The text of its page."""
    return (PAGES / f"{check.code}.md").read_text(encoding="utf-8")


def example_of(check: AnyCheck) -> Any:  # noqa: ANN401 - each family has examples of its own kind
    """What its test shows it by."""
    return import_module(f"tests.checks.{family_of(check)}.test_{name_of(check)}").EXAMPLE


def _family(name: str) -> Family:
    run = import_module(f"midwatch.checks.{name}.run")
    checks, codes = (getattr(run, f"{name.upper()}_{what}") for what in ("CHECKS", "CODES"))
    return Family(name=name, checks=checks, codes=codes)
