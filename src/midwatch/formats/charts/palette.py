"""Colours for light and dark, as a style sheet.

The hues are those of Okabe and Ito (Color Universal Design, 2008, https://jfly.uni-koeln.de/color/), which people with
each kind of colour blindness tell apart, made darker on white and lighter on black until text in them can be read
(WCAG 2.2, 1.4.3 and 1.4.11: 4.5:1 for text, 3:1 for what is drawn; a test computes both).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from midwatch.formats.charts.chart import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours as #rrggbb: the ground, text, lesser text, lines of the grid, and each tone."""

    ground: str
    ink: str
    faint: str
    grid: str
    tones: Mapping[Tone, str]


LIGHT = Theme(
    ground="#ffffff",
    ink="#1b1f24",
    faint="#57606a",
    grid="#d8dee4",
    tones=MappingProxyType(
        {
            Tone.FIRST: "#0072b2",
            Tone.SECOND: "#c25400",
            Tone.THIRD: "#007a5a",
            Tone.FOURTH: "#a34682",
            Tone.GOOD: "#007a5a",
            Tone.CAUTION: "#8f6200",
            Tone.BAD: "#b83a00",
            Tone.QUIET: "#57606a",
        }
    ),
)
DARK = Theme(
    ground="#12161b",
    ink="#e8ecf0",
    faint="#9aa5b1",
    grid="#333c46",
    tones=MappingProxyType(
        {
            Tone.FIRST: "#56b4e9",
            Tone.SECOND: "#f2a65a",
            Tone.THIRD: "#35c9a0",
            Tone.FOURTH: "#e39ac6",
            Tone.GOOD: "#35c9a0",
            Tone.CAUTION: "#f0c84a",
            Tone.BAD: "#ff8552",
            Tone.QUIET: "#9aa5b1",
        }
    ),
)
DASHES = MappingProxyType(
    {Tone.SECOND: "7 4", Tone.THIRD: "2 3", Tone.FOURTH: "9 3 2 3", Tone.QUIET: "5 4"}
)
"""Lines differ in their dashes too, so that no line is told by its colour alone."""
FONTS = '"Source Sans Pro", "Source Sans 3", system-ui, -apple-system, "Segoe UI", sans-serif'


def style(theme: Theme | None = None) -> str:
    """The style sheet of every chart: of one theme, or of both, as the reader's system prefers."""
    if theme is not None:
        return f"{_shapes()}\n{_colours(theme)}"
    dark = f"@media (prefers-color-scheme: dark) {{\n{_colours(DARK)}\n}}"
    return f"{_shapes()}\n{_colours(LIGHT)}\n{dark}"


def _shapes() -> str:
    dashes = [f".c-line-{tone.value} {{ stroke-dasharray: {d} }}" for tone, d in DASHES.items()]
    return "\n".join(
        [
            f".c-text {{ font: 13px {FONTS} }}",
            f".c-small {{ font: 12px {FONTS} }}",
            ".c-bold { font-weight: 600 }",
            f".c-strong {{ font: 600 14px {FONTS} }}",
            f".c-title {{ font: 600 19px {FONTS} }}",
            ".c-line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: butt }",
            ".c-rule { fill: none; stroke-width: 1 }",
            ".c-level { stroke-width: 1.5 }",
            ".c-halo { stroke-width: 4; stroke-linejoin: round; paint-order: stroke }",
            ".c-area { fill-opacity: 0.2 }",
            ".c-band { fill-opacity: 0.16 }",
            *dashes,
        ]
    )


def _colours(theme: Theme) -> str:
    tones = [
        line
        for tone, colour in theme.tones.items()
        for line in (
            f".c-line-{tone.value} {{ stroke: {colour} }}",
            f".c-fill-{tone.value} {{ fill: {colour} }}",
        )
    ]
    return "\n".join(
        [
            f".c-ground {{ fill: {theme.ground} }}",
            f".c-ink {{ fill: {theme.ink} }}",
            f".c-faint {{ fill: {theme.faint} }}",
            f".c-halo {{ stroke: {theme.ground} }}",
            f".c-grid {{ stroke: {theme.grid} }}",
            f".c-base {{ stroke: {theme.faint} }}",
            f".c-limit {{ stroke: {theme.ink} }}",
            f".c-marker {{ stroke: {theme.ink}; stroke-opacity: 0.6 }}",
            *tones,
        ]
    )
