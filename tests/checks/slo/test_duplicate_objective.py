from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/duplicate-objective"

EXAMPLE = one_file("""\
service: shop
slo:
  orders: {target: 99%, total: orders_total, bad: failed_orders_total}
  checkouts: {target: 99%, total: orders_total, bad: failed_orders_total}
""")


def test_one_promise_under_two_names_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.WARNING
    assert finding.place.line == 4
    assert "checkouts" in finding.what
    assert "keep one" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            Example(
                files={
                    "slos/a.yaml": 'service: a\nslo: {b-x: {target: 9%, ratio: "r"}}\n',
                    "slos/a-b.yaml": 'service: a-b\nslo: {x: {target: 9%, ratio: "r"}}\n',
                }
            ),
            2,
            id="one id in two files",
        ),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            one_file("service: shop\nslo: {latency_p95: 200ms, latency_p99: 500ms}\n"),
            id="two promises of one thing",
        ),
    ],
)
def test_two_bounds_of_one_latency_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
