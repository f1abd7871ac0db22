from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/uncovered-burn"

EXAMPLE = one_file("""\
service: shop
alerting: {ticket: off}
slo:
  availability: 99.9%
""")


def test_a_burn_that_nothing_covers_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.WARNING
    assert finding.place.line == 4
    assert "below 6×" in finding.what
    assert "ticket: on" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            one_file("""\
service: shop
alerting: {page: off, ticket: off}
slo: {availability: 99%}
"""),
            1,
            id="nothing alerts",
        ),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(one_file("service: shop\nslo: {availability: 99.9%}\n"), id="both"),
        pytest.param(
            one_file("""\
service: shop
alerting: {page: off}
slo: {availability: 99%}
"""),
            id="tickets only",
        ),
    ],
)
def test_tickets_cover_every_burn_above_one(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
