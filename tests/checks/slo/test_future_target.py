from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/future-target"

EXAMPLE = one_file("""\
service: shop
slo:
  availability:
    target: 99.95%
    earlier_targets: [{until: 2026-04-01, target: 99.9%}]
""")


def test_a_target_of_a_day_to_come_is_told(tmp_path: Path) -> None:
    (finding,) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.WARNING
    assert finding.place.line == 5
    assert "alert by a target of 99.95% at once, which holds from 2026-04-01" in finding.what
    assert "judge by 99.9%" in finding.why
    assert "keep 99.9% as the target" in finding.fix


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            one_file("""\
service: shop
slo:
  availability:
    target: 99.95%
    earlier_targets: [{until: 2026-02-01, target: 99%}, {until: 2026-03-02, target: 99.9%}]
"""),
            1,
            id="one past, one from tomorrow",
        ),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize("until", ["2026-03-01", "2025-01-01"])
def test_what_has_ended_is_history(until: str, tmp_path: Path) -> None:
    text = f"""\
service: shop
slo:
  error_rate:
    rate: 0.1%
    earlier_targets: [{{until: {until}, rate: 1%}}]
"""
    assert found(CODE, one_file(text), tmp_path) == []
