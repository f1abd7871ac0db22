"""SVG as PNG, by resvg and with a font of its own: the same bytes on every machine.

resvg draws no text, silently, where it has no font; a test asserts that text changes pixels.
"""

import math
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import resvg_py

from midwatch.formats.charts.palette import Theme

FONT = "font_source_sans_pro"
FAMILY = "Source Sans Pro"
WEIGHTS = ("Regular", "Semibold")
SHARPNESS = 2.0
"""Pixels of the picture for each CSS pixel, as the screens of phones and laptops have; high pictures have fewer."""
MOST_PIXELS = 4_000_000
"""Drawing takes 0.1 µs a pixel: half a second is soon over. One for each CSS pixel there always is."""
_SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


def png(svg: str, theme: Theme) -> bytes:
    """The picture of an SVG that is styled for this theme."""
    made: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        background=theme.ground,
        zoom=_sharpness(svg),
        skip_system_fonts=True,
        font_files=list(font_files()),
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
    return bytes(made)


def _sharpness(svg: str) -> float:
    found = _SIZE.search(svg)
    area = int(found[1]) * int(found[2]) if found else 1
    return max(1.0, min(SHARPNESS, math.sqrt(MOST_PIXELS / area)))


@cache
def font_files() -> tuple[str, ...]:
    """The font's files, found without running its package. Raises LookupError where it is not installed."""
    spec = find_spec(FONT)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(FONT)
    folder = Path(spec.submodule_search_locations[0]) / "files"
    return tuple(str(folder / f"SourceSansPro-{weight}.ttf") for weight in WEIGHTS)
