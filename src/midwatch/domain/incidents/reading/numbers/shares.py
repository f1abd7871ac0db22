"""Shares in percent: of what fails, of what is used, of what is gone; successes and free space are turned around."""

import re
from collections.abc import Iterator
from dataclasses import replace

from midwatch.domain.incidents.reading.numbers.in_letters import ONES, PARTS
from midwatch.domain.incidents.reading.numbers.quantity import (
    NUMBER,
    WHOLE,
    About,
    Quantity,
    around,
    is_allowed,
    is_limit,
    nearest,
    number,
)

_DOZEN = 12
_SHARE_WORDS = (
    (About.BUDGET, r"budget"),
    (About.TARGETS, r"targets|scrapes?|exporters?"),
    (
        About.SUCCESS,
        (
            r"success\w{0,6}|succeed\w{0,3}|availability|uptime"
            r"|healthy|complet(?:e|ed|ing|ion)|going through|go through|ready|delivered"
        ),
    ),
    (
        About.FAILURE,
        (
            r"error\w{0,3}|err|fail\w{0,4}|5xxs?|50\ds?|4xxs?|reject\w{0,3}|timeouts?|tim(?:ing|ed|e) out"
            r"|dropp?(?:ed|ing)(?! (?:to|from|by|below|under|further|\d))|loss"
            r"|unsuccessful|declin\w{1,3}|exceptions?|abandon\w{0,4}|bounc\w{1,3}|http 5\d\d|redelivered|retried|resent"
        ),
    ),
    (About.FREE, r"free|left|remaining|available|idle|headroom"),
    (
        About.USAGE,
        (
            r"disks?|cpus?|mem|memory|ram|usage|used|full|utili[sz]ation|util|space|heap|pool|inodes?"
            r"|quota|storage|file ?system|volume|swap|threads?|file descriptors?|file handles?|bandwidth"
            r"|saturat\w{1,3}|load|buffers?|iops|thrott\w{1,6}|connections?|conns?|in use|partition|pvc"
            r"|filled|capacity(?! (?:lost|gone|down|is (?:gone|lost|down)))|concurrency"
        ),
    ),
    (
        About.UNITS,
        (
            "pods?|nodes?|replicas?|instances?|hosts?|servers?|brokers?|members?|shards?|machines?|workers?|"
            "containers?|vms?|zones?|azs?|fleet|backends?|upstreams?|capacity|cluster|regions?|partitions|"
            "consumers|boxes|data ?cent(?:er|re)s?|racks?|compute|hardware|sites|halls|gateways|proxies"
        ),
    ),
    (
        About.REQUESTS,
        (
            "users?|customers?|clients?|visitors?|sessions?|requests?|reqs?|calls?|traffic|log ?ins?|sign "
            "?ins?|attempts?|payments?|orders?|transactions?|check ?outs?|quer(?:y|ies)|writes?|reads?|"
            "messages?|e ?mails?|uploads?|people|tenants?|searches|downloads?|page ?(?:loads|views)|api|"
            "subscribers?|shoppers?|everyone|merchants?|players?|registrations?|sign ?ups?|bookings?|volume|"
            "throughput|endpoints?|services?|jobs?|packets?|webhooks?|probes?|checks|tries|hits|polls|carts?|"
            "trips?|rides?|plays|scans?|events?|deliver(?:y|ies)|sms|responses?|invocations?|executions?|"
            "homes?|households?|renders?|matches|readings?|devices?|terminals?|accounts?|pupils|students?|"
            "drivers?|riders?|passengers?|patients?|viewers?|guests?|callers?|travellers?|couriers?|traders?|"
            "teachers?|nurses?|shops|stores|streams?|searches|codes|tickets?|invoices?|transfers?|trades?|"
            "quotes?|claims?|confirmations?|notifications?|submissions?|lookups?|handshakes?|connects|"
            "reservations?|appointments?|saves"
        ),
    ),
    (About.LATENCY, r"latenc(?:y|ies)|slow(?:er)?|response times?|p9\d|duration"),
)
_SHARE_KINDS = tuple((about, re.compile(rf"\b(?:{words})\b")) for about, words in _SHARE_WORDS)
_PERCENT = re.compile(rf"({NUMBER}) ?(?:%|percent\b|per cent\b|pct\b)")
_PLAIN_RATIO = re.compile(
    r"\b(error|failure|failed|5xx|success)s? (?:ratio|rate|fraction)(?: (?:of|for|on|in) "
    r"[a-z0-9 ./]{1,30}?(?= (?:is|=|:|at)| ?[=:]))?(?: (?:is|of|at|now|currently|"
    r"was)){0,2} ?[:=>]{0,2} ?(0?\.\d{1,9}|1(?:\.0{1,9})?|0)(?![\w.%]| ?(?:%|percent|per|"
    r"pct|/|rps|req))"
)
_PLAIN_USAGE = re.compile(
    r"\b(?:cpu|memory|mem|disk|heap) ?(?:utili[sz]ation|usage|used)(?: percent)?(?: (?:is|"
    r"at))? ?[:=]? ?(\d{1,3}(?:\.\d{1,6})?)(?![\w.%]| ?%)"
)
_OUT_OF = re.compile(
    r"(?<![\w./-])(?![45]\d\d in)(\d{1,9}) ?(?:/|(?:out )?of|in) ?(?:the |our |all |every |its |"
    r"their )?(\d{1,9})\b(?![./:-]\d| ?(?:ms|s|m|h|min|mins|minutes|hours|hrs|days|"
    r"seconds|sec)\b)"
)
_SMALL = "|".join(word for word, value in ONES.items() if value <= _DOZEN)
_HEALTHY_ONES = re.compile(r" (?:are |is )?(?:healthy|ready|up|available|alive|running)\b")
_COUNT = re.compile(
    rf"(?:\d{{1,2}}|{_SMALL}) ?(?:/|(?:out )?of) ?(?:the |our |its )?(?:\d{{1,2}}|{_SMALL})"
)
"""A count of a few things of one kind, whatever they are."""
_ORDINALS = "other|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth"
_ORDINAL_VALUES = dict(
    zip(_ORDINALS.split("|"), (2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100), strict=True)
)
_EVERY_NTH = re.compile(
    rf"\bevery (?:(?P<word>{_ORDINALS})|(?P<digits>\d{{1,3}})(?:st|nd|rd|th)) "
    r"(?!day|minute|hour|week|night|time|month|second|of\b)"
)
_PART_OF = re.compile(
    rf"\b(?P<count>an?|{_SMALL}) (?P<part>{'|'.join(PARTS)})s?\b(?= of\b| the\b| all\b)"
)
_WORDED_OUT_OF = re.compile(rf"\b({_SMALL}) (?:out of|of|in) (?:the |our |every )?({_SMALL})\b")
_WORDED = (
    (
        re.compile(
            r"\b(?:all|every|100 ?%)(?: single)?(?: of)?(?: the| our)?(?= (?!(?:good|other|few|couple|now|so|time|"
            r"clear|green|checks|tests|over|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|"
            r"seconds?|minutes?|hours?|days?|nights?|mornings?|weeks?|months?|\d{1,4}(?:st|nd|rd|th)?|day|the time)\b))"
        ),
        100.0,
    ),
    (re.compile(r"\b(?:nearly|almost) (?:all|every)\b|\b(?:vast )?majority\b|\bmost\b"), 75.0),
    (re.compile(r"\b(?:over |more than |about |roughly |around )?half (?:of|the|our|all)\b"), 50.0),
    (re.compile(r"\btwo[ -]thirds\b"), 66.7),
    (re.compile(r"\bthree[ -]quarters\b"), 75.0),
    (re.compile(r"\b(?:a |one[ -])third\b"), 33.3),
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:(?:up|down|increased?|rose|risen|rising|grew|jumped|spiked|dropped?|fell|"
    r"fallen|decreased?|higher|lower|increase|drop|growth) (?:by|of) ?~?"
    r"|(?:up|down) ?)$"
)
_CHANGE_AFTER = re.compile(
    r" (?:increase|drop|decrease|higher|lower|more|above|below|over (?:normal|baseline)|"
    r"slower|growth|decline|spike|jump|worse|rise|dip|reduction|up|down (?:from|vs|on|"
    r"compared))\b"
)
_RATE_OF = re.compile(
    r"\b(?:(?P<good>success\w{0,4}|completion|delivery|acceptance|approval|authori[sz]ation)|"
    r"(?P<bad>error|failure|decline|rejection|abandon\w{0,6}|drop|bounce|timeout)) (?:rates?|ratio|share|percentage) "
    r"(?:of|for|on|in|at) [a-z0-9 ./-]{1,40}$"
)
_OF_USAGE = re.compile(r"\b(?:usage|utili[sz]ation|quota|load|saturation) (?:of|on|in|for) ")
_USED_UP = re.compile(
    r"\b(?:disk|cpu|memory|mem|ram|heap|storage|swap|inodes?|volume|file ?system|load|utili[sz]ation)\b"
)
_OF_UNITS = re.compile(
    r" ?of (?:[a-z0-9.]{1,20} ){0,3}(?:pods?|nodes?|replicas?|instances?|hosts?|servers?|"
    r"brokers?|shards?|machines?|workers?|containers?|vms)\b"
)
_FALL = re.compile(r"drop|fell|fall|down|decreas|lower|below|decline|dip|reduction|less")
_IS_FREE = re.compile(r"\b(?:free|available|freeable|remaining|left)\b")
_IS_USED = re.compile(r"\bused?\b|usage|util|full")
_OF_A_LIMIT = re.compile(
    r" ?(?:of (?:the |its |our |their )?(?:\w{1,12} ){0,3}(?:limit|quota|max\w{0,4}|capacity|allowed|allocated)|"
    r"allocated|occupied|in use)\b"
)
_SERVES = re.compile(r"\b(?:services?|site|api|endpoint|app)\b")
_REMAINS = re.compile(r"\b(?:remaining|left|remains)\b")
_IS_UP = re.compile(r"\b(?:healthy|ready|available|running|up|alive|left)\b")
_IS_NOT = re.compile(r"\b(?:not|un\w{2,9}|0) ")
_IS_GOOD = re.compile(
    r"\b(?:succeed\w{0,3}|success\w{0,5}|get(?:ting)? through|go(?:ing)? through|"
    r"complet\w{1,4}|healthy|fine|ok|normal"
    r"|working|up|operational|available|happy|green|good)\b"
)
_IS_BAD = re.compile(r"\b(?:fail\w{0,4}|error\w{0,3}|not|un\w{3,9}|can'?t|cannot|don'?t)\b")


def shares(clause: str, offset: int) -> tuple[Quantity, ...]:
    """All shares of a folded clause; their places are counted from `offset`."""
    return (
        *_percentages(clause, offset),
        *_fractions(clause, offset),
        *_plain_ratios(clause, offset),
        *_plain_usages(clause, offset),
    )


def changes(clause: str, offset: int) -> tuple[Quantity, ...]:
    """Percentages that tell a change, as multiples: up by 300% is four times."""
    return tuple(
        Quantity(
            about=About.OTHER,
            value=1 + number(found.group(1)) / WHOLE,
            start=offset + found.start(),
            end=offset + found.end(),
        )
        for found in _PERCENT.finditer(clause)
        if _is_change(*around(clause, *found.span()))
    )


def _percentages(clause: str, offset: int) -> tuple[Quantity, ...]:
    found = []
    for match in _PERCENT.finditer(clause):
        value, place = number(match.group(1)), (offset + match.start(), offset + match.end())
        before, after = around(clause, *match.span())
        if _is_change(before, after):
            found.append(_change(value, before + "|" + after, place))
        else:
            found.append(_share(value, before, after, place))
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


def _change(value: float, words: str, place: tuple[int, int]) -> Quantity:
    """A fall of requests or of successes is a share that fails; other changes are kept as changes."""
    about = nearest(_SHARE_KINDS, words, words)
    falls = _FALL.search(words) is not None and about in {About.REQUESTS, About.SUCCESS}
    return Quantity(
        about=About.FAILURE if falls else About.OTHER, value=value, start=place[0], end=place[1]
    )


def _share(value: float, before: str, after: str, place: tuple[int, int]) -> Quantity:
    limit, allowed = is_limit(before, after), is_allowed(before, after)
    after = after.partition(" and ")[0]
    about = _kind(before, after)
    if _is_turned(about, before, after):
        value = max(WHOLE - value, 0.0)
    return Quantity(
        about=_PLAIN.get(about, about),
        value=value,
        start=place[0],
        end=place[1],
        is_limit=limit,
        is_allowed=allowed,
    )


_PLAIN = {About.SUCCESS: About.FAILURE, About.FREE: About.USAGE}


def _kind(before: str, after: str) -> About:
    if rate := _RATE_OF.search(before):
        return About.SUCCESS if rate["good"] else About.FAILURE
    about = About.UNITS if _OF_UNITS.match(after) else nearest(_SHARE_KINDS, before, after)
    if _is_of_usage(about, before, after):
        return About.USAGE
    if about is About.USAGE and _IS_FREE.search(before) and not _IS_USED.search(before + after):
        return About.FREE
    if about is About.FREE and _SERVES.search(before):
        return About.SUCCESS
    if about is About.REQUESTS and _succeeds(after):
        return About.SUCCESS
    return about


def _is_of_usage(about: About, before: str, after: str) -> bool:
    """Whether what looks like a share of requests or of machines tells how much of something is used."""
    if about is About.REQUESTS and _OF_USAGE.search(before):
        return True
    if about in {About.OTHER, About.REQUESTS, About.UNITS} and _OF_A_LIMIT.match(after):
        return True
    is_of_units = _OF_UNITS.match(after) is not None
    return about is About.UNITS and not is_of_units and _USED_UP.search(before) is not None


def _succeeds(after: str) -> bool:
    rest = after.partition("(")[0]
    return _IS_GOOD.search(rest) is not None and _IS_BAD.search(rest) is None


def _is_turned(about: About, before: str, after: str) -> bool:
    """Whether what is told is the good part."""
    if about is About.BUDGET:
        return _REMAINS.search(before + after) is not None
    if about is About.UNITS:
        rest = after.partition("(")[0]
        return _IS_UP.search(rest) is not None and _IS_NOT.search(rest) is None
    return about in _PLAIN


def _fractions(clause: str, offset: int) -> tuple[Quantity, ...]:
    found = [(match.span(), value) for words, value in _WORDED for match in words.finditer(clause)]
    for match in (*_OUT_OF.finditer(clause), *_WORDED_OUT_OF.finditer(clause)):
        part, whole = (ONES.get(match.group(each)) or number(match.group(each)) for each in (1, 2))
        if whole > 1 and part <= whole:
            found.append((match.span(), WHOLE * part / whole))
    found += [*_worded_parts(clause)]
    return tuple(_fraction(value, clause, span, offset) for span, value in found)


def _worded_parts(clause: str) -> Iterator[tuple[tuple[int, int], float]]:
    """`two fifths of`, `every fourth`."""
    for match in _PART_OF.finditer(clause):
        yield match.span(), WHOLE * ONES.get(match["count"], 1) / PARTS[match["part"]]
    for match in _EVERY_NTH.finditer(clause):
        yield (
            match.span(),
            WHOLE / (_ORDINAL_VALUES[match["word"]] if match["word"] else int(match["digits"])),
        )


def _fraction(value: float, clause: str, span: tuple[int, int], offset: int) -> Quantity:
    """What follows a fraction is what it is of; only where that tells nothing, what leads to it counts."""
    before, after = around(clause, *span)
    place = (offset + span[0], offset + span[1])
    share = _share(value, "", "of " + after.removeprefix(" of").lstrip(), place)
    if share.about is About.OTHER:
        share = _share(value, before, after, place)
    is_vague = share.about is About.OTHER or _HEALTHY_ONES.match(clause[span[1] :]) is not None
    is_count = is_vague and _COUNT.fullmatch(clause[span[0] : span[1]])
    return replace(share, about=About.UNITS) if is_count else share
