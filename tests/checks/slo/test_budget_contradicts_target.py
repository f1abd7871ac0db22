from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/budget-contradicts-target"

EXAMPLE = one_file("""\
service: shop
slo:
  availability: 99.95%
error_budget:
  monthly_downtime: 43.2m
""")


def test_a_downtime_that_the_target_does_not_leave_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 5
    assert "43.2m" in finding.what
    assert "`monthly_downtime: 21.6m`, or `availability: 99.9%`" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            one_file("""\
service: shop
slo: {error_rate: 1%}
error_budget: {monthly_downtime: 43.2m}
"""),
            1,
            id="by the error rate",
        ),
        pytest.param(
            one_file("""\
service: shop
slo: {latency_p95: 1s}
error_budget: {monthly_downtime: 43.2m}
"""),
            1,
            id="of no objective",
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
slo: {availability: 99.9%}
error_budget: {monthly_downtime: 43.2m}
"""),
            id="43.2 minutes for 99.9%",
        ),
        pytest.param(
            one_file("""\
service: shop
slo: {availability: 99.9%}
error_budget: {monthly_downtime: 43m}
"""),
            id="rounded by hand",
        ),
        pytest.param(
            one_file("""\
service: shop
slo: {availability: 99.99%}
error_budget: {monthly_downtime: 4.32m}
"""),
            id="4.32 minutes for 99.99%",
        ),
    ],
)
def test_a_downtime_that_follows_from_the_target_is_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
