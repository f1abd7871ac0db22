from datetime import UTC, datetime, timedelta

import pytest

from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.counts import Counts
from midwatch.domain.signals.totals import Answer, total
from midwatch.domain.units import TimeRange

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SILENT = NoData(reason="nothing there")
FAILED = NoData(reason="timed out", source_failed=True)


def counted(
    bad: float, valid: float, *, hour: int = 0, samples: int | None = 60, warning: str = ""
) -> Measured[Counts]:
    origin = Provenance(
        query=f"hour {hour}",
        range=TimeRange(NOON + hour * HOUR, NOON + (hour + 1) * HOUR),
        samples=samples,
        source="prod",
    )
    return Measured(
        value=Counts(bad, valid), provenance=origin, warnings=(warning,) if warning else ()
    )


def test_a_total_adds_counts_and_tells_of_every_part() -> None:
    answer = total([counted(1, 10), counted(2, 20, hour=1, warning="partial"), SILENT])
    assert isinstance(answer, Measured)
    assert answer.value == Counts(3, 30)
    assert answer.provenance.query == "hour 0 plus hour 1"
    assert answer.provenance.range == TimeRange(NOON, NOON + 2 * HOUR)
    assert answer.provenance.samples == 120
    assert answer.warnings == ("partial",)


def test_samples_that_one_part_does_not_tell_are_not_told() -> None:
    answer = total([counted(1, 10), counted(2, 20, samples=None)])
    assert isinstance(answer, Measured)
    assert answer.provenance.samples is None


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param([SILENT, SILENT], SILENT, id="nothing in any part is no data"),
        pytest.param([counted(1, 10), FAILED], FAILED, id="a part that failed leaves no total"),
    ],
)
def test_a_total_is_absent(answers: list[Answer], expected: NoData) -> None:
    assert total(answers) == expected


def test_a_total_of_no_ranges_is_no_data() -> None:
    assert isinstance(total([]), NoData)
