"""Waiting is counted once, however many wait."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from midwatch.providers._http.waiting import WaitingMeter


def clock(*ticks: float) -> Callable[[], float]:
    return iter(ticks).__next__


def test_two_that_wait_side_by_side_wait_once() -> None:
    meter = WaitingMeter(clock(10.0, 14.0))
    with meter.waiting(), meter.waiting():
        pass
    assert meter.read().waiting == timedelta(seconds=4)


def test_two_that_wait_one_after_the_other_wait_twice() -> None:
    meter = WaitingMeter(clock(10.0, 14.0, 20.0, 21.0))
    for _ in range(2):
        with meter.waiting():
            meter.count_request()
    assert meter.read().waiting == timedelta(seconds=5)
    assert meter.read().requests == 2


def test_waiting_ends_when_the_question_fails() -> None:
    meter = WaitingMeter(clock(10.0, 13.0))
    with pytest.raises(OSError, match="gone"), meter.waiting():
        raise OSError("gone")
    assert meter.read().waiting == timedelta(seconds=3)
