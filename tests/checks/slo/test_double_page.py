from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/double-page"

EXAMPLE = one_file("""\
service: shop
slo:
  availability: 99.9%
  error_rate:
    rate: 0.1%
    alerting: {page: on}
""")


def test_one_cause_that_pages_twice_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.WARNING
    assert finding.place.line == 6
    assert "pages beside" in finding.what
    assert "page: off" in finding.fix
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
            one_file("service: shop\nslo: {availability: 99.9%, error_rate: 0.1%}\n"),
            id="the short form",
        ),
        pytest.param(
            one_file("service: shop\nslo: {error_rate: 0.1%}\n"), id="an error rate alone"
        ),
    ],
)
def test_beside_availability_the_error_rate_opens_tickets(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
