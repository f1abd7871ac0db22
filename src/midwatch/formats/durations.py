"""Spans of time as people write them: `200ms`, `1h30m`, `43.2m`, `30d`."""

import re
from datetime import timedelta
from decimal import Decimal

MICROSECONDS = {
    "us": 1,
    "ms": 1_000,
    "s": 1_000_000,
    "m": 60_000_000,
    "h": 3_600_000_000,
    "d": 86_400_000_000,
    "w": 604_800_000_000,
}
LONGEST = timedelta(days=36_500)
"""A century; what is longer was not meant."""

_PART = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,9})?) ?(us|ms|[smhdw])")
_WHOLE = re.compile(rf"(?:{_PART.pattern})(?: ?{_PART.pattern})*")
_RENDERED = ("d", "h", "m", "s", "ms", "us")


def parse(text: str) -> timedelta:
    """Read a span, zero included; parts add up, whatever their order.

    Raises ValueError for what is no duration, is finer than a microsecond, or is longer than a century.
    """
    stripped = text.strip()
    if not is_written_like_one(stripped):
        msg = f"not a duration: {text!r}"
        raise ValueError(msg)
    total = sum(
        (Decimal(number) * MICROSECONDS[unit] for number, unit in _PART.findall(stripped)),
        start=Decimal(0),
    )
    if total != int(total) or total > LONGEST // timedelta(microseconds=1):
        msg = f"a duration has whole microseconds and is at most a century: {text!r}"
        raise ValueError(msg)
    return timedelta(microseconds=int(total))


def is_written_like_one(text: str) -> bool:
    """Whether a text has the form of a duration, even where none is that fine or that long."""
    return _WHOLE.fullmatch(text.strip()) is not None


def render(span: timedelta) -> str:
    """Write a span exactly, largest units first: 43.2 minutes are `43m12s`, nothing is `0s`.

    Raises ValueError for a negative span.
    """
    rest = span // timedelta(microseconds=1)
    if rest < 0:
        msg = f"a duration is not negative: {span}"
        raise ValueError(msg)
    parts = []
    for unit in _RENDERED:
        count, rest = divmod(rest, MICROSECONDS[unit])
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) or "0s"
