from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/missing-outside-view"

EXAMPLE = one_file("service: shop\ntier: critical\nslo: {availability: 99.9%}\n")


def test_a_critical_service_that_nobody_looks_at_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.WARNING
    assert finding.place.line == 2
    assert "from outside" in finding.what
    assert "probe: 99.9%" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            one_file("""\
service: shop
tier: critical
slo: {availability: 99.9%, probe: 99.9%}
"""),
            id="a probe",
        ),
        pytest.param(one_file("service: shop\nslo: {availability: 99.9%}\n"), id="not critical"),
    ],
)
def test_a_probe_looks_from_outside(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
