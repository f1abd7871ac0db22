from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/unknown-key"

EXAMPLE = one_file("""\
service: shop
teir: critical
slo:
  availability: 99.9%
  latency_95: 200ms
""")


def test_a_key_that_means_nothing_is_told_with_the_nearest(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 2
    assert "teir" in finding.what
    assert "tier: critical" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 2, id="the example"),
        pytest.param(
            one_file("service: shop\nslo: {availabilty: 99%}\n"), 1, id="an objective with a slip"
        ),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            one_file("service: shop\nslo: {availability: 99.9%}\n"), id="every key is known"
        ),
    ],
)
def test_known_keys_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
