from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from midwatch.testing.metrics import Series
from tests.support.gate import Example, found, one_file

CODE = "slo/label-absent"
REQUESTS = [
    Series(metric="http_requests_total", labels={"job": "shop", "code": code})
    for code in ("200", "404", "500")
]

EXAMPLE = one_file(
    "service: shop\nslo:\n  availability: 99.9%\n",
    series=[Series(metric="http_requests_total", labels={"job": "shop", "status": "200"})],
)


def test_a_label_that_no_series_carries_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 3
    assert "the label `code`" in finding.what
    assert "`total` and `bad`" in finding.fix
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
            one_file("service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS),
            id="the label is there",
        ),
        pytest.param(
            one_file("service: shop\nslo:\n  availability: 99.9%\n", series=[]),
            id="nothing is there at all, which is told elsewhere",
        ),
    ],
)
def test_a_label_that_is_there_is_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
