from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/bad-unit"

EXAMPLE = one_file("service: shop\nslo:\n  availability: 99,9%\n  latency_p95: 200\n")


def test_a_number_without_its_unit_is_told_with_the_text_to_write(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 3
    assert "99,9%" in finding.what
    assert "99.9%" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 2, id="the example"),
        pytest.param(
            one_file("service: shop\nslo: {error_rate: 0.1}\n"), 1, id="a rate without unit"
        ),
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
slo: {availability: 99.9%, latency_p95: 200ms}
"""),
            id="units as they should be",
        ),
    ],
)
def test_numbers_with_units_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
