"""Percentages and spans of a service file, and what to write where one is wrong."""

import re
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from midwatch.domain.slo.objective import Target
from midwatch.domain.units import Ratio
from midwatch.formats import durations
from midwatch.formats.service_file.cursor import Cursor, Problem, shown

_PERCENT = re.compile(r"([+-]?[0-9]{1,3}(?:\.[0-9]{1,10})?) ?%")
_BARE = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,10})?")
_DECIMAL_COMMA = re.compile(r"([0-9]+),([0-9]+)")
_NUMBER_AND_WORD = re.compile(r"([0-9.]+) ?([A-Za-zµ]+)")
_UNIT_WORDS = {
    "us": ("µs", "usec", "microsecond", "microseconds"),
    "ms": ("msec", "msecs", "millis", "millisecond", "milliseconds"),
    "s": ("sec", "secs", "second", "seconds"),
    "m": ("min", "mins", "minute", "minutes"),
    "h": ("hr", "hrs", "hour", "hours"),
    "d": ("day", "days"),
    "w": ("week", "weeks"),
}
_NO_BUDGET_WHY = (
    "without any room for errors there is no error budget, and every burn rate divides by zero"
)
LONGEST_TEXT = 64
"""Characters of a percentage or a span at most; what is longer is none, and is not searched for slips."""

LIKELY_MILLISECONDS = 10
"""A bare latency of this or more is read as milliseconds in advice: nobody promises ten seconds in seconds by habit."""


def target(cursor: Cursor) -> Target | None:
    """The share of events that must be good, such as `99.9%`."""
    value = percent(cursor, example="99.9%")
    return None if value is None else _target(cursor, value, value)


def failure_rate(cursor: Cursor) -> Target | None:
    """The share of events that may fail, such as `0.1%`, as the target that it leaves."""
    value = percent(cursor, example="0.1%")
    return None if value is None else _target(cursor, value, 100 - value)


def _target(cursor: Cursor, written: Decimal, good_percent: Decimal) -> Target | None:
    if 0 < good_percent < 100:  # noqa: PLR2004 - percent
        return Target(Ratio.from_percent(good_percent))
    if good_percent == 100:  # noqa: PLR2004 - percent
        fix = "write what users would not notice, such as " + ("99.9%" if written else "0.1%")
        cursor.refuse(
            Problem("no-budget", f"{_plain(written)}% leaves no error budget", _NO_BUDGET_WHY, fix)
        )
        return None
    fix = "write 99.9%" if written == good_percent else "write 0.1%"
    cursor.refuse(
        Problem(
            "target-out-of-range",
            f"{_plain(written)}% is no share that can be promised",
            "the share of good events lies between 0% and 100%, both excluded",
            f"{fix}, or the share that you mean",
        )
    )
    return None


def share(cursor: Cursor) -> Ratio | None:
    """A share between 0% and 100%, both included."""
    value = percent(cursor, example="25%")
    if value is None:
        return None
    if 0 <= value <= 100:  # noqa: PLR2004 - percent
        return Ratio.from_percent(value)
    cursor.refuse(
        Problem(
            "bad-value",
            f"{_plain(value)}% is no share",
            "a share lies between 0% and 100%",
            "write a value between 0% and 100%",
        )
    )
    return None


def percent(cursor: Cursor, *, example: str) -> Decimal | None:
    """A number with a percent sign; None, with a finding, for everything else."""
    text = cursor.text()
    if text is None:
        return None
    if found := _PERCENT.fullmatch(text.strip()):
        return Decimal(found.group(1))
    cursor.refuse(_percent_problem(text.strip(), example))
    return None


def _percent_problem(text: str, example: str) -> Problem:
    text = text[:LONGEST_TEXT]
    comma = _DECIMAL_COMMA.sub(r"\1.\2", text)
    if comma != text and _PERCENT.fullmatch(comma):
        why = "a decimal point separates here; a comma separates thousands elsewhere"
        return Problem("bad-unit", f"{shown(text)} has a decimal comma", why, f"write {comma}")
    if _BARE.fullmatch(comma):
        why = "a bare number may be a percentage or a share; the difference is a factor of 100"
        return Problem(
            "bad-unit", f"{shown(text)} has no unit", why, _percent_advice(comma, example)
        )
    if is_duration(text):
        return Problem(
            "bad-unit",
            f"{shown(text)} is a duration",
            "a percentage belongs here",
            f"write a percentage, such as {example}",
        )
    return Problem(
        "bad-unit",
        f"{shown(text)} is no percentage",
        "a number with at most ten decimals and a percent sign belongs here",
        f"write it like {example}",
    )


