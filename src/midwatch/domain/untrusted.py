"""Text from outside: it can be carried and compared, and only an escaper can print it.

Every escaper hides the user and the password of an address.
"""

import re
from dataclasses import dataclass
from html import escape as escape_html

MAX_SHOWN = 2_000
"""Characters of a foreign text that are shown at most; a screen holds about as many."""

# DEL, C1, line and paragraph separators, zero-width, format and bidirectional controls, and what no XML may hold
# (Unicode Standard, chapter 23; the bidirectional ones are those of CVE-2021-42574; XML 1.0, production 2).
_FORMATS = "\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_BEYOND_ASCII = f"\x7f-\x9f{_FORMATS}\ufffe\uffff\ud800-\udfff"
_CONTROL = re.compile(f"[\x00-\x1f{_BEYOND_ASCII}]")
# Serialisers of data escape those of ASCII themselves, DEL apart.
_RAW_IN_DATA = re.compile(f"[{_BEYOND_ASCII}]")
# What turns a text around, or ends its line: it may stand in no text of a file, beyond what is printed.
_DISGUISE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Before the `@` of an address stand a user and a password (RFC 3986, section 3.2.1).
_CREDENTIALS = re.compile(r"(?<=://)[^\s/?#\"'<>`]+(?=@)")
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~#@]|^[-+=]")
_LIST_NUMBER = re.compile(r"^(\d+)([.)])")


@dataclass(frozen=True, slots=True)
class Untrusted:
    """A text that somebody else wrote; `str()` shows a placeholder, only an escaper of this module prints it."""

    raw: str

    def __str__(self) -> str:
        """Return a placeholder, so that an unescaped path to an output shows in tests and harms nobody."""
        return f"<untrusted text, {len(self.raw)} characters>"

    __repr__ = __str__


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 - two hex digits end there


def _bounded(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def holds_credentials(text: str) -> bool:
    """Whether a text names an address with a user or a password, as in `https://user:secret@host/`."""
    return _CREDENTIALS.search(text) is not None


def is_disguised(text: str) -> bool:
    """Whether characters in a text make it show as another: controls of a terminal, or of the writing direction."""
    return _DISGUISE.search(text) is not None


def without_credentials(text: str) -> str:
    """The text with a star for each character of a user and a password in an address."""
    return _CREDENTIALS.sub(lambda found: "*" * len(found.group()), text)


def for_terminal(text: "Untrusted | str", limit: int = MAX_SHOWN) -> str:
    r"""One line without control characters: ESC becomes `\x1b`; what is then longer than `limit` is cut with “…”."""
    raw = without_credentials(text.raw if isinstance(text, Untrusted) else text)
    return _bounded(_CONTROL.sub(_visible, raw[: limit + 1]), limit)


def for_markdown(text: "Untrusted | str", limit: int = MAX_SHOWN) -> str:
    """One line in which no character opens a Markdown or HTML construct."""
    escaped = _MARKDOWN.sub(r"\\\g<0>", for_terminal(text, limit))
    return _LIST_NUMBER.sub(r"\1\\\2", escaped)


def for_html(text: "Untrusted | str", limit: int = MAX_SHOWN) -> str:
    """One line for element content or a quoted attribute, in HTML and in XML."""
    return escape_html(for_terminal(text, limit), quote=True)


def in_quotes(document: str) -> str:
    """A document of JSON, or of YAML in double quotes, that says the same and harms no terminal: all controls escaped.

    JSON has such characters in strings alone; in YAML `holds_controls` tells which texts need the quotes.
    """
    return _RAW_IN_DATA.sub(lambda found: f"\\u{ord(found.group()):04x}", document)


def holds_controls(text: str) -> bool:
    """Whether a serialiser of data would leave control characters of a text as they are."""
    return _RAW_IN_DATA.search(text) is not None


def for_annotation(text: "Untrusted | str", limit: int = MAX_SHOWN) -> str:
    """One line for a GitHub workflow command, whose own escapes are %25, %0D, %0A, %3A and %2C.

    Source: GitHub Actions toolkit, `core.command`.
    """
    line = for_terminal(text, limit)
    return line.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


def for_data(text: "Untrusted | str", limit: int = MAX_SHOWN) -> str:
    """A bounded text for a JSON or YAML value, whose serialiser does the quoting; lone surrogates are replaced."""
    raw = without_credentials(text.raw if isinstance(text, Untrusted) else text)
    return _bounded(raw, limit).encode("utf-8", "replace").decode("utf-8")
