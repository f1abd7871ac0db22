"""What was attempted, as messages name it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from midwatch.domain.untrusted import for_terminal
from midwatch.providers._http.secret import redact

MAX_QUOTED = 300
"""Characters of a source's own words that a message repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What was attempted at which source. `secrets` are kept out of everything that is quoted."""

    purpose: str
    source: str
    url: str
    secrets: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, purpose: str, source: str, url: str, secrets: Iterable[str]) -> "Attempt":
        """The attempt, with its names made printable."""
        return cls(
            purpose=purpose,
            source=for_terminal(source, 80),
            url=for_terminal(url, 200),
            secrets=tuple(secrets),
        )

    @property
    def what(self) -> str:
        """The first part of a message: the attempt, not its failure."""
        return f"{self.purpose} at {self._where}"

    @property
    def connecting(self) -> str:
        """The same where the line is at fault: whatever was asked, the message is one."""
        return f"reach {self._where}"

    @property
    def _where(self) -> str:
        return f"source “{self.source}” ({self.url})"

    def quoted(self, text: str) -> str:
        """Words of the other side: one printable line, bounded, without our secrets."""
        return for_terminal(redact(text, self.secrets).strip(), MAX_QUOTED)
