"""Why and fix on a narrow terminal: lines that fit, below each other; elsewhere one line, as grep wants it."""

import pytest

from midwatch.formats.reports.look import PLAIN, Ink, Look
from midwatch.formats.reports.table import told, width_of

TEXT = (
    "a budget of 5% burns slowly even then; 10 min is what a total violation may take, and no more"
)


def test_a_narrow_terminal_shows_whole_words() -> None:
    lines = list(told("  why: ", TEXT, Look(width=40)))
    assert all(width_of(line) <= 40 for line in lines)
    assert lines[0].startswith("  why: a budget")
    assert all(line.startswith(" " * 7) for line in lines[1:])
    assert " ".join(line.strip() for line in lines) == f"why: {TEXT}"


@pytest.mark.parametrize("look", [PLAIN, Look(width=160)], ids=["a file", "a wide terminal"])
def test_a_file_and_a_wide_terminal_keep_it_in_one_line(look: Look) -> None:
    assert list(told("  why: ", TEXT, look)) == [f"  why: {TEXT}"]


def test_the_ink_of_a_label_takes_no_room() -> None:
    look = Look(width=40, colour=True)
    first, second, *_ = told(f"  {look.ink('why', Ink.FAINT)}  ", TEXT, look)
    assert first.startswith("  \x1b[2mwhy\x1b[0m  a budget")
    assert second[:8].rstrip() == " " * 7 + second[7]
