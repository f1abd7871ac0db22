"""How much a source was asked, and how long we waited for it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Requests sent (each retry is one), and the time during which at least one was under way."""

    requests: int
    waiting: timedelta


class WaitingMeter:
    """Counts requests and the time spent waiting, over all threads: two that wait side by side wait once."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._under_way = 0
        self._since = 0.0
        self._waited_s = 0.0
        self._requests = 0

    def count_request(self) -> None:
        """One more request goes out."""
        with self._lock:
            self._requests += 1

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Count the time inside as waiting."""
        with self._lock:
            if self._under_way == 0:
                self._since = self._monotonic()
            self._under_way += 1
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1
                if self._under_way == 0:
                    self._waited_s += self._monotonic() - self._since

    @property
    def is_waiting(self) -> bool:
        """Whether somebody waits now."""
        return self._under_way > 0

    def read(self) -> Statistics:
        """What was counted until now."""
        with self._lock:
            return Statistics(requests=self._requests, waiting=timedelta(seconds=self._waited_s))
