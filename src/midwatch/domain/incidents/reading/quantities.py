"""Numbers with their units and what they are about: shares, spans of time, and multiples of what is usual."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

WHOLE = 100.0
_NEARBY = 48
_NUMBER = r"(?<![\w.])(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12}(?:\.\d{1,9})?)"


class About(Enum):
    """What a number is about."""

    FAILURE = auto()
    SUCCESS = auto()
    USAGE = auto()
    FREE = auto()
    UNITS = auto()
    REQUESTS = auto()
    TARGETS = auto()
    BUDGET = auto()
    LATENCY = auto()
    LAG = auto()
    AHEAD = auto()
    RUN = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of a clause: `value` in percent for shares, in seconds for spans, a factor for multiples.

    `is_limit`: it tells what is allowed or usual, not what is. `start` and `end` are places in the folded text.
    """

    about: About
    value: float
    start: int
    end: int
    is_limit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantities:
    """All numbers of a clause, by what kind they are."""

    shares: tuple[Quantity, ...] = ()
    spans: tuple[Quantity, ...] = ()
    multiples: tuple[Quantity, ...] = ()


_SHARE_WORDS = (
    (About.BUDGET, r"budget"),
    (About.TARGETS, r"targets|scrapes?|exporters?"),
    (
        About.SUCCESS,
        r"success\w{0,6}|succeed\w{0,3}|availability|uptime"
        r"|healthy|complet(?:e|ed|ing|ion)|going through|go through|ready|delivered",
    ),
    (
        About.FAILURE,
        r"error\w{0,3}|err|fail\w{0,4}|5xxs?|50\ds?|4xxs?|reject\w{0,3}|timeouts?|tim(?:ing|ed|e) out|dropp?(?:ed|ing)(?! (?:to|from|by|below|under|further|\d))|loss"
        r"|unsuccessful|declin\w{1,3}|exceptions?|abandon\w{0,4}|bounc\w{1,3}|http 5\d\d",
    ),
    (
        About.FREE,
        r"free|left|remaining|available|idle|headroom",
    ),
    (
        About.USAGE,
        r"disks?|cpus?|mem|memory|ram|usage|used|full|utili[sz]ation|util|space|heap|pool|inodes?|quota|storage|file ?system"
        r"|volume|swap|threads?|file descriptors?|file handles?|bandwidth|saturat\w{1,3}|load|buffers?|iops|thrott\w{1,6}|connections?"
        r"|conns?|in use|partition|pvc|filled|capacity(?! (?:lost|gone|down|is (?:gone|lost|down)))|concurrency",
    ),
    (
        About.UNITS,
        r"pods?|nodes?|replicas?|instances?|hosts?|servers?|brokers?|members?|shards?|machines?|workers?|containers?|vms?"
        r"|zones?|azs?|fleet|backends?|upstreams?|capacity|cluster|regions?|partitions|consumers|boxes",
    ),
    (
        About.REQUESTS,
        r"users?|customers?|clients?|visitors?|sessions?|requests?|reqs?|calls?|traffic|log ?ins?|sign ?ins?|attempts?"
        r"|payments?|orders?|transactions?|check ?outs?|quer(?:y|ies)|writes?|reads?|messages?|e ?mails?|uploads?|people"
        r"|tenants?|searches|downloads?|page ?(?:loads|views)|api|subscribers?|shoppers?|everyone|merchants?|players?"
        r"|registrations?|sign ?ups?|bookings?|volume|throughput|endpoints?|services?|jobs?|packets?|webhooks?",
    ),
    (About.LATENCY, r"latenc(?:y|ies)|slow(?:er)?|response times?|p9\d|duration"),
)  # fmt: skip
_SPAN_WORDS = (
    (About.LATENCY, r"latenc(?:y|ies)|response|respond\w{0,3}|p50|p9\d{1,2}|slow\w{0,4}|tak(?:e|es|ing)|took|load(?:s|ing)?|duration|percentile|rtt|quer(?:y|ies)|each|per request|avg|average|median|api|times?"),
    (About.LAG, r"lag\w{0,4}|behind|delay\w{0,3}|stale|old|late|back ?log\w{0,3}|ago|outdated|out of date|waiting|overdue|replication"),
)  # fmt: skip
_SHARE_KINDS = tuple((about, re.compile(rf"\b(?:{words})\b")) for about, words in _SHARE_WORDS)
_SPAN_KINDS = tuple((about, re.compile(rf"\b(?:{words})\b")) for about, words in _SPAN_WORDS)