def _percent_advice(bare: str, example: str) -> str:
    try:
        number = Decimal(bare)
    except InvalidOperation:
        return f"write it like {example}"
    as_share = f"{_plain(number * 100)}%"
    if not 0 < number < 1:
        return f"write {_plain(number)}%"
    if Decimal(example.removesuffix("%")) > 1:
        return f"write {as_share}"
    return f"write {_plain(number)}%, or {as_share} if it was meant as a share"


def positive_span(cursor: Cursor) -> timedelta | None:
    """A span longer than nothing, such as `200ms`."""
    value = span(cursor)
    if value is None or value > timedelta(0):
        return value
    cursor.refuse(
        Problem(
            "bad-value",
            f"{shown(cursor.text() or '')} is no time at all",
            "nothing happens within it",
            "write the time that you mean, such as 200ms",
        )
    )
    return None


def span(cursor: Cursor) -> timedelta | None:
    """A span, zero included; None, with a finding, where it is none."""
    text = cursor.text()
    if text is None:
        return None
    try:
        return durations.parse(text)
    except ValueError:
        cursor.refuse(_span_problem(text.strip()))
        return None


def _span_problem(text: str) -> Problem:
    text = text[:LONGEST_TEXT]
    comma = _DECIMAL_COMMA.sub(r"\1.\2", text)
    if comma != text and is_duration(comma):
        why = "a decimal point separates here; a comma separates thousands elsewhere"
        return Problem("bad-unit", f"{shown(text)} has a decimal comma", why, f"write {comma}")
    if text.startswith("-") and (is_duration(text[1:]) or _BARE.fullmatch(text)):
        why = "time does not run backwards"
        return Problem("bad-unit", f"{shown(text)} is negative", why, "write a positive duration")
    if _BARE.fullmatch(text):
        why = "seconds and milliseconds differ by a factor of 1,000"
        return Problem("bad-unit", f"{shown(text)} has no unit", why, _span_advice(text))
    if text.endswith("%"):
        why = "a duration belongs here"
        return Problem(
            "bad-unit", f"{shown(text)} is a percentage", why, "write a duration, such as 200ms"
        )
    return Problem(
        "bad-unit",
        f"{shown(text)} is no duration",
        f"durations are numbers with one of the units {', '.join(durations.MICROSECONDS)}",
        _unit_advice(text),
    )


def _span_advice(bare: str) -> str:
    number = Decimal(bare)
    if number >= LIKELY_MILLISECONDS:
        return f"write {_plain(number)}ms, or {_plain(number)}s if seconds were meant"
    if 0 < number < 1:
        return f"write {_plain(number * 1000)}ms, if seconds were meant"
    return f"write {_plain(number)}s, if seconds were meant"


def _unit_advice(text: str) -> str:
    if found := _NUMBER_AND_WORD.fullmatch(text):
        number, word = found.groups()
        for unit, words in _UNIT_WORDS.items():
            if word.lower() in words or word.lower() == unit:
                return f"write {number}{unit}"
    return "write it like 200ms, 1h30m or 30d"


def is_duration(text: str) -> bool:
    """Whether a text is a span as a file says it."""
    try:
        durations.parse(text)
    except ValueError:
        return False
    return True


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percentile(digits: str) -> str | None:
    """The percentile that digits mean, as in an objective's name: 95, 99.9 for p999 as people say it; None for p100."""
    if re.fullmatch(r"9[0-9]{2,5}", digits):
        digits = f"{digits[:2]}.{digits[2:]}"
    if not re.fullmatch(r"[0-9]{1,2}(?:\.[0-9]{1,4})?", digits):
        return None
    number = _plain(Decimal(digits))
    return number if number != "0" else None


def percent_text(ratio: Ratio) -> str:
    """A share as it is written in a file."""
    return f"{_plain(ratio.percent)}%"
