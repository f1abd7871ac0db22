from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/duplicate-key"

EXAMPLE = one_file("""\
service: shop
slo:
  availability: 99.9%
  availability: 99%
""")


def test_a_key_that_stands_twice_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 4
    assert "availability" in finding.what
    assert "keep one" in finding.fix
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
slo:
  probe: {target: 99%, gauge: up}
  x: {target: 99%, gauge: up, bad_below: 1}
"""),
            id="the same key in two places",
        ),
    ],
)
def test_equal_keys_of_two_mappings_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
