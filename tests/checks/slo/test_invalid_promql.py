from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/invalid-promql"

EXAMPLE = one_file("""\
service: shop
slo:
  orders:
    target: 99%
    total: sum(rate(orders_total[{{.window}}])
    bad: sum(rate(failed_orders_total[{{.window}}]))
""")


def test_a_query_that_prometheus_would_refuse_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 5
    assert "no PromQL" in finding.what
    assert "promtool" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            one_file("""\
service: shop
slo: {x: {target: 9%, ratio: 'avg_over_time(a[5m])'}}
"""),
            1,
            id="a fixed window",
        ),
        pytest.param(
            one_file("""\
service: shop
slo: {x: {target: 9%, ratio: 'avg_over_time(a[{{.win}}])'}}
"""),
            1,
            id="another placeholder",
        ),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            one_file("""\
service: shop
slo: {x: {target: 99%, total: 'sum(rate(a[{{.window}}]))', bad: 'sum(rate(b[$__rate_interval]))'}}
"""),
            id="queries with their window",
        ),
        pytest.param(
            one_file("""\
service: shop
slo: {x: {target: 99%, total: a_total, bad: b_total}}
"""),
            id="counters",
        ),
    ],
)
def test_queries_and_counters_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
