import pytest

from midwatch.domain.findings import Finding, Place, Severity
from midwatch.formats.reports.findings.github import render


def finding(place: Place, severity: Severity = Severity.ERROR, what: str = "w") -> Finding:
    return Finding(code="slo/a", severity=severity, place=place, what=what, why="y", fix="f")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(
            finding(Place("slos/a.yaml", 3, 5, 9)),
            "::error file=slos/a.yaml,line=3,col=5,endColumn=9,title=slo/a::w%0Awhy: y%0Afix: f",
            id="an error with columns",
        ),
        pytest.param(
            finding(Place("a.yaml", 3, 5), Severity.WARNING),
            "::warning file=a.yaml,line=3,col=5,title=slo/a::w%0Awhy: y%0Afix: f",
            id="a warning",
        ),
        pytest.param(
            finding(Place("a.yaml"), Severity.INFORMATION),
            "::notice file=a.yaml,title=slo/a::w%0Awhy: y%0Afix: f",
            id="a whole file",
        ),
        pytest.param(
            finding(Place("a,b:c%.yaml"), what="99,9% of: all\n::error::x"),
            "::error file=a%2Cb%3Ac%25.yaml,title=slo/a::99,9%25 of: all\\x0a::error::x%0Awhy: y%0Afix: f",
            id="nobody can begin a command of their own",
        ),
    ],
)
def test_a_finding_is_one_workflow_command(found: Finding, expected: str) -> None:
    assert render([found]) == expected


def test_every_finding_is_a_line() -> None:
    assert render([finding(Place("a.yaml"))] * 3).count("\n") == 2
    assert render([]) == ""
