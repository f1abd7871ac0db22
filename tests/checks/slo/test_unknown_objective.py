from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/unknown-objective"

EXAMPLE = one_file("""\
service: shop
slo: {availability: 99.9%}
corrections:
  - start: 2026-02-01T10:00:00Z
    end: 2026-02-01T12:00:00Z
    kind: maintenance
    reason: database upgrade
    objectives: [availabilty]
""")


def test_a_correction_of_nothing_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 8
    assert "availabilty" in finding.what
    assert "availability" in finding.fix
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
slo: {availability: 99.9%}
corrections: [{start: 2026-02-01T10:00:00Z, end: 2026-02-01T12:00:00Z, kind: maintenance, reason: x}]
"""),
            id="a correction of all",
        ),
    ],
)
def test_a_correction_of_all_objectives_is_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
