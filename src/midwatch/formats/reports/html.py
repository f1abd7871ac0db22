"""One file of HTML that needs nothing else: no network, no script, light and dark as the reader's system prefers."""

from collections.abc import Collection, Iterable, Sequence

from midwatch.domain.untrusted import for_html
from midwatch.formats.charts.chart import Chart, Tone
from midwatch.formats.charts.palette import DARK, FONTS, LIGHT, Theme, style
from midwatch.formats.charts.svg import PHONE, Sheet, svg
from midwatch.formats.reports.look import Ink
from midwatch.formats.reports.table import GAP, Cell, Column

MAX_WIDTH, EDGE, PHONE_SCREEN = 960, 16, 640
"""CSS pixels: of the page, beside it, and the screen below which the narrow pictures are shown."""
WIDE, SLIM = (
    Sheet(width=MAX_WIDTH - 2 * EDGE, headed=False),
    Sheet(width=PHONE - 2 * EDGE, headed=False),
)
"""Each picture twice, so that its text has the same size on a desk and on a phone."""
_INKS = {
    Ink.STRONG: "strong",
    Ink.FAINT: "faint",
    Ink.BAD: "bad",
    Ink.GOOD: "good",
    Ink.CAUTION: "caution",
    Ink.LINK: "link",
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LAYOUT = f"""\
:root {{ color-scheme: light dark }}
body {{ margin: 0 auto; padding: {EDGE}px; max-width: {MAX_WIDTH}px; font: 15px/1.45 {FONTS} }}
h1 {{ font-size: 22px; margin: 8px 0 }}
h2 {{ font-size: 19px; margin: 40px 0 4px; overflow-wrap: anywhere }}
h3 {{ font-size: 15px; margin: 20px 0 4px }}
p {{ margin: 4px 0 }}
svg {{ display: block; max-width: 100%; height: auto; margin: 12px 0 }}
figure {{ margin: 0 }}
.slim {{ display: none }}
.badge {{ display: inline-block; padding: 0 10px; border-radius: 4px; font-weight: 600; font-size: 14px }}
.scroll {{ overflow-x: auto }}
table {{ border-collapse: collapse; margin: 8px 0; font-variant-numeric: tabular-nums }}
th, td {{ padding: 3px 14px 3px 0; text-align: left; white-space: nowrap; font-weight: 400 }}
thead th {{ font-size: 13px }}
.right {{ text-align: right }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 12px 0 }}
dd {{ margin: 0; overflow-wrap: anywhere }}
.strong {{ font-weight: 600 }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; font-size: 13px }}
summary {{ cursor: pointer; margin: 8px 0 }}
@media (max-width: {PHONE_SCREEN}px) {{ .wide, .lesser {{ display: none }} .slim {{ display: block }}
.shrinks {{ white-space: normal; overflow-wrap: anywhere; min-width: 8em }} th, td {{ padding-right: 10px }} }}
@media print {{ h2 {{ break-before: page }} }}"""


def document(title: str, parts: Iterable[str]) -> str:
    """The whole file around its parts, which are escaped."""
    dark = f"@media (prefers-color-scheme: dark) {{\n{_colours(DARK)}\n}}"
    css = "\n".join([_LAYOUT, _colours(LIGHT), dark, style()])
    head = "\n".join(
        [
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{for_html(title)}</title>",
            f"<style>\n{css}\n</style>",
        ]
    )
    body = "\n".join(parts)
    return f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'


def paragraph(text: str, *inks: Ink) -> str:
    """A sentence."""
    return f"<p{_classes(inks)}>{for_html(text)}</p>"


def badge(word: str, tone: Tone) -> str:
    """A verdict in one word."""
    return f'<span class="badge {tone.value}-ground">{for_html(word)}</span>'


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    caption: str,
    link: str = "",
    lesser: Collection[str] = (),
) -> str:
    """A table that scrolls by itself where it is wider than the screen.

    `link`: the column whose cells lead to the part of the page that they name. `lesser`: columns that phones leave out.
    """
    heads = "".join(
        f"<th{_side(column, lesser)}>{for_html(column.title)}</th>" for column in columns
    )
    lines = [
        "".join(
            f"<td{_side(column, lesser, cell.inks)}>{_inside(cell, linked=column.title == link != '')}</td>"
            for column, cell in zip(columns, row, strict=True)
        )
        for row in rows
    ]
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    label = for_html(caption)
    return (
        f'<div class="scroll" role="region" aria-label="{label}" tabindex="0">'
        f'<table aria-label="{label}">\n<thead class="faint"><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """What is known, by name; an address becomes a link."""
    told = "\n".join(
        f'<dt class="faint">{for_html(name)}</dt><dd>{_linked(text.replace(GAP, " · "))}</dd>'
        for name, text in pairs
    )
    return f"<dl>\n{told}\n</dl>"


def picture(chart: Chart, name: str) -> str:
    """The chart without its heading, for a desk and for a phone; `name` is unique on the page."""
    wide, slim = (
        svg([chart], sheet, styled=False, name=f"{name}-{kind}")
        for sheet, kind in ((WIDE, "wide"), (SLIM, "slim"))
    )
    return f'<figure>\n<div class="wide">{wide}</div>\n<div class="slim">{slim}</div>\n</figure>'


def _inside(cell: Cell, *, linked: bool) -> str:
    text = for_html(cell.text)
    return f'<a href="#{text}">{text}</a>' if linked else text


def _side(column: Column, lesser: Collection[str], inks: Sequence[Ink] = ()) -> str:
    names = [
        *(["right"] if column.right else []),
        *(["shrinks"] if column.shrinks else []),
        *(["lesser"] if column.title in lesser else []),
        *(_INKS[ink] for ink in inks),
    ]
    return f' class="{" ".join(names)}"' if names else ""


def _classes(inks: Sequence[Ink]) -> str:
    return f' class="{" ".join(_INKS[ink] for ink in inks)}"' if inks else ""


def _linked(text: str) -> str:
    escaped = for_html(text)
    if text.startswith(("https://", "http://")) and " " not in text:
        return f'<a href="{escaped}" rel="noreferrer">{escaped}</a>'
    return escaped


def _colours(theme: Theme) -> str:
    tones = [
        line
        for tone in (Tone.GOOD, Tone.CAUTION, Tone.BAD, Tone.QUIET)
        for line in (
            f".{tone.value} {{ color: {theme.tones[tone]} }}",
            f".{tone.value}-ground {{ background: {theme.tones[tone]}; color: {theme.ground} }}",
        )
    ]
    return "\n".join(
        [
            f"body {{ background: {theme.ground}; color: {theme.ink} }}",
            f".faint {{ color: {theme.faint} }}",
            f"a {{ color: {theme.tones[Tone.FIRST]} }}",
            f"th, td {{ border-bottom: 1px solid {theme.grid} }}",
            *tones,
        ]
    )
