from hypothesis import given
from hypothesis import strategies as st

from midwatch.formats.reports import table
from midwatch.formats.reports.look import Ink, Look
from midwatch.formats.reports.table import Cell, Column

COLUMNS = [Column(title="name", shrinks=True), Column(title="burn", right=True)]


def rendered(*rows: tuple[str, str], look: Look | None = None) -> list[str]:
    cells = [[Cell(name), Cell(rate)] for name, rate in rows]
    return table.render(COLUMNS, cells, look or Look())


def test_columns_are_as_wide_as_what_is_in_them() -> None:
    assert rendered(("api", "1×"), ("payments", "14.4×")) == [
        "  name       burn",
        "  api          1×",
        "  payments  14.4×",
    ]


def test_a_narrow_terminal_cuts_only_the_column_that_may_be_cut() -> None:
    lines = rendered(("payments-availability", "1000×"), look=Look(width=24))
    assert lines[1] == "  payments-avail…  1000×"
    assert all(table.width_of(line) <= 24 for line in lines)


def test_colour_takes_no_room() -> None:
    coloured = table.render(COLUMNS, [[Cell("api", (Ink.BAD,)), Cell("1×")]], Look(colour=True))
    assert coloured[1] == "  \x1b[31mapi\x1b[0m     1×"


def test_wide_characters_take_two_columns() -> None:
    assert table.width_of("支払い") == 6
    assert rendered(("支払い", "1×"))[1] == "  支払い    1×"


def test_long_sentences_go_on_hanging_below_their_beginning() -> None:
    lines = list(table.wrapped("a page condition holds over an hour", Look(width=30), indent=2))
    assert lines == ["  a page condition holds", "    over an hour"]


@given(st.text(st.characters(categories=["L", "N"]), max_size=40), st.integers(1, 30))
def test_a_fitted_text_is_never_wider_than_its_room(text: str, width: int) -> None:
    assert table.width_of(table.fitted(text, width)) <= width
