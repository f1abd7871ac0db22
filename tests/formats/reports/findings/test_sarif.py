import json
from typing import Any

import jsonschema
import pytest

from midwatch.domain.findings import Finding, Place, Severity
from midwatch.formats.reports.findings.sarif import render

# What code hosts and editors rely on, after sections 3.13 to 3.30 of the standard.
REGION = {
    "type": "object",
    "required": ["startLine", "startColumn"],
    "additionalProperties": False,
    "properties": {
        name: {"type": "integer", "minimum": 1}
        for name in ("startLine", "startColumn", "endColumn")
    },
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
    "properties": {
        "level": {"enum": ["error", "warning", "note"]},
        "message": {"type": "object", "required": ["text"]},
        "locations": {
            "minItems": 1,
            "items": {
                "required": ["physicalLocation"],
                "properties": {
                    "physicalLocation": {
                        "required": ["artifactLocation"],
                        "properties": {
                            "artifactLocation": {
                                "required": ["uri", "uriBaseId"],
                                "properties": {"uri": {"type": "string", "pattern": "^[^ :?#]+$"}},
                            },
                            "region": REGION,
                        },
                    }
                },
            },
        },
    },
}
RULE = {"type": "object", "required": ["id", "shortDescription"]}
LOG = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "required": ["tool", "results", "columnKind"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name", "rules"],
                                "properties": {"rules": {"items": RULE}},
                            }
                        },
                    },
                    "results": {"items": RESULT},
                },
            },
        },
    },
}


def finding(place: Place, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code="slo/b", severity=severity, place=place, what="w", why="y", fix="f")


def log(found: list[Finding], silenced: list[Finding] | None = None) -> dict[str, Any]:
    rules = {"slo/a": "First.", "slo/b": "Second."}
    read: dict[str, Any] = json.loads(render(found, silenced or [], rules=rules, version="1.2.3"))
    return read


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize(
    "place",
    [
        pytest.param(Place("slos/a.yaml", 3, 5, 9), id="columns"),
        pytest.param(Place("slos/a.yaml", 3, 5), id="to the end of the line"),
        pytest.param(Place("slos/a.yaml"), id="the whole file"),
        pytest.param(Place("slos/a b:?#ü\x1b.yaml", 1, 1), id="a path with odd characters"),
    ],
)
def test_a_log_has_the_structure_of_the_standard(place: Place, severity: Severity) -> None:
    jsonschema.validate(log([finding(place, severity)], [finding(place)]), LOG)


def test_every_result_points_at_its_rule() -> None:
    (run,) = log([finding(Place("a.yaml", 1, 1))])["runs"]
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (rule["id"], rule["shortDescription"]["text"]) == ("slo/b", "Second.")
    assert result["message"]["text"] == "w: y. To fix it: f."


def test_what_is_silenced_is_marked_as_suppressed_in_the_source() -> None:
    (run,) = log([finding(Place("a.yaml"))], [finding(Place("b.yaml"))])["runs"]
    assert [result.get("suppressions") for result in run["results"]] == [
        None,
        [{"kind": "inSource"}],
    ]
