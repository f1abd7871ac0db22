from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/target-out-of-range"

EXAMPLE = one_file("service: shop\nslo:\n  availability: 0%\n")


def test_a_share_that_cannot_be_promised_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 3
    assert "0%" in finding.what
    assert "99.9%" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(one_file("service: shop\nslo: {availability: -1%}\n"), 1, id="negative"),
        pytest.param(one_file("service: shop\nslo: {probe: 101%}\n"), 1, id="above all"),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(one_file("service: shop\nslo: {availability: 99.9%}\n"), id="inside"),
    ],
)
def test_a_share_between_is_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
