import json

from midwatch.domain.findings import Finding, Place, Severity
from midwatch.formats.payloads.slo_check import payload


def finding(severity: Severity) -> Finding:
    return Finding(
        code="slo/bad-unit",
        severity=severity,
        place=Place("slos/a.yaml", 3, 17, 22),
        what="a \ud800 b",
        why="y",
        fix="f",
    )


def test_the_wire_form_counts_and_keeps_every_place() -> None:
    wire = payload(
        [finding(Severity.ERROR), finding(Severity.WARNING), finding(Severity.WARNING)],
        [finding(Severity.INFORMATION)],
        read=(["a"], ["slos/a.yaml"]),
        without_rules={"a-latency_p99", "a-latency_p95"},
        is_held=True,
        strict=False,
    )
    read = json.loads(wire.as_json())
    assert (read["verdict"], read["errors"], read["warnings"], read["information"]) == (
        "held",
        1,
        2,
        0,
    )
    assert read["objectives_without_rules"] == ["a-latency_p95", "a-latency_p99"]
    assert [f["severity"] for f in read["silenced"]] == ["information"]
    found = read["findings"][0]
    assert (found["path"], found["line"], found["column"], found["end_column"]) == (
        "slos/a.yaml",
        3,
        17,
        22,
    )
    assert found["what"] == "a ? b"
