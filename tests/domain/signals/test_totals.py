from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.counts import Counts
from midwatch.domain.signals.totals import Answer, total, without
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


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        pytest.param(counted(5, 100), [counted(2, 10)], Counts(3, 90), id="a part is left out"),
        pytest.param(
            counted(5, 100), [counted(2, 10), counted(1, 20)], Counts(2, 70), id="two parts are"
        ),
        pytest.param(counted(5, 100), [], Counts(5, 100), id="nothing is left out"),
        pytest.param(
            counted(5, 100), [SILENT], Counts(5, 100), id="a part without traffic changes nothing"
        ),
        pytest.param(
            counted(5, 100),
            [counted(6, 101)],
            Counts(0, 0),
            id="a part that was extrapolated beyond the whole leaves nothing",
        ),
        pytest.param(
            counted(9, 10), [counted(0, 5)], Counts(5, 5), id="what is left is never over all bad"
        ),
    ],
)
def test_corrections_leave_counts_out(whole: Answer, parts: list[Answer], expected: Counts) -> None:
    answer = without(whole, parts)
    assert isinstance(answer, Measured)
    assert answer.value == expected


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        pytest.param(SILENT, [counted(1, 2)], SILENT, id="nothing minus something is nothing"),
        pytest.param(
            counted(5, 100), [FAILED], FAILED, id="a correction that cannot be counted is no data"
        ),
    ],
)
def test_counts_without_a_correction_are_absent(
    whole: Answer, parts: list[Answer], expected: NoData
) -> None:
    assert without(whole, parts) == expected


counts = st.tuples(st.floats(0, 1), st.floats(0, 1e9)).map(
    lambda pair: counted(pair[0] * pair[1], pair[1])
)


@given(counts, st.lists(counts, max_size=3))
def test_corrections_never_increase_what_was_spent(
    whole: Measured[Counts], parts: list[Answer]
) -> None:
    answer = without(whole, parts)
    assert isinstance(answer, Measured)
    assert 0 <= answer.value.bad <= min(whole.value.bad, answer.value.valid)
    assert answer.value.valid <= whole.value.valid
