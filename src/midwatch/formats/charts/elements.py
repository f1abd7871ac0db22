"""SVG as text: elements, numbers and words, the same bytes for the same picture."""

from collections.abc import Iterable, Iterator
from typing import Literal

from midwatch.domain.untrusted import for_html

Anchor = Literal["start", "middle", "end"]

_NARROW, _WIDE = frozenset("iljtfrI.,:;|!'’·()[]/ -"), frozenset("mwMW@%×–—…")
_WIDTHS = {"narrow": 0.36, "wide": 0.92, "upper": 0.7, "other": 0.61, "foreign": 1.0}
"""Widths of characters in parts of the font's size, as in DejaVu Sans, the widest that a page is likely to meet."""
_STRONGER = 1.13
_JOINING = frozenset("-_/.,:;=&|")
_LAST_LATIN = 0x24F


def element(name: str, children: Iterable[str] = (), **attributes: str | float) -> str:
    """One element; attributes are escaped, children are elements or escaped text. `_` in a name stands for `-`."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    inside = "".join(children)
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"


def number(value: float) -> str:
    """A coordinate to a tenth of a pixel, without a tail of zeros."""
    text = f"{value:.1f}"
    return "0" if text == "-0.0" else text.removesuffix(".0")


def write(
    x: float, y: float, text: str, *, look: str = "c-text c-ink", anchor: Anchor = "start"
) -> str:
    """A text at its baseline."""
    side = {} if anchor == "start" else {"text_anchor": anchor}
    return element("text", [for_html(text)], x=x, y=y, class_=look, **side)


def rule(x1: float, y1: float, x2: float, y2: float, look: str) -> str:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=look)


def box(left: float, top: float, width: float, height: float, look: str) -> str:
    """A filled rectangle."""
    return element("rect", x=left, y=top, width=width, height=height, class_=look)


def width_of(text: str, size: float = 13) -> float:
    """About how many pixels a text takes, rather more than fewer; the size of strong text is `strong(size)`."""
    return size * sum(_width(character) for character in text)


def strong(size: float) -> float:
    """The size by which strong text is measured: it is wider."""
    return _STRONGER * size


def wrapped(text: str, width: float, size: float = 13) -> Iterator[str]:
    """The text in lines that fit; a word that alone is wider is broken, after a sign that joins where it has one."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if width_of(longer, size) <= width:
            line = longer
            continue
        if line:
            yield line
        *whole, line = _broken(word, width, size)
        yield from whole
    if line:
        yield line


def _broken(word: str, width: float, size: float) -> Iterator[str]:
    while width_of(word, size) > width and len(word) > 1:
        most = max((n for n in range(1, len(word)) if width_of(word[:n], size) <= width), default=1)
        cut = max((n for n in range(1, most + 1) if word[n - 1] in _JOINING), default=most)
        yield word[:cut]
        word = word[cut:]
    yield word


def fitted(text: str, width: float, size: float = 13) -> str:
    """The text, cut with “…” where it is wider."""
    if width_of(text, size) <= width:
        return text
    while text and width_of(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text}…"


def _width(character: str) -> float:
    if character in _NARROW:
        return _WIDTHS["narrow"]
    if character in _WIDE:
        return _WIDTHS["wide"]
    if ord(character) > _LAST_LATIN:
        return _WIDTHS["foreign"]
    return _WIDTHS["upper" if character.isupper() else "other"]


def _value(value: str | float) -> str:
    return for_html(value, len(value)) if isinstance(value, str) else number(value)
