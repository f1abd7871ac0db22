from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from midwatch.domain.signals.counts import Counts
from midwatch.ports.events import CountRequest
from midwatch.testing.metrics import Series
from tests.support.gate import AT, Example, found, one_file, steady

CODE = "slo/unrealistic-target"
REQUESTS = [
    Series(metric="http_requests_total", labels={"job": "shop", "code": code})
    for code in ("200", "404", "500")
]


def once(request: CountRequest) -> Counts:
    """Every event good in the newest period, one in ten bad before it."""
    valid = 1_000_000.0
    return Counts(bad=0.0 if request.range.end == AT else valid / 10, valid=valid)


EXAMPLE = one_file(
    "service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS, counted=steady(10_000, 0.004)
)


def test_a_target_that_never_held_is_told_with_one_that_would_have(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.WARNING
    assert finding.place.line == 3
    assert "missed in each of the last 3 periods" in finding.what
    assert "availability: 99.5%" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            one_file(
                "service: shop\nslo: {error_rate: 0.1%}\n",
                series=REQUESTS,
                counted=steady(10_000, 0.02),
            ),
            1,
            id="an error rate",
        ),
        pytest.param(
            one_file(
                "service: shop\nslo:\n  latency_p95: 200ms\n",
                series=[],
                counted=steady(10_000, 0.2),
            ),
            1,
            id="a latency",
        ),
        pytest.param(
            one_file(
                "service: shop\nslo:\n  availability: 99.9%\n",
                series=REQUESTS,
                counted=steady(10_000, 0.4),
            ),
            1,
            id="hopeless",
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
                "service: shop\nslo:\n  availability: 99.9%\n",
                series=REQUESTS,
                counted=steady(10_000, 0.0005),
            ),
            id="kept",
        ),
        pytest.param(
            one_file("service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS),
            id="no history",
        ),
        pytest.param(
            one_file("service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS, counted=once),
            id="missed once",
        ),
    ],
)
def test_a_target_that_held_once_is_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
