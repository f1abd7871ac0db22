"""Text from outside shows as what it is, and without the passwords in it."""

from collections.abc import Callable

import pytest

from midwatch.domain.untrusted import (
    Untrusted,
    for_annotation,
    for_data,
    for_html,
    for_markdown,
    for_terminal,
    holds_credentials,
)

ESCAPERS = (for_terminal, for_markdown, for_html, for_annotation, for_data)


@pytest.mark.parametrize("escaper", ESCAPERS, ids=lambda escaper: str(escaper.__name__))
def test_no_escaper_repeats_the_password_of_an_address(escaper: Callable[..., str]) -> None:
    for text in ("go to https://user:secret@host/", "https://secret@host", "db://a:se@secret@h/x"):
        assert "secret" not in escaper(Untrusted(text))
        assert "secret" not in escaper(text, len("https://user:secr"))


ADDRESSES = {
    "https://user:secret@host/path": True,
    "https://token@host": True,
    "https://host/team@example.org": False,
    "https://host/?to=a@b": False,
    "oncall@example.org": False,
    'up{instance="http://web"} @ 1': False,
}


@pytest.mark.parametrize("text", ADDRESSES)
def test_credentials_are_what_stands_before_the_host(text: str) -> None:
    assert holds_credentials(text) is ADDRESSES[text]


def test_a_text_is_as_long_as_its_escapes_at_most() -> None:
    assert len(for_terminal("\u202e" * 300, 300)) == 300
