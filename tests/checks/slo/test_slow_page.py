from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/slow-page"

EXAMPLE = one_file("service: shop\nslo:\n  availability: 95%\n")


def test_a_total_violation_that_pages_late_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.WARNING
    assert finding.place.line == 3
    assert "43.2 min" in finding.what
    assert "absolute_page: on" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            one_file("service: shop\nslo: {latency_p95: 1s}\n"), 1, id="a latency, for information"
        ),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            one_file("service: shop\nslo: {availability: 99.9%}\n"), id="99.9% pages after 51.8 s"
        ),
        pytest.param(
            one_file("service: shop\nslo: {availability: 99%}\n"), id="99% pages after 8.6 min"
        ),
        pytest.param(
            one_file("""\
service: shop
alerting: {absolute_page: on}
slo: {availability: 95%}
"""),
            id="an absolute page",
        ),
    ],
)
def test_a_page_within_ten_minutes_is_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
