"""What is missing where something wanted fell: a share of successes, or a count of what should be there."""

import re
from typing import Final

from midwatch.domain.incidents.reading.features import Clause
from midwatch.domain.incidents.reading.numbers import WHOLE, About, Quantity
from midwatch.domain.incidents.reading.numbers.in_letters import ONES, PARTS, TENS

_FALLS = (
    r"(?:fell|dropp?(?:ed|s)|falls|fallen|went|sank|plunged|declined|decreased|collapsed|"
    r"(?<!scaled )(?<!scaling )(?<!turned )(?<!cut )down)"
)
_SHARE_LEFT: Final = re.compile(
    r"\b(?:success\w{0,4}|availab\w{1,6}|uptime|deliver(?:y|ed)|completions?|conversions?|answered|"
    r"accepted|get through|goes? through|succeed\w{0,2}|work(?:s|ing)?)\b[a-z ]{0,24}?"
    rf"\b{_FALLS}\b[a-z ]{{0,24}}?(?:from [a-z ]{{0,12}}\d{{1,3}}(?:\.\d{{1,4}})? ?(?:%|percent) )?"
    r"(?:down )?to [a-z ]{0,12}(?P<left>\d{1,3}(?:\.\d{1,4})?) ?(?:%|percent)"
)
_NUMBER = r"\d{1,9}(?:[.,]\d{1,3})?|none|zero|nothing|nil|[a-z]{2,10}(?:-[a-z]{2,6})?"
_ABOUT = r"(?:about |around |roughly |like |some |~)?"
_FELL: Final = re.compile(
    rf"\b{_FALLS}\b(?: \w{{1,8}}){{0,2}}? from {_ABOUT}(?P<was>{_NUMBER})(?: (?:million|thousand|k|m))?(?: "
    rf"(?:a|an|per) [a-z]{{1,8}}|/[a-z]{{1,6}})?(?: ?%| percent)? (?:down )?to {_ABOUT}(?P<now>{_NUMBER})"
)
_BETTER_LOW: Final = re.compile(
    r"\b(?:errors?|failures?|latenc\w{1,3}|lag|queue|backlog|p9\d|p50|response|cpu|memory|cost|price|"
    r"hit ratio|hit rate|hit ?ratio|hits|temperature|load|disk|usage|retries)\b"
)
_OF_USUAL: Final = re.compile(
    rf"\b(?:(?P<percent>\d{{1,2}}(?:\.\d{{1,3}})?) ?(?:%|percent|pct)|(?:an? |one )?(?P<part>{'|'.join(PARTS)}))"
    r"(?: of)? (?:the |its |our |their |what is )?(?:normal|usual|typical|expected|regular)\b"
)
_SPEED: Final = re.compile(
    r"\b(?:speeds?|throughput|bandwidth|pace|performance|fps|frame rates?|bit ?rates?|transfer rates?)\b"
)
_SAID: Final = {**dict.fromkeys(("zero", "none", "nothing", "nil"), 0), **ONES, **TENS}


def tells_what_is_left(clause: Clause) -> bool:
    """Whether a share in the clause is that of what still succeeds."""
    return _SHARE_LEFT.search(clause.text) is not None


def missing(clause: Clause) -> list[Quantity]:
    """What fails, or is gone, of what was wanted: all but what is left."""
    return [*_of_share(clause), *_of_count(clause), *_of_usual(clause)]


def slower(clause: Clause) -> float:
    """By which factor something is slower, where its speed is told as a part of the usual one; 0 where it is not."""
    found = _OF_USUAL.search(clause.text)
    if found is None or not _SPEED.search(clause.text):
        return 0.0
    left = _part(found)
    return 1 / left if left else 0.0


def _of_share(clause: Clause) -> list[Quantity]:
    found = _SHARE_LEFT.search(clause.text)
    if found is None or float(found["left"]) >= WHOLE:
        return []
    return [_failing(found, "left", WHOLE - float(found["left"]))]


def _of_usual(clause: Clause) -> list[Quantity]:
    """All but a part of the usual level of what is wanted: `orders at a third of normal`."""
    found = _OF_USUAL.search(clause.text)
    if found is None or _SPEED.search(clause.text) or _BETTER_LOW.search(clause.text):
        return []
    group = "percent" if found["percent"] else "part"
    return [_failing(found, group, WHOLE * (1 - _part(found)))]


def _part(found: "re.Match[str]") -> float:
    if found["percent"]:
        return float(found["percent"]) / WHOLE
    return 1 / PARTS[found["part"]]


def _of_count(clause: Clause) -> list[Quantity]:
    found = None if _BETTER_LOW.search(clause.text) else _FELL.search(clause.text)
    if found is None:
        return []
    was, now = _number(found["was"]), _number(found["now"])
    if was is None or now is None or was <= now:
        return []
    return [_failing(found, "now", WHOLE * (1 - now / was))]


def _failing(found: "re.Match[str]", group: str, percent: float) -> Quantity:
    start, end = found.span(group)
    return Quantity(value=percent, about=About.FAILURE, start=start, end=end)


def _number(text: str) -> float | None:
    """A number in digits or in words, such as `ninety-nine`; None for another word."""
    if text[:1].isdigit():
        return float(text.replace(",", ""))
    parts = [_SAID.get(part) for part in text.split("-")]
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None
