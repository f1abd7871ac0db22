"""How long to wait before the next try."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 8.0


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
