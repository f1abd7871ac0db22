"""How a text may look where it goes: colour, characters beyond ASCII, and width are the reader's terminal's."""

import re
from dataclasses import dataclass
from enum import Enum


class Ink(Enum):
    """What a colour says. Values are SGR parameters (ECMA-48, 8.3.117)."""

    STRONG = "1"
    FAINT = "2"
    BAD = "31"
    GOOD = "32"
    CAUTION = "33"
    LINK = "36"


# What our own texts use beyond ASCII, and what stands for it on a terminal without.
_ASCII = str.maketrans(
    {
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("–—─━", "-"),
        **dict.fromkeys("│┃", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼", "+"),
        **dict.fromkeys("·•∙", "*"),
        **dict.fromkeys("█▉▊▋▌▇▆▅", "#"),
        **dict.fromkeys("▄▃▂▁░▒▍▎▏", "."),
        "…": "...",
        "×": "x",
        "≤": "<=",
        "≥": ">=",
        "≈": "~",
        "→": "->",
        "−": "-",
        "✓": "ok",
        "✗": "x",
        "±": "+-",
        "\u00a0": " ",
        "\u202f": " ",
    }
)


_COLOURS = re.compile("\x1b\\[[0-9;]*m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the place of a report can show. The default is a UTF-8 file: no colour, and lines as long as they are.

    `folds`: its lines end somewhere, so that ours are broken at words before.
    """

    colour: bool = False
    unicode: bool = True
    width: int = 100
    folds: bool = False

    def ink(self, text: str, *inks: Ink) -> str:
        """The text in the inks, where there is colour; a text from outside is escaped before it comes here."""
        if not self.colour or not inks:
            return text
        return f"\x1b[{';'.join(ink.value for ink in inks)}m{text}\x1b[0m"

    def fold(self, line: str, hang: int) -> str:
        """A line of prose, broken between words where it would be cut; what goes on stands `hang` columns in."""
        if not self.folds:
            return line
        lines, room = [""], self.width
        for number, word in enumerate(line.split(" ")):
            taken = len(_COLOURS.sub("", word))
            if number and taken >= room and lines[-1].strip():
                lines.append(" " * hang)
                room = self.width - hang
            elif number:
                lines[-1] += " "
                room -= 1
            lines[-1] += word
            room -= taken
        return "\n".join(lines)

    def characters(self, text: str) -> str:
        """The whole report in characters that can be shown: ours are replaced, foreign ones become escapes."""
        if self.unicode:
            return text
        return text.translate(_ASCII).encode("ascii", "backslashreplace").decode("ascii")


def cut(line: str, columns: int) -> str:
    """A line that ends before the edge of the screen; colours take no room, and end with it."""
    taken, at = 0, 0
    while at < len(line) and taken < columns:
        colour = _COLOURS.match(line, at)
        at = colour.end() if colour else at + 1
        taken += 0 if colour else 1
    rest = "".join(_COLOURS.findall(line[at:]))
    return line[:at] + rest


PLAIN = Look()
