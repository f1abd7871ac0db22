"""What the default minimum of bad events is worth, by simulation."""

import pytest

from tools.low_traffic import false_pages


@pytest.mark.parametrize(
    "per_hour", [10, 60], ids=lambda rate: f"a compliant service of {rate} requests an hour"
)
def test_without_a_minimum_it_pages_for_nothing_and_with_three_failures_it_does_not(
    per_hour: int,
) -> None:
    assert false_pages(per_hour, minimum_bad_events=0) > 2
    assert false_pages(per_hour, minimum_bad_events=3) < 1


def test_much_traffic_needs_no_minimum() -> None:
    assert false_pages(6000, minimum_bad_events=0) == 0
