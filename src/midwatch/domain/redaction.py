"""Secrets in a text that somebody pasted: found by their shape, and replaced before the text is written anywhere.

What looks like no secret is left alone: commit ids, digests, request ids and container ids are what timelines need.
"""

import re
from dataclasses import dataclass
from functools import partial
from typing import Final

from midwatch.domain.secret_shapes.addresses import ADDRESSES, PASSWORDS, SIGNED
from midwatch.domain.secret_shapes.commands import COMMANDS, FILES
from midwatch.domain.secret_shapes.headers import PROOFS, WHOLE
from midwatch.domain.secret_shapes.issued import ISSUED
from midwatch.domain.secret_shapes.named import NAMED, SENTENCES

# What holds other secrets goes first, so that no part of it is left over.
_SHAPES: Final = (
    *(*FILES, *WHOLE, *SIGNED),
    *(*ISSUED, *ADDRESSES, *PROOFS, *PASSWORDS),
    *(*NAMED, *COMMANDS, *SENTENCES),
)
_NO_SECRET: Final = re.compile(
    r"(?i)[\"']?(?:\$\{?\w+\}?|\$\([\w./-]*|`[\w./-]*|<[^>]*>|\*+|x{3,}|\[redacted[^\]]*\]?|null|none|true|false|yes|no|on|off|ok|"
    r"expired|invalid|wrong|missing|empty|rotated|unset|changed|required|not|fail(?:ed)?|passed|skipped|\d{1,3}(?:s|m|h|d|%)?|"
    r"\.{3}|…)[\"']?[.,)]?"
)
"""What stands after such a name and gives nothing away: a variable, a placeholder, or a word about it."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without its secrets, and what these were called, each as often as it was found."""

    text: str
    found: tuple[str, ...]


def cut(text: str, limit: int) -> str:
    """The beginning of a text; where it is cut, its secrets go first: half of one has no shape, and is one still."""
    return text if len(text) <= limit else redact(text).text[:limit]


def redact(text: str) -> Redacted:
    """The text with `[redacted …]` in place of each secret, by kind; the rest is as it was."""
    found: list[str] = []
    small = text.casefold()
    for shape in _SHAPES:
        if shape.signs and not any(sign in small for sign in shape.signs):
            continue
        before = len(found)
        text = shape.pattern.sub(partial(_replaced, name=shape.kind, found=found), text)
        if len(found) > before:
            small = text.casefold()
    return Redacted(text, tuple(found))


def _replaced(match: "re.Match[str]", *, name: str, found: list[str]) -> str:
    whole, groups = match.group(), match.groupdict()
    secret = groups.get("secret")
    if secret is None and "secret" in groups:
        return whole
    if secret is not None and _NO_SECRET.fullmatch(secret):
        return whole
    found.append(name)
    mark = f"[redacted {name}]"
    if secret is None:
        return mark
    start = match.start("secret") - match.start()
    return f"{whole[:start]}{mark}{whole[start + len(secret) :]}"
