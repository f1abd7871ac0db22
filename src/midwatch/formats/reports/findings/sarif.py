"""Findings as SARIF 2.1.0, which code hosts and editors read.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from midwatch.domain.findings import Finding, Place, Severity
from midwatch.domain.untrusted import for_data

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "note",
}


def render(
    findings: Sequence[Finding],
    silenced: Sequence[Finding],
    *,
    rules: Mapping[str, str],
    version: str,
) -> str:
    """One run with every finding; silenced ones are marked as suppressed. `rules`: code → what the check is about."""
    codes = sorted({*rules, *(finding.code for finding in (*findings, *silenced))})
    results = [_result(finding, codes) for finding in findings]
    results += [_result(one, codes) | {"suppressions": [{"kind": "inSource"}]} for one in silenced]
    driver = {
        "name": "midwatch",
        "semanticVersion": version,
        "rules": [
            {"id": code, "shortDescription": {"text": rules.get(code, code)}} for code in codes
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "REPOSITORY": {"description": {"text": "The root of the repository."}}
        },
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _result(finding: Finding, codes: Sequence[str]) -> dict[str, Any]:
    what, why, fix = (for_data(part) for part in (finding.what, finding.why, finding.fix))
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{what}: {why}. To fix it: {fix}."},
        "locations": [{"physicalLocation": _location(finding.place)}],
    }


def _location(place: Place) -> dict[str, Any]:
    location: dict[str, Any] = {
        "artifactLocation": {"uri": quote(for_data(place.path)), "uriBaseId": "REPOSITORY"}
    }
    if place.line:
        region = {"startLine": place.line, "startColumn": max(place.column, 1)}
        if place.end_column > place.column:
            region["endColumn"] = place.end_column
        location["region"] = region
    return location
