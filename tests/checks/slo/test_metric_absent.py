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
    Series(metric="orders_total", labels={"job": "shop", "kind": "web", "outcome": outcome})
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


RATIO = """\
service: shop
slo:
  orders:
    target: 99%
    ratio: {above} / sum(rate(orders_total{{job="shop"}}[{{{{.window}}}}]))
"""
FAILED = 'sum(rate(orders_total{job="shop", outcome="failed"}[{{.window}}]))'


def test_the_ratio_of_a_query_that_has_seen_no_failure_is_not_turned_to_successes(
    tmp_path: Path,
) -> None:
    example = one_file(RATIO.format(above=FAILED), series=ORDERS)
    (finding,) = found(CODE, example, tmp_path)
    assert finding.severity is Severity.WARNING
    assert "`(… or vector(0))`" in finding.fix
    assert "placed" not in finding.fix


@pytest.mark.parametrize(
    "text",
    [
        QUERIES.replace("outcome=", "outcom=").rstrip() + " or vector(0)\n",
        QUERIES.replace("outcome=", "outcom="),
        COUNTERS.replace("outcome=", "outcom="),
        RATIO.format(above=f"({FAILED.replace('outcome', 'outcom')} or vector(0))"),
    ],
)
def test_a_mistyped_label_of_failures_does_not_look_healthy(text: str, tmp_path: Path) -> None:
    (finding,) = found(CODE, one_file(text, series=ORDERS), tmp_path)
    assert finding.severity is Severity.ERROR
    assert "has the label `outcom`" in finding.what
    assert "did you mean `outcome`?" in finding.fix


def test_failures_of_a_metric_of_their_own_that_is_not_born_yet_hold_no_gate(
    tmp_path: Path,
) -> None:
    failed = 'orders_total{job="shop", outcome="failed"}'
    text = QUERIES.replace(failed, "order_errors_total").rstrip()
    (finding,) = found(CODE, one_file(f"{text} or vector(0)\n", series=ORDERS), tmp_path)
    assert finding.severity is Severity.WARNING
    assert "no metric order_errors_total so far" in finding.what
    assert "orders_total" not in finding.fix
    (finding,) = found(CODE, one_file(f"{text}\n", series=ORDERS), tmp_path)
    assert finding.severity is Severity.ERROR
    assert "else end `bad` with `or vector(0)`" in finding.fix


def test_an_objective_that_counts_absence_as_none_does_not_speak_for_the_next(
    tmp_path: Path,
) -> None:
    again = QUERIES.partition("slo:\n")[2].replace("orders:", "again:")
    text = f"{QUERIES.rstrip()} or vector(0)\n{again}"
    (finding,) = found(CODE, one_file(text, series=ORDERS), tmp_path)
    assert finding.place.line == 7
    assert "so far" in finding.what


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
        pytest.param(
            one_file(f"{QUERIES.rstrip()} or on() vector(0)\n", series=ORDERS),
            id="no failure so far counts as none, on no label",
        ),
        pytest.param(
            one_file(RATIO.format(above=f"({FAILED} or vector(0))"), series=ORDERS),
            id="no failure so far counts as none in a ratio",
        ),
    ],
)
def test_series_that_are_there_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
