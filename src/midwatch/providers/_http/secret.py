"""Secrets: they go into a request, and never into a message."""

from collections.abc import Iterable
from dataclasses import dataclass

SHORTEST_REPLACED = 4
"""A shorter secret cannot be cut out of a text without leaving a riddle; such a text is withheld as a whole."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A password or token; `str()`, `repr()` and f-strings show stars, only `reveal()` shows the text."""

    _text: str

    def reveal(self) -> str:
        """The secret itself: for the line, never for a person."""
        return self._text

    def __str__(self) -> str:
        """Return stars."""
        return "***"

    def __repr__(self) -> str:
        """Return stars."""
        return "Secret(***)"


def redact(text: str, secrets: Iterable[str]) -> str:
    """The text with stars where it repeats a secret, whatever the secret's length."""
    for secret in sorted(filter(None, set(secrets)), key=len, reverse=True):
        if secret in text and len(secret) < SHORTEST_REPLACED:
            return "(withheld: it repeats a secret)"
        text = text.replace(secret, "***")
    return text