_PERCENT = re.compile(rf"({_NUMBER}) ?(?:%|percent\b|per cent\b|pct\b)")
_PLAIN_RATIO = re.compile(
    r"\b(error|failure|failed|5xx|success)s? (?:ratio|rate|fraction)(?: (?:of|for|on|in) [a-z0-9 ./]{1,30}?(?= (?:is|=|:|at)| ?[=:]))?(?: (?:is|of|at|now|currently|was)){0,2} ?[:=>]{0,2} ?(0?\.\d{1,9}|1(?:\.0{1,9})?|0)(?![\w.%]| ?(?:%|percent|per|pct|/|rps|req))"
)
_PLAIN_USAGE = re.compile(
    r"\b(?:cpu|memory|mem|disk|heap) ?(?:utili[sz]ation|usage|used)(?: percent)?(?: (?:is|at))? ?[:=]? ?(\d{1,3}(?:\.\d{1,6})?)(?![\w.%]| ?%)"
)
_OUT_OF = re.compile(
    r"(?<![\w./-])(\d{1,9}) ?(?:/|(?:out )?of|in) ?(?:the |our |all |every |its |their )?(\d{1,9})\b(?![./:-]\d| ?(?:ms|s|m|h|min|mins|minutes|hours|hrs|days|seconds|sec)\b)"
)
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten"
_WORDED_OUT_OF = re.compile(rf"\b({_SMALL}) (?:out of|of|in) (?:the |our |every )?({_SMALL})\b")
_WORDED = (
    (
        re.compile(
            r"\b(?:all|every|100 ?%)(?: single)?(?: of)?(?: the| our)?(?= (?!(?:good|clear|green|checks|tests|over)\b))"
        ),
        100.0,
    ),
    (re.compile(r"\b(?:nearly|almost) (?:all|every)\b|\b(?:vast )?majority\b|\bmost\b"), 75.0),
    (re.compile(r"\b(?:over |more than |about |roughly |around )?half (?:of|the|our|all)\b"), 50.0),
    (re.compile(r"\btwo[ -]thirds\b"), 66.7),
    (re.compile(r"\bthree[ -]quarters\b"), 75.0),
    (re.compile(r"\b(?:a |one[ -])third\b"), 33.3),
    (re.compile(r"\b(?:a |one[ -])quarter of\b"), 25.0),
)
_LIMIT_BEFORE = re.compile(
    r"(?:threshold|limits?|target|slos?|slas?|objective|baseline|normal(?:ly)?|usual(?:ly)?|typical(?:ly)?|expected|previously"
    r"|warning at|critical at|\bfrom|\bwas|\bvs\.?|versus|compared (?:to|with)|instead of|usually)"
    r"(?: (?:of|is|at|was|around|about|the|level|set to|value)){0,2} ?[:=(<>~]{0,3} ?$"
)
_BOUND_BEFORE = re.compile(
    r"(?:[<>]=?|above|over|exceed(?:s|ed|ing)?|more than|greater than|at least|below|under|less than|beyond|past|crossed)"
    r"(?: (?:the|its|our|a))? ?~?$"
)
_LIMIT_AFTER = re.compile(
    r" ?(?:threshold|limit|target|slo|sla|objective|baseline|normal(?:ly)?\b|usual(?:ly)?\b|before\b)(?! ?[:=><]{0,2} ?\d)"
)
_ARROW_AFTER = re.compile(r" ?(?:→|->|=>|-->)")
_CHANGE_BEFORE = re.compile(
    r"\b(?:(?:up|down|increased?|rose|risen|rising|grew|jumped|spiked|dropped?|fell|fallen|decreased?|higher|lower|increase|drop|growth) (?:by|of) ?~?"
    r"|(?:up|down) ?)$"
)
_CHANGE_AFTER = re.compile(
    r" (?:increase|drop|decrease|higher|lower|more|above|below|over (?:normal|baseline)|slower|growth|decline|spike|jump|worse|rise|dip|reduction|up|down (?:from|vs|on|compared))\b"
)
_OF_USAGE = re.compile(r"\b(?:usage|utili[sz]ation|quota|load|saturation) (?:of|on|in|for) ")
_OF_UNITS = re.compile(
    r" ?of (?:[a-z0-9.]{1,20} ){0,3}(?:pods?|nodes?|replicas?|instances?|hosts?|servers?|brokers?|shards?|machines?|workers?|containers?|vms)\b"
)
_FALL = re.compile(r"drop|fell|fall|down|decreas|lower|below|decline|dip|reduction|less")

