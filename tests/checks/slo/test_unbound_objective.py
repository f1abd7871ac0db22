from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/unbound-objective"

EXAMPLE = one_file("""\
service: shop
convention: blackbox-probe
slo:
  latency_p95: 200ms
""")


def test_an_objective_without_a_metric_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 4
    assert "latency_p95" in finding.what
    assert "convention" in finding.fix
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
            one_file("""\
service: shop
convention: blackbox-probe
slo:
  availability: {target: 99%, total: a_total, bad: b_total}
"""),
            id="an indicator of its own",
        ),
    ],
)
def test_an_objective_that_says_where_it_is_measured_is_fine(
    example: Example, tmp_path: Path
) -> None:
    assert found(CODE, example, tmp_path) == []
