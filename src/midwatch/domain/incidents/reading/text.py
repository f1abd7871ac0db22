"""A foreign text made ready for reading: folded to plain lower-case words, and cut into clauses."""

import re
from dataclasses import dataclass

from midwatch.domain.incidents.reading.spelling import corrections

MAX_READ = 20_000
"""Characters that are read at most; the longest alerts that tools send are shorter."""

_HUMP = re.compile(
    r"(?<=[a-z]{2})(?=[A-Z])|(?<=[A-Z])(?!(?<=O)Auth|(?<=D)DoS|(?<=I)Pv\d)(?=[A-Z](?:[a-rt-z]|s[a-z]))|"
    "(?<=[a-z]{3})(?=[0-9])"
)
_SIGNS = str.maketrans({
    "’": "'", "‘": "'", "`": "'", "_": " ", "×": "x", "≥": ">", "≤": "<", "–": "-",
    "—": "-", "→": "→", "⇒": "→", "\t": " ", "\r": " ", "\u00a0": " ", "*": " ", '"': " ",
})  # fmt: skip
_INNER_DASH = re.compile(r"(?<=[a-z])-(?=[a-z0-9])|(?<=[0-9])-(?=[a-z])")
_CUT = re.compile(
    r"[.!?;](?=\s|$)|\n|,\s|\s(?:-|--|\||•|/)\s|\s(?:but|however|while|whereas|although|"
    r"though|yet)\s"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A text in lower case, and where each of its characters stood.

    Dashes and underscores inside words are spaces, and so are the humps of `KubePodCrashLooping`.
    `origin` has one place in `raw` for each character of `text`, ascending.
    """

    raw: str
    text: str
    origin: tuple[int, ...]

    def quote(self, start: int, end: int) -> str:
        """The slice of the raw text behind a slice of the folded one, without blanks around."""
        if start >= end:
            return ""
        return self.raw[self.origin[start] : self.origin[end - 1] + 1].strip()


def folded(raw: str) -> Folded:
    """Fold the first part of a text, see `MAX_READ`; takes time in proportion to its length."""
    read = raw[:MAX_READ]
    humps = {found.start() for found in _HUMP.finditer(read)}
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(read):
        if place in humps:
            letters.append(" ")
            origin.append(place)
        small = letter.lower()
        letters.append(small if len(small) == 1 else letter)
        origin.append(place)
    text = _INNER_DASH.sub(" ", "".join(letters).translate(_SIGNS))
    return _corrected(Folded(raw=read, text=text, origin=tuple(origin)))


def _corrected(read: Folded) -> Folded:
    """Put the word that was meant in the place of a slip; its letters stand where the slip's last one stood at most."""
    pieces: list[str] = []
    origin: list[int] = []
    done = 0
    for start, end, meant in corrections(read.text):
        pieces += [read.text[done:start], meant]
        origin += read.origin[done:start]
        origin += [read.origin[min(start + place, end - 1)] for place in range(len(meant) - 1)]
        origin.append(read.origin[end - 1])
        done = end
    pieces.append(read.text[done:])
    origin += read.origin[done:]
    return Folded(raw=read.raw, text="".join(pieces), origin=tuple(origin))


def clause_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the clauses of a folded text begin and end: between commas, full stops, lines and `but`."""
    spans: list[tuple[int, int]] = []
    start = 0
    for cut in _CUT.finditer(text):
        spans.append((start, cut.start()))
        start = cut.end()
    spans.append((start, len(text)))
    return tuple((start, end) for start, end in spans if text[start:end].strip())