_UNITS_OF_TIME = {
    "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "msec": 1e-3, "millis": 1e-3, "milliseconds": 1e-3,
    "s": 1.0, "sec": 1.0, "secs": 1.0, "second": 1.0, "seconds": 1.0,
    "m": 60.0, "min": 60.0, "mins": 60.0, "minute": 60.0, "minutes": 60.0,
    "h": 3600.0, "hr": 3600.0, "hrs": 3600.0, "hour": 3600.0, "hours": 3600.0,
    "d": 86400.0, "day": 86400.0, "days": 86400.0, "week": 604800.0, "weeks": 604800.0,
    "month": 2_592_000.0, "months": 2_592_000.0,
}  # fmt: skip
_SPAN = re.compile(
    rf"({_NUMBER}) ?({'|'.join(sorted(_UNITS_OF_TIME, key=len, reverse=True))})(?![a-z])"
)
_RUN_BEFORE = re.compile(
    r"\b(?:for|over|during|last|past|previous|every|since|after|within|rate over|window|for (?:over|more than|about|almost|at least|the)|(?:last|past) \w{1,8}"
    r"|in(?: the)?(?: last| past)?)(?: (?:the|last|past|about|more than|over|~))* ?[~>]? ?$"
)
_RUN_AFTER = re.compile(r" ?(?:window|interval|period|moving|rolling|ago\b|average\b)")
_AHEAD_BEFORE = re.compile(
    r"\b(?:in|within|under|expires?(?: in)?|remaining|next|eta|until)(?: (?:the|next|about|~|less than|under|approx|around|roughly|only|just|another))* ?[:~<]? ?$"
)
_AHEAD_AFTER = re.compile(
    r" (?:left|remaining|until|to go|from now|before (?:it|we|expiry|the)|to (?:full|exhaustion|expiry))\b"
)
_AHEAD_WORDS = re.compile(
    r"\b(?:project\w{0,3}|predict\w{0,4}|forecast\w{0,3}|will|expir\w{1,5}|going to|on track|expected|fill\w{0,3}|full|due|run out|running out|exhaust\w{0,4}|renew\w{0,3}|soon|oom|reach|hit)\b"
)
_TIMES = re.compile(
    rf"({_NUMBER}) ?(?:x\b|times\b|fold\b|-fold\b)(?! (?:in|per|a day|since|today|this))"
)
_TIMES_BY_WORD = (
    (re.compile(r"\b(?:doubled|doubling|twice)\b"), 2.0),
    (re.compile(r"\b(?:tripled|trebled|threefold|three times|triple)\b"), 3.0),
    (re.compile(r"\b(?:quadrupled|fourfold|four times)\b"), 4.0),
    (re.compile(r"\b(?:fivefold|five times)\b"), 5.0),
    (re.compile(r"\b(?:tenfold|ten times|order of magnitude)\b"), 10.0),
)
_NUMBERS = {word: place for place, word in enumerate(_SMALL.split("|"), 1)}


def quantities(clause: str, offset: int = 0) -> Quantities:
    """All numbers of a folded clause; their places are counted from `offset`."""
    shares = (
        *_percentages(clause, offset),
        *_fractions(clause, offset),
        *_plain_ratios(clause, offset),
        *_plain_usages(clause, offset),
    )
    spans = tuple(_spans(clause, offset))
    multiples = (*_multiples(clause, offset), *_ratios(spans))
    return Quantities(shares=shares, spans=spans, multiples=multiples)


def _percentages(clause: str, offset: int) -> tuple[Quantity, ...]:
    found = []
    for match in _PERCENT.finditer(clause):
        value = _number(match.group(1))
        start, end = match.span()
        before, after = clause[max(0, start - _NEARBY) : start], clause[end : end + _NEARBY]
        if _is_change(before, after):
            found.append(_change(value, before + "|" + after, offset + start, offset + end))
            continue
        found.append(
            _share(
                value=value,
                before=before,
                after=after,
                place=(offset + start, offset + end),
                is_limit=_is_limit(before, after),
            )
        )
    return tuple(found)


