from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from midwatch.testing.metrics import Series
from tests.support.gate import Example, found, one_file, steady

CODE = "slo/probe-required"
REQUESTS = [
    Series(metric="http_requests_total", labels={"job": "shop", "code": code})
    for code in ("200", "404", "500")
]

EXAMPLE = one_file(
    "service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS, counted=steady(2)
)


def test_an_outage_that_could_not_page_within_an_hour_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 3
    assert "2 events an hour" in finding.what
    assert "probe: 99.9%" in finding.fix
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
                "service: shop\nslo: {availability: 99.9%, probe: 99.9%}\n",
                series=REQUESTS,
                counted=steady(2),
            ),
            id="a probe",
        ),
        pytest.param(
            one_file(
                "service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS, counted=steady(20)
            ),
            id="enough traffic",
        ),
        pytest.param(
            one_file(
                """\
service: shop
alerting: {page: off}
slo: {availability: 99.9%}
""",
                series=REQUESTS,
                counted=steady(2),
            ),
            id="pages are off",
        ),
    ],
)
def test_a_probe_or_enough_traffic_is_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
