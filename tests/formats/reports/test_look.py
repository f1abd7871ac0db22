"""A report shows what its reader's terminal can show."""

import pytest

from midwatch.formats.reports.look import PLAIN, Ink, Look


def test_colour_shows_only_where_there_is_colour() -> None:
    assert Look(colour=True).ink("freeze", Ink.STRONG, Ink.BAD) == "\x1b[1;31mfreeze\x1b[0m"
    assert PLAIN.ink("freeze", Ink.BAD) == "freeze"
    assert Look(colour=True).ink("plain") == "plain"


SHOWN = {
    "our own signs have ASCII forms": ("“5 ×” ≤ 6 → …", '"5 x" <= 6 -> ...'),
    "a bar stays a bar": ("████▌░░", "#####.."),
    "foreign letters become escapes": ("café", "caf\\xe9"),
}


@pytest.mark.parametrize("case", SHOWN)
def test_a_terminal_without_unicode_gets_ascii(case: str) -> None:
    text, ascii_form = SHOWN[case]
    assert Look(unicode=False).characters(text) == ascii_form
    assert Look(unicode=True).characters(text) == text
