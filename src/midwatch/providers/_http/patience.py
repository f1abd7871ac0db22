"""How long to wait before the next try, and when not to try again."""

import threading
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime

from midwatch.domain.errors import MidwatchError

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 8.0
MOST_SILENCES = 2
"""Time-outs in a row after which a source that answered before is given up: a single one may be the question's."""


class Silence:
    """Whether a source is given up: at the first time-out where it never answered, else at the second in a row.

    It is asked again after `lasts_s`. Usable from several threads.
    """

    def __init__(self, lasts_s: float, monotonic: Callable[[], float]) -> None:
        self._lasts_s = lasts_s
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._was_heard = False
        self._missed = 0
        self._until = 0.0
        self._error: MidwatchError | None = None

    def heard(self) -> None:
        """An answer came, whatever it says."""
        with self._lock:
            self._was_heard, self._missed, self._error = True, 0, None

    def missed(self, error: MidwatchError) -> None:
        """None came in time."""
        with self._lock:
            self._missed += 1
            if not self._was_heard or self._missed >= MOST_SILENCES:
                self._error, self._until = error, self._monotonic() + self._lasts_s

    @property
    def error(self) -> MidwatchError | None:
        """Why the source is not asked now; None where it is."""
        with self._lock:
            return self._error if self._error and self._monotonic() < self._until else None


def pause_before_retry(tries: int, headers: Mapping[str, str]) -> float:
    """Seconds to wait after `tries` failed tries: what the source asks for, else doubling from 0.5 up to 8."""
    asked = retry_after(headers)
    return min(FIRST_PAUSE_S * 2 ** (tries - 1), LONGEST_PAUSE_S) if asked is None else asked


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that `Retry-After` asks for, a date there read against the answer's own `Date`; None: nothing readable.

    Header names are in lower case. Source: RFC 9110, section 10.2.3,
    https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        until, now = parsedate_to_datetime(text), parsedate_to_datetime(headers.get("date", ""))
        return max((until - now).total_seconds(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None
