from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/dependency-cycle"

EXAMPLE = Example(
    files={
        "slos/shop.yaml": "service: shop\ndepends_on: [payments]\nslo: {availability: 99.9%}\n",
        "slos/payments.yaml": "service: payments\ndepends_on: [shop]\nslo: {availability: 99.9%}\n",
    },
    paths=("slos/shop.yaml",),
)


def test_services_that_depend_on_each_other_are_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 2
    assert "shop → payments → shop" in finding.what
    assert "remove the dependency" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            one_file("service: shop\ndepends_on: [shop]\nslo: {probe: 99%}\n"), 1, id="on itself"
        ),
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
                    f"slos/{a}.yaml": f"service: {a}\ndepends_on: [{b}]\nslo: {{probe: 99%}}\n"
                    for a, b in (("a", "b, c"), ("b", "d"), ("c", "d"), ("d", ""))
                }
            ),
            id="a diamond",
        ),
    ],
)
def test_two_ways_to_one_service_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
