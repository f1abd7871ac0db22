from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/unreadable-file"

EXAMPLE = Example(files={"slos/shop.yaml": b"service: caf\xe9\n"})


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 0
    assert "shop.yaml" in finding.what
    assert "UTF-8" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(Example(files={"slos/shop.yaml": "x" * 6_000_000}), 1, id="a file of 6 MB"),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(one_file("service: shop\nslo: {availability: 99.9%}\n"), id="a file of text"),
    ],
)
def test_a_text_is_readable(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