def _plain_ratios(clause: str, offset: int) -> tuple[Quantity, ...]:
    """Shares that are written as parts of one: `error ratio 0.93`."""
    return tuple(
        Quantity(
            about=About.FAILURE,
            value=WHOLE
            * (1 - float(found.group(2)) if found.group(1) == "success" else float(found.group(2))),
            start=offset + found.start(2),
            end=offset + found.end(2),
        )
        for found in _PLAIN_RATIO.finditer(clause)
    )


def _plain_usages(clause: str, offset: int) -> tuple[Quantity, ...]:
    """Shares of what is used, in percent without its sign: `CPUUtilization 86.0`."""
    return tuple(
        Quantity(
            about=About.USAGE,
            value=float(found.group(1)),
            start=offset + found.start(1),
            end=offset + found.end(1),
        )
        for found in _PLAIN_USAGE.finditer(clause)
        if float(found.group(1)) <= WHOLE
    )


def _is_change(before: str, after: str) -> bool:
    return bool(_CHANGE_BEFORE.search(before) or _CHANGE_AFTER.match(after))


def _change(value: float, around: str, start: int, end: int) -> Quantity:
    """A fall of requests or of successes is a share that fails; other changes are kept as changes."""
    about = _nearest(_SHARE_KINDS, around, around)
    falls = _FALL.search(around) is not None and about in {About.REQUESTS, About.SUCCESS}
    return Quantity(
        about=About.FAILURE if falls else About.OTHER, value=value, start=start, end=end
    )


def _share(
    *, value: float, before: str, after: str, place: tuple[int, int], is_limit: bool
) -> Quantity:
    after = after.partition(" and ")[0]
    about = _nearest(_SHARE_KINDS, before, after)
    if _OF_UNITS.match(after):
        about = About.UNITS
    if about is About.REQUESTS and _OF_USAGE.search(before):
        about = About.USAGE
    if (
        about is About.USAGE
        and re.search(r"\b(?:free|available|freeable|remaining|left)\b", before)
        and not re.search(r"\bused?\b|usage|util|full", before + after)
    ):
        about = About.FREE
    if about in {About.OTHER, About.REQUESTS, About.UNITS} and re.match(
        r" ?(?:of (?:the |its )?(?:limit|quota|max\w{0,4}|capacity|allowed|allocated)|allocated|occupied|in use)\b",
        after,
    ):
        about = About.USAGE
    rest = after[: after.find("(")] if "(" in after else after
    if about in {About.REQUESTS, About.UNITS, About.TARGETS}:
        about = _of_what(about, rest)
    if about is About.FREE and re.search(r"\b(?:services?|site|api|endpoint|app)\b", before):
        about = About.SUCCESS
    if about is About.FREE:
        about, value = About.USAGE, WHOLE - value
    elif about is About.BUDGET and re.search(r"\b(?:remaining|left|remains)\b", before + after):
        value = WHOLE - value
    elif about is About.SUCCESS:
        about, value = About.FAILURE, WHOLE - value
    elif (
        about is About.UNITS
        and re.search(r"\b(?:healthy|ready|available|running|up|alive|left)\b", rest)
        and not re.search(r"\b(?:not|un\w{2,9}|0) ", rest)
    ):
        value = WHOLE - value
    return Quantity(
        about=about, value=max(value, 0.0), start=place[0], end=place[1], is_limit=is_limit
    )


def _of_what(about: About, after: str) -> About:
    """Requests that succeed are successes; what fails stays what it is."""
    good = re.search(
        r"\b(?:succeed\w{0,3}|success\w{0,5}|get(?:ting)? through|go(?:ing)? through|complet\w{1,4}|healthy|fine|ok|normal|working|up|operational|available|happy|green|good)\b",
        after,
    )
    bad = re.search(r"\b(?:fail\w{0,4}|error\w{0,3}|not|un\w{3,9}|can'?t|cannot|don'?t)\b", after)
    return About.SUCCESS if about is About.REQUESTS and good and not bad else about


