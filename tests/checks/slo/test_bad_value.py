from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/bad-value"

EXAMPLE = one_file("service: shop\ntier: hihg\nslo: {availability: 99.9%}\n")


def test_a_value_that_cannot_stand_there_is_told_with_those_that_can(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 2
    assert "hihg" in finding.what
    assert "high" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            one_file("""\
service: shop
period: {calendar: month, time_zone: Europe/Berlim}
slo: {probe: 99%}
"""),
            1,
            id="an unknown zone",
        ),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            one_file("service: shop\ntier: high\nslo: {availability: 99.9%}\n"), id="a known value"
        ),
    ],
)
def test_known_values_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
