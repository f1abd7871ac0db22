from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from midwatch.testing.metrics import Series
from tests.support.gate import Example, found, one_file, steady

CODE = "slo/little-traffic"
REQUESTS = [
    Series(metric="http_requests_total", labels={"job": "shop", "code": code})
    for code in ("200", "404", "500")
]

EXAMPLE = one_file(
    """\
service: shop
alerting: {minimum_bad_events: off}
slo:
  availability: 99.9%
""",
    series=REQUESTS,
    counted=steady(60),
)


def test_traffic_in_which_one_failure_pages_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.WARNING
    assert finding.place.line == 4
    assert "60 events an hour: one bad one burns 16.7×" in finding.what
    assert "minimum_bad_events: 3" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            one_file(
                "service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS, counted=steady(1)
            ),
            1,
            id="a budget of less than one event",
        ),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            one_file(
                """\
service: shop
alerting: {minimum_bad_events: off}
slo: {availability: 99.9%}
""",
                series=REQUESTS,
                counted=steady(100_000),
            ),
            id="enough",
        ),
        pytest.param(
            one_file(
                "service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS, counted=steady(60)
            ),
            id="three failures are needed",
        ),
        pytest.param(
            one_file("service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS),
            id="nothing is known",
        ),
    ],
)
def test_enough_traffic_and_unknown_traffic_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
