from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found

CODE = "slo/unknown-dependency"

EXAMPLE = Example(
    files={
        "slos/shop.yaml": "service: shop\ndepends_on: [payment]\nslo: {availability: 99.9%}\n",
        "slos/payments.yaml": "service: payments\nslo: {availability: 99.9%}\n",
    },
    paths=("slos/shop.yaml",),
)


def test_a_dependency_without_a_file_is_told_with_the_nearest(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.WARNING
    assert finding.place.line == 2
    assert "payment" in finding.what
    assert "write payments" in finding.fix
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
            Example(
                files={
                    "slos/a.yaml": "service: a\ndepends_on: [b]\nslo: {probe: 99%}\n",
                    "slos/b.yaml": "service: b\nslo: {probe: 99%}\n",
                }
            ),
            id="a neighbour",
        ),
    ],
)
def test_a_dependency_with_a_file_is_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
