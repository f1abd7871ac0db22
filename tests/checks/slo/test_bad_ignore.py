from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/bad-ignore"

EXAMPLE = one_file("""\
service: shop
slo:
  availability: 90% # midwatch: ignore slo/slow-page
""")


def test_a_comment_that_silences_nothing_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.WARNING
    assert finding.place.line == 3
    assert "without a reason" in finding.what
    assert "in brackets" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            one_file("""\
service: shop
slo: {probe: 99.9%} # midwatch: ignore slo/slow-pag (why)
"""),
            1,
            id="a check that is not there",
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
slo:
  availability: 90% # midwatch: ignore slo/slow-page (a batch)
"""),
            id="a comment that silences",
        ),
    ],
)
def test_a_comment_with_a_check_and_a_reason_is_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
