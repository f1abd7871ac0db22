from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from midwatch.testing.metrics import Series
from tests.support.gate import Example, found, one_file

CODE = "slo/metric-absent"
REQUESTS = [
    Series(metric="http_requests_total", labels={"job": "shop", "code": code})
    for code in ("200", "404", "500")
]

EXAMPLE = one_file(
    "service: shop\nslo:\n  availability: 99.9%\n",
    series=[Series(metric="http_requests_total", labels={"job": "shop-web", "code": "200"})],
)


def test_a_series_that_is_not_there_is_told_with_what_is(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 3
    assert 'job="shop"' in finding.what
    assert 'job="shop-web"' in finding.fix
    assert finding.why


ORDERS = [
    Series(metric="orders_total", labels={"job": "shop", "outcome": outcome})
    for outcome in ("placed", "cancelled")
]
QUERIES = """\
service: shop
slo:
  orders:
    target: 99%
    total: sum(rate(orders_total{job="shop"}[{{.window}}]))
    bad: sum(rate(orders_total{job="shop", outcome="failed"}[{{.window}}]))
"""
COUNTERS = """\
service: shop
slo:
  orders:
    target: 99%
    total: orders_total{job="shop"}
    bad: orders_total{job="shop", outcome="failed", kind="web"}
"""


@pytest.mark.parametrize("text", [QUERIES, COUNTERS])
def test_where_nothing_has_failed_so_far_it_says_how_to_count_that_as_none(
    text: str, tmp_path: Path
) -> None:
    (finding,) = found(CODE, one_file(text, series=ORDERS), tmp_path)
    assert finding.severity is Severity.WARNING
    assert "so far" in finding.what
    assert "end `bad` with `or vector(0)` if nothing has failed yet" in finding.fix


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            one_file(
                "service: shop\nslo:\n  availability: 99.9%\n",
                series=[Series(metric="http_request_total", labels={"job": "shop"})],
            ),
            1,
            id="no such metric",
        ),
        pytest.param(
            one_file(
                """\
service: shop
slo: {x: {target: 99%, total: 'sum(rate(a_total[{{.window}}]))', bad: 'sum(rate(b_total[{{.window}}]))'}}
""",
                series=[Series(metric="a_total")],
            ),
            1,
            id="a query over nothing",
        ),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            one_file("service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS),
            id="the series are there",
        ),
        pytest.param(
            one_file("service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS[:1]),
            id="no failure was ever counted",
        ),
        pytest.param(one_file("service: shop\nslo:\n  availability: 99.9%\n"), id="no source"),
        pytest.param(
            one_file(f"{QUERIES.rstrip()} or vector(0)\n", series=ORDERS),
            id="no failure so far counts as none",
        ),
    ],
)
def test_series_that_are_there_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
