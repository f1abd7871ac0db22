"""Findings as a terminal shows them: the line that is wrong, a mark below the columns, why, and what to write."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import east_asian_width

from midwatch.domain.findings import Finding, Place, Severity
from midwatch.domain.untrusted import for_terminal, without_credentials
from midwatch.formats.reports.look import PLAIN, Ink, Look

_INKS: Final = {
    Severity.ERROR: Ink.BAD,
    Severity.WARNING: Ink.CAUTION,
    Severity.INFORMATION: Ink.FAINT,
}
_NAMES: Final = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFORMATION: ("note", "notes"),
}
_GRAVEST_FIRST: Final = tuple(_NAMES)
_BEFORE: Final = 40
"""Characters of a long line that are shown before its mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the last line says: files and services that were read, what is silenced, and whether the gate holds."""

    files: int
    services: int
    silenced: int
    is_held: bool
    strict: bool


def render(
    findings: Sequence[Finding],
    texts: Mapping[str, str],
    summary: Summary,
    look: Look = PLAIN,
) -> str:
    """Every finding with its line quoted from `texts` (path → text), then the summary."""
    blocks = [quote_all(findings, texts, look)] if findings else []
    return look.characters("\n\n".join([*blocks, _last_line(findings, summary, look)]))


def quote_all(findings: Sequence[Finding], texts: Mapping[str, str], look: Look = PLAIN) -> str:
    """Every finding with its line, without a summary: by file, what holds the gate first, what is alike together."""
    lines = {path: text.splitlines() for path, text in texts.items()}
    return "\n\n".join("\n".join(_block(group, lines, look)) for group in _groups(findings))


def _groups(findings: Sequence[Finding]) -> Iterable[Sequence[Finding]]:
    """Findings of one file for which the same is to be done, in the order in which they are read."""
    groups: dict[tuple[str, int, str, str, str], list[Finding]] = {}
    for finding in findings:
        path, severity = finding.place.path, _GRAVEST_FIRST.index(finding.severity)
        key = (path, severity, finding.code, finding.why, finding.fix)
        groups.setdefault(key, []).append(finding)
    return [groups[key] for key in sorted(groups, key=lambda key: key[:2])]


def _block(
    group: Sequence[Finding], lines: Mapping[str, Sequence[str]], look: Look
) -> Iterator[str]:
    for finding in group:
        ink = _INKS[finding.severity]
        severity = look.ink(_NAMES[finding.severity][0], ink, Ink.STRONG)
        where = look.ink(for_terminal(str(finding.place)), Ink.STRONG)
        yield look.fold(f"{where}: {severity}: {for_terminal(finding.what)} ({finding.code})", 2)
        yield from _quoted(finding.place, lines.get(finding.place.path, ()), look, ink)
    yield look.fold(f"  why: {for_terminal(group[0].why)}", 7)
    yield look.fold(f"  fix: {look.ink(for_terminal(group[0].fix), Ink.GOOD)}", 7)


def _quoted(place: Place, lines: Sequence[str], look: Look, ink: Ink) -> Iterator[str]:
    if not 1 <= place.line <= len(lines):
        return
    line = without_credentials(lines[place.line - 1])  # before it is cut anywhere
    start = max(place.column - 1, 0)
    end = place.end_column - 1 if place.end_column > place.column else len(line.rstrip())
    begin = start - _BEFORE if start > look.width - _BEFORE else 0
    cut = line[begin : begin + look.width]
    before = for_terminal(cut[: start - begin])
    marked = for_terminal(cut[start - begin : max(end, start + 1) - begin])
    after = for_terminal(cut[max(end, start + 1) - begin :])
    number = str(place.line)
    yield f"  {number} | {before}{marked}{after}".rstrip()
    mark = "^" * max(_width(marked), 1)
    yield f"  {' ' * len(number)} | {' ' * _width(before)}{look.ink(mark, ink)}"


def _width(text: str) -> int:
    """Columns that a terminal gives the text: two for wide characters (Unicode Standard Annex 11)."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _last_line(findings: Sequence[Finding], summary: Summary, look: Look) -> str:
    counts = [
        f"{number} {names[number != 1]}"
        for severity, names in _NAMES.items()
        if (number := sum(finding.severity is severity for finding in findings))
    ]
    files = f"{summary.files} file{'s' if summary.files != 1 else ''}"
    services = f"{summary.services} service{'s' if summary.services != 1 else ''}"
    silenced = f", {summary.silenced} silenced" if summary.silenced else ""
    verdict = look.ink("Held", Ink.BAD) if summary.is_held else look.ink("Passed", Ink.GOOD)
    strictly = " (strict)" if summary.strict else ""
    return f"{verdict}{strictly}: {', '.join(counts) or 'no findings'} in {files}, {services}{silenced}."
