from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found

CODE = "slo/duplicate-service"

EXAMPLE = Example(
    files={
        "slos/shop.yaml": "service: shop\nslo: {availability: 99.9%}\n",
        "slos/old/shop.yaml": "service: shop\nslo: {availability: 99%}\n",
    },
    paths=("slos/shop.yaml",),
)


def test_two_files_of_one_service_are_told_even_if_one_is_checked(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 1
    assert "slos/old/shop.yaml" in finding.what
    assert "merge" in finding.fix
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
                    "slos/a.yaml": "service: a\nslo: {probe: 99%}\n",
                    "slos/b.yaml": "service: b\nslo: {probe: 99%}\n",
                }
            ),
            id="two services",
        ),
    ],
)
def test_two_services_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
