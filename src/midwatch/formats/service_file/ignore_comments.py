"""Comments that silence a check: `# midwatch: ignore slo/slow-page (batch jobs may wait)`."""

import re
from dataclasses import dataclass

_COMMENT = re.compile(
    r"#\s*midwatch:\s*ignore\s+(?P<code>[a-z]+/[a-z-]+)?\s*(?:\((?P<reason>[^)]*)\))?(?P<rest>.*)$"
)
_CONTENT = re.compile(r"\s*[^#\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """One such comment. `acts_on` is the line whose findings it silences, None for all of the file.

    `code` and `reason` are empty where they were not written; a comment without either silences nothing.
    """

    line: int
    column: int
    code: str
    reason: str
    acts_on: int | None

    def silences(self, code: str, line: int) -> bool:
        """Whether a finding of this code on this line is silenced."""
        return bool(self.reason) and code == self.code and self.acts_on in {None, line}


def read_ignores(text: str) -> tuple[Ignore, ...]:
    """All comments: beside a value for its line, on a line of its own for the next one, at the top for all."""
    lines = text.splitlines()
    found: list[Ignore] = []
    begun = False
    for number, line in enumerate(lines, start=1):
        has_content = bool(_CONTENT.match(line))
        if hit := _COMMENT.search(line):
            acts_on = number if has_content else _next_content(lines, number) if begun else None
            found.append(
                Ignore(
                    line=number,
                    column=hit.start() + 1,
                    code=hit["code"] or "",
                    reason=(hit["reason"] or "").strip(),
                    acts_on=acts_on,
                )
            )
        begun = begun or has_content
    return tuple(found)


def _next_content(lines: list[str], after: int) -> int:
    following = enumerate(lines[after:], start=after + 1)
    return next((number for number, line in following if _CONTENT.match(line)), after)
