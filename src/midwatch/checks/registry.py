"""How a check is registered, in every family alike; the list of each family stands in its `run`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from types import ModuleType
from typing import Generic, ParamSpec

from midwatch.domain.findings import Finding

Given = ParamSpec("Given")
"""What a family hands to its checks: a subject, and perhaps live facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Generic[Given]):
    """A check by its code. `summary`: the first line of its documentation, which says what it finds.

    `needs`: live facts without which it is not run; none in a family that asks no source.
    """

    code: str
    run: Callable[Given, Iterable[Finding]]
    module: str
    summary: str
    needs: frozenset[Enum] = frozenset()


def check_of(module: ModuleType) -> Check[...]:
    """The check that a module holds: its `CODE`, its `check`, and its `NEEDS` where it has any."""
    return Check(
        code=module.CODE,
        run=module.check,
        module=module.__name__,
        summary=(module.__doc__ or module.CODE).splitlines()[0],
        needs=getattr(module, "NEEDS", frozenset()),
    )
