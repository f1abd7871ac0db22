from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/missing-key"

EXAMPLE = one_file("service: shop\nslo:\n  freshness: 99%\n")


def test_a_key_that_is_needed_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 3
    assert "freshness" in finding.what
    assert "age_of" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(one_file("service: shop\nslo: {}\n"), 1, id="no objective at all"),
        pytest.param(Example(files={"slos/shop.yaml": ""}), 1, id="an empty file"),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            one_file("service: shop\nslo: {availability: 99.9%}\n"), id="all that is needed"
        ),
    ],
)
def test_a_complete_file_is_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
