from dataclasses import replace
from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from midwatch.ports.metrics import MetricType
from midwatch.testing.metrics import Series
from tests.support.gate import Example, found, one_file

CODE = "slo/not-a-counter"
REQUESTS = [
    Series(metric="http_requests_total", labels={"job": "shop", "code": code})
    for code in ("200", "404", "500")
]

EXAMPLE = one_file(
    "service: shop\nslo:\n  availability: 99.9%\n",
    series=[replace(one, type=MetricType.GAUGE) for one in REQUESTS],
)


def test_a_gauge_where_a_counter_is_needed_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 3
    assert "is a gauge" in finding.what
    assert "counter" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            one_file(
                """\
service: shop
slo: {x: {target: 99%, total: 'sum(rate(a[{{.window}}]))', bad: 'sum(rate(a[{{.window}}]))'}}
""",
                series=[Series(metric="a", type=MetricType.GAUGE)],
            ),
            1,
            id="a gauge inside a rate",
        ),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            one_file("service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS), id="counters"
        ),
        pytest.param(
            one_file(
                "service: shop\nslo:\n  availability: 99.9%\n",
                series=[replace(one, type=MetricType.UNKNOWN) for one in REQUESTS],
            ),
            id="a type that the source does not know",
        ),
        pytest.param(
            one_file(
                """\
service: shop
slo: {x: {target: 99%, gauge: a, bad_above: 5}}
""",
                series=[Series(metric="a", type=MetricType.GAUGE)],
            ),
            id="a gauge that is read as one",
        ),
    ],
)
def test_counters_and_unknown_types_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
