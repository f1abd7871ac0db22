from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from midwatch.domain.units import TimeRange
from midwatch.testing.metrics import Series
from tests.support.gate import AT, Example, found, one_file

CODE = "slo/period-too-long"
REQUESTS = [
    Series(metric="http_requests_total", labels={"job": "shop", "code": code})
    for code in ("200", "404", "500")
]

EXAMPLE = one_file(
    "service: shop\nperiod: 90d\nslo: {availability: 99.9%}\n",
    series=[replace(one, span=TimeRange.ending(AT, timedelta(days=40))) for one in REQUESTS],
)


def test_a_period_that_outlasts_the_samples_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.WARNING
    assert finding.place.line == 2
    assert "90 d ago" in finding.what
    assert "retention" in finding.fix
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
            one_file(
                "service: shop\nslo: {availability: 99.9%}\n",
                series=[
                    replace(one, span=TimeRange.ending(AT, timedelta(days=40))) for one in REQUESTS
                ],
            ),
            id="old enough",
        ),
    ],
)
def test_a_period_that_the_samples_cover_is_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
