from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/too-many-objectives"

EXAMPLE = one_file(
    "service: shop\nslo:\n" + "".join(f"  latency_p{n}: 1s\n" for n in (50, 75, 90, 95, 98, 99))
)


def test_more_objectives_than_anybody_can_watch_are_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.WARNING
    assert finding.place.line == 2
    assert "6 objectives" in finding.what
    assert "dashboard" in finding.fix
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
            one_file(
                "service: shop\nslo:\n"
                + "".join(f"  latency_p{n}: 1s\n" for n in (50, 75, 90, 95, 99))
            ),
            id="five",
        ),
    ],
)
def test_five_objectives_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
