"""The answer of `slo check`."""

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import Field

from midwatch.domain.findings import Finding, Severity
from midwatch.formats.payloads._base import Part, Payload, Text


class FindingPayload(Part):
    """What a check tells. Lines and columns count from 1; 0 means the file as a whole."""

    code: str = Field(
        description="The check: file, documentation and ignore comment bear this name"
    )
    severity: Literal["error", "warning", "information"]
    path: Text = Field(description="The file, relative to the repository")
    line: int
    column: int
    end_column: int = Field(description="The first column after; 0: the end of the line")
    what: Text
    why: Text
    fix: Text


class SloCheckPayload(Payload):
    """Everything that was found."""

    verdict: Literal["passed", "held"]
    strict: bool = Field(description="Whether warnings hold the gate too")
    errors: int
    warnings: int
    information: int
    services: tuple[Text, ...]
    paths: tuple[Text, ...] = Field(description="The files that were checked")
    findings: tuple[FindingPayload, ...] = Field(description="In order of place")
    silenced: tuple[FindingPayload, ...] = Field(description="Silenced by comments with a reason")
    objectives_without_rules: tuple[Text, ...] = Field(
        description="Ids of objectives whose bucket the source does not have"
    )


def payload(
    findings: Sequence[Finding],
    silenced: Sequence[Finding],
    *,
    read: tuple[Iterable[str], Iterable[str]],
    without_rules: Iterable[str],
    is_held: bool,
    strict: bool,
) -> SloCheckPayload:
    """The wire form of what was found; `read` are the names of the services and the paths of the files."""
    services, paths = read
    return SloCheckPayload(
        verdict="held" if is_held else "passed",
        strict=strict,
        errors=_count(findings, Severity.ERROR),
        warnings=_count(findings, Severity.WARNING),
        information=_count(findings, Severity.INFORMATION),
        services=tuple(services),
        paths=tuple(paths),
        findings=tuple(map(finding_payload, findings)),
        silenced=tuple(map(finding_payload, silenced)),
        objectives_without_rules=tuple(sorted(without_rules)),
    )


def finding_payload(finding: Finding) -> FindingPayload:
    """The wire form of one finding."""
    return FindingPayload(
        code=finding.code,
        severity=finding.severity.value,
        path=finding.place.path,
        line=finding.place.line,
        column=finding.place.column,
        end_column=finding.place.end_column,
        what=finding.what,
        why=finding.why,
        fix=finding.fix,
    )


def _count(findings: Sequence[Finding], severity: Severity) -> int:
    return sum(finding.severity is severity for finding in findings)
