"""Several questions at once, in a bounded number of threads."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def in_parallel(function: Callable[[T], R], items: Sequence[T], threads: int) -> list[R]:
    """The function's answers in the order of the items. The first exception ends it: what has not begun never does."""
    workers = min(threads, len(items))
    if workers <= 1:
        return [function(item) for item in items]
    with ThreadPoolExecutor(workers, thread_name_prefix="midwatch-query") as pool:
        return list(pool.map(function, items))  # which cancels the rest when it is left early
