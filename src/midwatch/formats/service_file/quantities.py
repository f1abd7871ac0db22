"""Percentages and spans of a service file, and what to write where one is wrong."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

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
_WHOLE: Final = 100
_HALF: Final = Decimal(50)
_NO_BUDGET_WHY = (
    "without any room for errors there is no error budget, and every burn rate divides by zero"
)
LONGEST_TEXT = 64
"""Characters of a percentage or a span at most; what is longer is none, and is not searched for slips."""

LIKELY_MILLISECONDS = 10
"""A bare latency of this or more is read as milliseconds in advice: nobody promises ten seconds in seconds by habit."""


def target(cursor: Cursor) -> Target | None:
    """The share of events that must be good, such as `99.9%`."""
    value = percent(cursor, example="99.9%", advice=_target_advice)
    return None if value is None else _target(cursor, value, value)


def failure_rate(cursor: Cursor) -> Target | None:
    """The share of events that may fail, such as `0.1%`, as the target that it leaves."""
    value = percent(cursor, example="0.1%", advice=_rate_advice)
    return None if value is None else _target(cursor, value, 100 - value)


def _target(cursor: Cursor, written: Decimal, good_percent: Decimal) -> Target | None:
    if 0 < good_percent < _WHOLE:
        return Target(Ratio.from_percent(good_percent))
    if good_percent == _WHOLE:
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
    value = percent(cursor, example="25%", advice=_share_advice)
    if value is None:
        return None
    if 0 <= value <= _WHOLE:
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


_Advice = Callable[[Decimal], str | None]
"""What to write for a bare number; None where it cannot be told."""


def percent(cursor: Cursor, *, example: str, advice: _Advice) -> Decimal | None:
    """A number with a percent sign; None, with a finding, for everything else."""
    text = cursor.text()
    if text is None:
        return None
    if found := _PERCENT.fullmatch(text.strip()):
        return Decimal(found.group(1))
    cursor.refuse(_percent_problem(text.strip()[:LONGEST_TEXT], example, advice))
    return None


def _percent_problem(text: str, example: str, advice: _Advice) -> Problem:
    comma = _DECIMAL_COMMA.sub(r"\1.\2", text)
    like = f"write it like {example}"
    if comma != text and (found := _PERCENT.fullmatch(comma)):
        why = "a decimal point separates here; a comma separates thousands elsewhere"
        fix = f"write {found.group(1)}%" if 0 < Decimal(found.group(1)) < _WHOLE else like
        return Problem("bad-unit", f"{shown(text)} has a decimal comma", why, fix)
    if _BARE.fullmatch(comma):
        why = "a bare number may be a percentage or a share; the difference is a factor of 100"
        number = Decimal(comma)
        fix = (advice(number) if 0 < number < _WHOLE else None) or like
        return Problem("bad-unit", f"{shown(text)} has no unit", why, fix)
    if _is_duration(text):
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
        like,
    )


def _target_advice(number: Decimal) -> str:
    """What is small is what may fail: nobody promises that less than half succeeds."""
    if _HALF / 100 <= number < 1:
        return f"write {_plain(number * 100)}%"
    if number < _HALF:
        return f"write {_plain(100 - number)}%, if {_plain(number)}% may fail"
    return f"write {_plain(number)}%"


def _rate_advice(number: Decimal) -> str:
    if number < _HALF / 100:
        return f"write {_plain(number)}%, or {_plain(number * 100)}% if it was meant as a share"
    if number < 1:
        return f"write {_plain(number)}%, or {_plain(100 - number * 100)}% if {_plain(number * 100)}% must succeed"
    if number < _HALF:
        return f"write {_plain(number)}%"
    return f"write {_plain(100 - number)}%, if {_plain(number)}% must succeed"


def _share_advice(number: Decimal) -> str:
    return f"write {_plain(number * 100 if number < 1 else number)}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """How a span is usually written in one place, and what is taken there: what is offered for a wrong one."""

    example: str
    shortest: timedelta = timedelta(microseconds=1)
    longest: timedelta = durations.LONGEST

    def takes(self, text: str) -> bool:
        """Whether a text is a span that is taken in this place."""
        return _is_duration(text) and self.shortest <= durations.parse(text) <= self.longest


BOUND: Final = Usual(example="200ms")


def positive_span(cursor: Cursor, usual: Usual = BOUND) -> timedelta | None:
    """A span longer than nothing, such as `200ms`."""
    value = _span(cursor, usual)
    if value is None or value > timedelta(0):
        return value
    cursor.refuse(
        Problem(
            "bad-value",
            f"{shown(cursor.text() or '')} is no time at all",
            "nothing happens within it",
            f"write the time that you mean, such as {usual.example}",
        )
    )
    return None


def _span(cursor: Cursor, usual: Usual) -> timedelta | None:
    text = cursor.text()
    if text is None:
        return None
    try:
        return durations.parse(text)
    except ValueError:
        cursor.refuse(_span_problem(text.strip()[:LONGEST_TEXT], usual))
        return None


def _span_problem(text: str, usual: Usual) -> Problem:
    comma = _DECIMAL_COMMA.sub(r"\1.\2", text)
    like = f"write it like {usual.example}"
    if comma != text and _is_duration(comma):
        why = "a decimal point separates here; a comma separates thousands elsewhere"
        offer = comma.replace(" ", "")
        fix = f"write {offer}" if usual.takes(offer) else like
        return Problem("bad-unit", f"{shown(text)} has a decimal comma", why, fix)
    if text.startswith("-") and (_is_duration(text[1:]) or _BARE.fullmatch(text)):
        why = "time does not run backwards"
        fix = f"write a positive duration, such as {usual.example}"
        return Problem("bad-unit", f"{shown(text)} is negative", why, fix)
    if _BARE.fullmatch(text):
        why = "seconds and milliseconds differ by a factor of 1,000"
        if usual is not BOUND:
            why = "a bare number may be in any unit"
        fix = _span_advice(Decimal(text), usual) or like
        return Problem("bad-unit", f"{shown(text)} has no unit", why, fix)
    if text.endswith("%"):
        why = "a duration belongs here"
        fix = f"write a duration, such as {usual.example}"
        return Problem("bad-unit", f"{shown(text)} is a percentage", why, fix)
    if durations.is_written_like_one(text):
        why = "a duration has whole microseconds, and is at most a century"
        return Problem("bad-unit", f"{shown(text)} is too fine or too long", why, like)
    why = f"durations are numbers with one of the units {', '.join(durations.MICROSECONDS)}"
    fix = _unit_advice(text, usual) or like
    return Problem("bad-unit", f"{shown(text)} is no duration", why, fix)


def _span_advice(number: Decimal, usual: Usual) -> str | None:
    """The number with the unit that was probably meant, where that is a span."""
    unit = usual.example.lstrip("0123456789.")
    if unit != "ms":
        return _write(number, unit, usual)
    if number >= LIKELY_MILLISECONDS:
        written = _write(number, "ms", usual)
        return written and f"{written}, or {_plain(number)}s if seconds were meant"
    in_seconds = (number * 1000, "ms") if number < 1 else (number, "s")
    written = _write(*in_seconds, usual)
    return written and f"{written}, if seconds were meant"


def _write(number: Decimal, unit: str, usual: Usual) -> str | None:
    text = f"{_plain(number)}{unit}"
    return f"write {text}" if usual.takes(text) else None


def _unit_advice(text: str, usual: Usual) -> str | None:
    if found := _NUMBER_AND_WORD.fullmatch(text):
        number, word = found.groups()
        for unit, words in _UNIT_WORDS.items():
            if word.lower() in words or word.lower() == unit:
                return f"write {number}{unit}" if usual.takes(f"{number}{unit}") else None
    return None


def _is_duration(text: str) -> bool:
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
