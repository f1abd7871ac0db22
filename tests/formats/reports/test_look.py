"""A report shows what its reader's terminal can show."""

import pytest

from midwatch.formats.reports.look import PLAIN, Ink, Look


def test_colour_shows_only_where_there_is_colour() -> None:
    assert Look(colour=True).ink("freeze", Ink.STRONG, Ink.BAD) == "\x1b[1;31mfreeze\x1b[0m"
    assert PLAIN.ink("freeze", Ink.BAD) == "freeze"
    assert Look(colour=True).ink("plain") == "plain"


FOLDED = {
    "a line that fits": ("one two", "one two"),
    "a line that does not": ("  why: one two three", "  why: one\n    two\n    three"),
    "a word that fits nowhere": ("why: incomprehensible", "why:\n    incomprehensible"),
    "colours that take no room": ("\x1b[31mone\x1b[0m two x", "\x1b[31mone\x1b[0m two x"),
}


@pytest.mark.parametrize("case", FOLDED)
def test_a_terminal_gets_lines_that_end_between_words(case: str) -> None:
    line, folded = FOLDED[case]
    assert Look(width=10, folds=True).fold(line, 4) == folded
    assert PLAIN.fold(line * 20, 4) == line * 20


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
