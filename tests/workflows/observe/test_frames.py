"""With which ranges of the past a range is compared."""

from datetime import UTC, datetime, timedelta

import pytest

from midwatch.workflows.observe.frames import frame

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("length", "baseline", "days"),
    [
        (HOUR, None, [7, 14, 21, 28]),
        (HOUR, DAY, [1]),
        (HOUR, 6 * DAY, [1, 2, 3, 4, 5, 6]),
        (2 * DAY, 6 * DAY, [2, 4, 6]),
        (HOUR, 7 * DAY, [7]),
        (HOUR, 30 * DAY, [7, 14, 21, 28]),
        (10 * DAY, 30 * DAY, [14, 28]),
    ],
    ids=str,
)
def test_a_baseline_reaches_as_far_back_as_it_says(
    length: timedelta, baseline: timedelta | None, days: list[int]
) -> None:
    looked = frame(AT, length, baseline)
    assert [(AT - span.end) / DAY for span in looked.past] == days


@pytest.mark.parametrize(
    ("length", "hides"), [(HOUR, False), (10 * HOUR, False), (11 * HOUR, True), (7 * DAY, True)]
)
def test_steps_longer_than_five_minutes_hide_short_incidents(
    length: timedelta,
    hides: bool,  # noqa: FBT001 - a table's column
) -> None:
    assert frame(AT, length, None).hides_incidents == hides
