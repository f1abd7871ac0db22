from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from midwatch.testing.metrics import Series
from tests.support.gate import Example, found, one_file, steady

CODE = "slo/client-failures"
REQUESTS = [
    Series(metric="http_requests_total", labels={"job": "shop", "code": code})
    for code in ("200", "404", "500")
]

EXAMPLE = one_file(
    "service: shop\nslo:\n  error_rate: 0.1%\n", series=REQUESTS, counted=steady(10_000, 0.02)
)


def test_the_clients_share_of_an_error_rate_is_shown(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.INFORMATION
    assert finding.place.line == 3
    assert "2% of requests were client failures" in finding.what
    assert "`availability`" in finding.fix
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
                "service: shop\nslo:\n  availability: 99.9%\n",
                series=REQUESTS,
                counted=steady(10_000, 0.02),
            ),
            id="availability leaves them out",
        ),
        pytest.param(
            one_file("service: shop\nslo: {error_rate: 0.1%}\n", series=REQUESTS), id="no data"
        ),
        pytest.param(
            one_file(
                "service: shop\nslo: {error_rate: 0.1%}\n",
                series=REQUESTS,
                counted=steady(10_000, 0.0),
            ),
            id="no client failed",
        ),
    ],
)
def test_without_failures_that_an_error_rate_counts_there_is_nothing_to_show(
    example: Example, tmp_path: Path
) -> None:
    assert found(CODE, example, tmp_path) == []
