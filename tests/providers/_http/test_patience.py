"""How long to wait before asking again."""

from collections.abc import Mapping

import pytest

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