def _nearest(kinds: tuple[tuple[About, re.Pattern[str]], ...], before: str, after: str) -> About:
    """What the closest telling word says; after `of` it is the first that follows."""
    best, closest = About.OTHER, 2 * _NEARBY
    behind = after.lstrip(" %)")
    of = behind.startswith(("of ", "of\t"))
    for about, words in kinds:
        follows = words.search(behind)
        if follows and follows.start() < closest:
            best, closest = about, follows.start()
        if of:
            continue
        for leads in words.finditer(before):
            if len(before) - leads.end() < closest:
                best, closest = about, len(before) - leads.end()
    return best


def _is_limit(before: str, after: str) -> bool:
    if _ARROW_AFTER.match(after):
        return True
    if _BOUND_BEFORE.search(before):
        return False
    return bool(_LIMIT_BEFORE.search(before) or _LIMIT_AFTER.match(after))


def _fractions(clause: str, offset: int) -> tuple[Quantity, ...]:
    found = []
    for match in (*_OUT_OF.finditer(clause), *_WORDED_OUT_OF.finditer(clause)):
        part, whole = (
            _NUMBERS.get(match.group(each)) or _number(match.group(each)) for each in (1, 2)
        )
        if whole and part <= whole and whole > 1:
            found.append((match.span(), WHOLE * part / whole))
    found += [(match.span(), value) for words, value in _WORDED for match in words.finditer(clause)]
    shares = []
    for (start, end), value in found:
        before, after = clause[max(0, start - _NEARBY) : start], clause[end : end + _NEARBY]
        share = _share(
            value=value,
            before="",
            after="of " + after.removeprefix(" of").lstrip(),
            place=(offset + start, offset + end),
            is_limit=_is_limit(before, after),
        )
        if share.about is About.OTHER:
            share = _share(
                value=value,
                before=before,
                after=after,
                place=(offset + start, offset + end),
                is_limit=share.is_limit,
            )
        shares.append(share)
    return tuple(shares)


def _spans(clause: str, offset: int) -> list[Quantity]:
    found = []
    for match in _SPAN.finditer(clause):
        start, end = match.span()
        before, after = clause[max(0, start - _NEARBY) : start], clause[end : end + _NEARBY]
        found.append(
            Quantity(
                about=_span_kind(clause, before, after),
                value=_number(match.group(1)) * _UNITS_OF_TIME[match.group(2)],
                start=offset + start,
                end=offset + end,
                is_limit=_is_limit(before, after),
            )
        )
    return found


def _span_kind(clause: str, before: str, after: str) -> About:
    if _RUN_AFTER.match(after) and not re.match(r" ago", after):
        return About.RUN
    if (_AHEAD_BEFORE.search(before) or _AHEAD_AFTER.match(after)) and _AHEAD_WORDS.search(clause):
        return About.AHEAD
    kind = _nearest(_SPAN_KINDS, before, after)
    if _RUN_BEFORE.search(before) and kind is not About.LAG and not _BOUND_BEFORE.search(before):
        return About.RUN
    return kind


def _multiples(clause: str, offset: int) -> list[Quantity]:
    found = [
        Quantity(
            about=About.OTHER,
            value=_number(match.group(1)),
            start=offset + match.start(),
            end=offset + match.end(),
        )
        for match in _TIMES.finditer(clause)
    ]
    for words, value in _TIMES_BY_WORD:
        found += [
            Quantity(about=About.OTHER, value=value, start=offset + match.start(), end=offset + match.end())
            for match in words.finditer(clause)
        ]  # fmt: skip
    for match in _PERCENT.finditer(clause):
        before, after = (
            clause[max(0, match.start() - _NEARBY) : match.start()],
            clause[match.end() :][:_NEARBY],
        )
        if _is_change(before, after):
            found.append(
                Quantity(
                    about=About.OTHER,
                    value=1 + _number(match.group(1)) / WHOLE,
                    start=offset + match.start(),
                    end=offset + match.end(),
                )
            )
    return found


def _ratios(spans: tuple[Quantity, ...]) -> list[Quantity]:
    """A limit or a usual span beside a current one is a multiple: 500ms → 2.5s is five times."""
    return [
        Quantity(
            about=current.about,
            value=current.value / usual.value,
            start=min(usual.start, current.start),
            end=max(usual.end, current.end),
        )
        for first, second in pairwise(spans)
        for usual, current in ((first, second), (second, first))
        if usual.is_limit and not current.is_limit and usual.value > 0
        and About.RUN not in {usual.about, current.about}
    ]  # fmt: skip


def _number(written: str) -> float:
    return float(written.replace(",", ""))
