from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/no-budget"

EXAMPLE = one_file("service: shop\nslo:\n  availability: 100%\n")


def test_a_target_without_any_budget_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 3
    assert "100%" in finding.what
    assert "99.9%" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(one_file("service: shop\nslo: {error_rate: 0%}\n"), 1, id="no errors at all"),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(one_file("service: shop\nslo: {availability: 99.999%}\n"), id="almost all"),
    ],
)
def test_a_strict_target_is_a_target(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
