"""Findings as GitHub annotations: one workflow command a line.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Iterator, Sequence
from typing import Final

from midwatch.domain.findings import Finding, Severity
from midwatch.domain.untrusted import for_annotation, for_terminal

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "notice",
}


def render(findings: Sequence[Finding]) -> str:
    """A command for each finding; nothing where there is none."""
    return "\n".join(_command(finding) for finding in findings)


def _command(finding: Finding) -> str:
    properties = ",".join(f"{key}={for_annotation(value)}" for key, value in _properties(finding))
    parts = (finding.what, f"why: {finding.why}", f"fix: {finding.fix}")
    return f"::{_COMMANDS[finding.severity]} {properties}::{'%0A'.join(map(_message, parts))}"


def _properties(finding: Finding) -> Iterator[tuple[str, str]]:
    place = finding.place
    yield "file", place.path
    if place.line:
        yield "line", str(place.line)
        yield "col", str(max(place.column, 1))
        if place.end_column > place.column:
            yield "endColumn", str(place.end_column)
    yield "title", finding.code


def _message(text: str) -> str:
    """The escapes of a message are fewer than those of a property."""
    return for_terminal(text).replace("%", "%25")
