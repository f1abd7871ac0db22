"""Numbers as findings say them: the last step before a person reads, so they are rounded here."""

from datetime import timedelta
from decimal import Decimal

from midwatch.domain.units import Ratio

_MINUTE = timedelta(minutes=1)
_NAMED = ((timedelta(days=1), "d"), (timedelta(hours=1), "h"), (_MINUTE, "min"))


def percent(share: Ratio | float) -> str:
    """A share in percent: declared ones exact, measured ones to three digits."""
    if isinstance(share, Ratio):
        return f"{_trimmed(f'{share.percent:f}')}%"
    return f"{share * 100:.3g}%"


def measured_good(bad_ratio: float) -> str:
    """The share of good events, with as many nines as tell it from 100%."""
    digits = 2
    while digits < 8 and bad_ratio > 0 and f"{100 - bad_ratio * 100:.{digits}f}".startswith("100"):  # noqa: PLR2004 - beyond eight digits nobody measures
        digits += 1
    return f"{_trimmed(f'{100 - bad_ratio * 100:.{digits}f}')}%"


def times(multiple: float) -> str:
    """A burn rate."""
    return f"{_trimmed(f'{multiple:.1f}')}×"


def minutes(span: timedelta) -> str:
    """A span in minutes, as a service file may say it."""
    return f"{_trimmed(f'{Decimal(span // timedelta(microseconds=1)) / 60_000_000:.3f}')}m"


def about(span: timedelta) -> str:
    """A span in its largest unit, to one decimal."""
    for unit, name in _NAMED:
        if span >= unit:
            return f"{_trimmed(f'{span / unit:.1f}')} {name}"
    return f"{_trimmed(f'{span / timedelta(seconds=1):.1f}')} s"


def count(events: float) -> str:
    """A number of events."""
    return f"{events:,.0f}" if events >= 10 else _trimmed(f"{events:.1f}")  # noqa: PLR2004 - below ten the first decimal matters


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
