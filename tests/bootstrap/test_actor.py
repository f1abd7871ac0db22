"""Who acts is named by the flag, else by the environment, else by git."""

import pytest

from midwatch.bootstrap.actor import actor
from midwatch.domain.errors import InputError

NAMED = {
    "the flag wins": ("flag@x", {"MIDWATCH_ACTOR": "env@x"}, "git@x", "flag@x"),
    "else the environment": (None, {"MIDWATCH_ACTOR": "env@x"}, "git@x", "env@x"),
    "else git": (None, {}, "git@x", "git@x"),
    "spaces around are no part of it": (" flag@x ", {}, None, "flag@x"),
}


@pytest.mark.parametrize("case", NAMED)
def test_the_actor_is(case: str) -> None:
    flag, environ, git, expected = NAMED[case]
    assert actor(flag, environ, lambda: git) == expected


NOBODY = {
    "nobody at all": (None, "nobody is named"),
    "spaces": ("  ", "nobody is named"),
    "a terminal escape": ("\x1b[31mroot", "cannot be the name"),
    "two lines": ("a\nb", "cannot be the name"),
    "a page of text": ("x" * 255, "cannot be the name"),
}


@pytest.mark.parametrize("case", NOBODY)
def test_without_a_printable_name_nothing_is_recorded(case: str) -> None:
    flag, said = NOBODY[case]
    with pytest.raises(InputError, match=said) as refusal:
        actor(flag, {}, lambda: None)
    assert refusal.value.fix
