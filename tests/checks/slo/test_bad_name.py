from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/bad-name"

EXAMPLE = Example(files={"slos/shop.yaml": "service: ../Shop Frontend\nslo: {probe: 99%}\n"})


def test_a_name_that_is_unsafe_or_not_its_files_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 1
    assert "Shop Frontend" in finding.what
    assert "shop-frontend" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            Example(files={"slos/a.yaml": "service: b\nslo: {probe: 99%}\n"}),
            1,
            id="a file of another name",
        ),
        pytest.param(
            one_file("service: shop\nslo: {a b: {target: 9%, ratio: 'x'}}\n"),
            1,
            id="an objective with a space",
        ),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(one_file("service: shop\nslo: {availability: 99.9%}\n"), id="a plain name"),
    ],
)
def test_plain_names_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
