"""Several questions at once."""

import threading

import pytest

from midwatch.providers._http.parallel import in_parallel


@pytest.mark.parametrize("threads", [1, 3, 50])
def test_answers_come_in_the_order_of_the_questions(threads: int) -> None:
    assert in_parallel(lambda n: n * n, range(20), threads) == [n * n for n in range(20)]


def test_no_more_run_at_once_than_allowed() -> None:
    gate = threading.Barrier(2)
    running: list[int] = []
    most: list[int] = []

    def job(_: int) -> None:
        running.append(1)
        most.append(len(running))
        gate.wait(5)
        running.pop()

    in_parallel(job, range(6), 2)
    assert max(most) == 2


@pytest.mark.parametrize("threads", [1, 2])
def test_the_first_exception_ends_what_has_not_begun(threads: int) -> None:
    begun: list[int] = []
    never = threading.Event()

    def job(number: int) -> None:
        begun.append(number)
        if number == 0:
            raise ValueError("first")
        never.wait(0.02)

    with pytest.raises(ValueError, match="first"):
        in_parallel(job, range(100), threads)
    assert len(begun) < 100
