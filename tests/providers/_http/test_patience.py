"""How long to wait before asking again."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.providers._http.patience import pause_before_retry, retry_after

DATE = "Tue, 03 Mar 2026 10:00:00 GMT"


@pytest.mark.parametrize(("tries", "pause"), [(1, 0.5), (2, 1.0), (3, 2.0), (5, 8.0), (9, 8.0)])
def test_pauses_double_up_to_a_bound(tries: int, pause: float) -> None:
    assert pause_before_retry(tries, {}) == pause


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"retry-after": "Tue, 03 Mar 2026 10:00:12 GMT", "date": DATE}, 12.0),
        ({"retry-after": "Tue, 03 Mar 2026 09:00:00 GMT", "date": DATE}, 0.0),
        ({"retry-after": "Tue, 03 Mar 2026 10:00:12 GMT"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "²"}, None),
        ({"retry-after": f"Tue, 03 Mar {'9' * 20} 10:00:00 GMT", "date": DATE}, None),
        ({}, None),
    ],
    ids=str,
)
def test_the_wish_of_the_source_is_read_in_both_its_forms(
    headers: Mapping[str, str], expected: float | None
) -> None:
    assert retry_after(headers) == expected


def test_the_wish_of_the_source_wins_over_our_own_pause() -> None:
    assert pause_before_retry(4, {"retry-after": "1"}) == 1.0


DAYS = st.sampled_from(
    ["Tue,", "03", "Mar", "2026", "10:00:12", "GMT", "+9999", "9" * 30, "-1", ":"]
)


@pytest.mark.fuzz
@given(
    asked=st.text() | st.lists(DAYS, max_size=9).map(" ".join),
    date=st.just(DATE) | st.text() | st.lists(DAYS, max_size=9).map(" ".join),
)
def test_any_wish_is_a_wait_or_none(asked: str, date: str) -> None:
    wait = retry_after({"retry-after": asked, "date": date})
    assert wait is None or wait >= 0
    assert not math.isnan(pause_before_retry(1, {"retry-after": asked, "date": date}))


@pytest.mark.fuzz
@given(st.integers(0, 10**6), st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001 - made UTC below
def test_a_date_asks_for_as_long_as_seconds_do(wait: int, now: datetime) -> None:
    said = now.replace(microsecond=0, tzinfo=UTC)
    until = format_datetime(said + timedelta(seconds=wait), usegmt=True)
    by_date = retry_after({"retry-after": until, "date": format_datetime(said, usegmt=True)})
    assert by_date == retry_after({"retry-after": str(wait)}) == wait
