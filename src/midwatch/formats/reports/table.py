"""Tables of text: columns as wide as what is in them, cut only where the terminal ends."""

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from midwatch.formats.reports.look import Ink, Look

GAP = "  "


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, already escaped, and its inks."""

    text: str
    inks: tuple[Ink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A heading. `right`: numbers line up at the right. `shrinks`: this one gives way where the terminal is narrow."""

    title: str
    right: bool = False
    shrinks: bool = False


def width_of(text: str) -> int:
    """Terminal columns that a text takes: East Asian wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def wrapped(text: str, look: Look, *, indent: int = 2, inks: tuple[Ink, ...] = ()) -> Iterator[str]:
    """The text in lines that fit, indented; what goes on hangs two further in."""
    room = max(look.width - indent - 2, 20)
    for i, line in enumerate(textwrap.wrap(text, room, break_on_hyphens=False)):
        yield " " * (indent + 2 * (i > 0)) + look.ink(line, *inks)


def fitted(text: str, width: int) -> str:
    """The text, cut with “…” where it is wider."""
    if width_of(text) <= width:
        return text
    while text and width_of(text) > width - 1:
        text = text[:-1]
    return f"{text}…" if width > 0 else ""


def render(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], look: Look, indent: str = "  "
) -> list[str]:
    """One line a row below the headings, no wider than the look where columns can shrink."""
    titles = [Cell(column.title, (Ink.FAINT,)) for column in columns]
    widths = _widths(columns, [titles, *rows], look.width - len(indent))
    return [
        (indent + GAP.join(_cells(columns, widths, row, look))).rstrip() for row in [titles, *rows]
    ]


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], available: int) -> list[int]:
    widths = [max(width_of(row[i].text) for row in rows) for i in range(len(columns))]
    excess = sum(widths) + len(GAP) * (len(columns) - 1) - available
    for i, column in enumerate(columns):
        if column.shrinks and excess > 0:
            least = min(widths[i], max(12, width_of(column.title)))
            taken = min(excess, widths[i] - least)
            widths[i], excess = widths[i] - taken, excess - taken
    return widths


def _cells(
    columns: Sequence[Column], widths: Sequence[int], row: Sequence[Cell], look: Look
) -> list[str]:
    cells = []
    for column, width, cell in zip(columns, widths, row, strict=True):
        text = fitted(cell.text, width)
        room = " " * (width - width_of(text))
        inked = look.ink(text, *cell.inks)
        cells.append(room + inked if column.right else inked + room)
    return cells
