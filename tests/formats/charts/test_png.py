"""Pictures as PNG."""

import struct
from dataclasses import replace
from pathlib import Path

from midwatch.formats.charts.palette import DARK, LIGHT, Theme
from midwatch.formats.charts.png import SHARPNESS, font_files, png
from midwatch.formats.charts.svg import PHONE, Sheet, svg
from tests.support.charts import drawn, picture


def made(theme: Theme = LIGHT, title: str = "checkout") -> bytes:
    chart = replace(picture(), title=title, description="")
    return png(svg([chart], Sheet(width=PHONE), theme=theme), theme)


def size_of(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def test_a_picture_is_a_png_of_twice_the_sheets_width() -> None:
    content = made()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert size_of(content)[0] == PHONE * SHARPNESS


def test_a_high_picture_has_fewer_pixels_but_never_fewer_than_its_sheet() -> None:
    sheet = svg([picture()] * 20, Sheet(width=PHONE), theme=LIGHT)
    assert size_of(png(sheet, LIGHT)) == (PHONE, int(drawn(sheet).attrib["height"]))
    some = svg([picture()] * 8, Sheet(width=PHONE), theme=LIGHT)
    assert PHONE < size_of(png(some, LIGHT))[0] < PHONE * SHARPNESS


def test_text_changes_pixels() -> None:
    assert made(title="checkout") != made(title="payments")


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert made() == made()


def test_dark_is_another_picture() -> None:
    assert made(DARK) != made(LIGHT)


def test_the_fonts_files_are_there() -> None:
    assert [Path(path).is_file() for path in font_files()] == [True, True]
