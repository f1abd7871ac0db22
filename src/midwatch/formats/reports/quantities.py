"""Numbers as a person reads them: the only place where they are rounded, and never into saying something else."""

from datetime import timedelta

from midwatch.domain.units import seconds

_UNITS = (("d", 86_400.0, 3 * 86_400.0), ("h", 3_600.0, 5_400.0), ("min", 60.0, 90.0))
"""A unit, its seconds, and from how many seconds on it is used."""
_MOST_DECIMALS = 7


def percent(ratio: float, decimals: int = 1) -> str:
    """A share as a percentage; what is less than all or more than nothing is never shown as all or nothing."""
    value = 100 * ratio
    for digits in range(decimals, _MOST_DECIMALS + 1):
        text = f"{value:.{digits}f}"
        if float(text) not in (0, 100) or value in (0, 100):
            return _signless_zero(text) + "%"
    return _signless_zero(f"{value:.{decimals}f}") + "%"


def change(ratio: float) -> str:
    """By which share something grew, with its sign: +4.2%, -0.4%; 0% where less than a twentieth of a percent."""
    text = f"{100 * ratio:+.1f}"
    return f"{'0' if float(text) == 0 else text}%"


def span(length: timedelta) -> str:
    """A length of time in the unit that suits it, one decimal where it says something: 43.2 min, 50 h, 5 d."""
    total = seconds(length)
    name, unit = next(((n, u) for n, u, least in _UNITS if abs(total) >= least), ("s", 1.0))
    return f"{_plain(total / unit)} {name}"


def window(length: timedelta) -> str:
    """A window by its short name: 5m, 1h, 3d."""
    for name, unit in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds(length) >= unit and seconds(length) % unit == 0:
            return f"{int(seconds(length) // unit)}{name}"
    return f"{seconds(length):g}s"


def burn(multiple: float) -> str:
    """A burn rate in three digits: 1000×, 14.4×, 0.25×."""
    if multiple >= 100:  # noqa: PLR2004 - three digits
        return f"{multiple:.0f}×"
    return f"{_trimmed(f'{multiple:.{1 if multiple >= 10 else 2}f}')}×"  # noqa: PLR2004 - three digits


def count(number: float) -> str:
    """Events, grouped by thousands; sources extrapolate, so that few of them may have a fraction."""
    if 0 < abs(number) < 10 and number != int(number):  # noqa: PLR2004 - one digit before the point
        return _signless_zero(f"{number:.1f}")
    return _signless_zero(f"{number:,.0f}")


def counted(number: int, noun: str) -> str:
    """A number of things: 1 event, 2 events, 1,000 events."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _plain(number: float) -> str:
    return _signless_zero(_trimmed(f"{number:,.1f}"))


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _signless_zero(text: str) -> str:
    return text.removeprefix("-") if not text.strip("-0.") else text
