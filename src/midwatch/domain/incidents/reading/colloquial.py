"""What people write in the place of plain words: numbers in letters, chat words, stretched letters."""

import re
from collections.abc import Iterator
from typing import Final

from midwatch.domain.incidents.reading.numbers.in_letters import ONES, TENS

_COUNTED = (
    r"percent|per cent|pct|%|(?:times|fold|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|"
    r"milliseconds?)\b"
)
_IN_LETTERS: Final = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(TENS)})(?:[ -](?P<ones>{'|'.join(ONES)}))?|(?P<alone>{'|'.join(ONES)}))"
    rf"(?= (?:{_COUNTED})|%| (?:to|or) [a-z]{{3,9}}(?:[ -][a-z]{{3,5}})? (?:{_COUNTED}))"
)
_A_SPAN: Final = re.compile(
    r"\b(?P<half>half an hour|half a minute|half a day)\b|"
    r"(?<=for )(?P<one>an|a) (?=(?:hour|minute|day|week)\b)|"
    r"\b(?P<two>a couple of|a few|several) (?=(?:seconds|minutes|mins|hours|days|weeks)\b)"
)
_HALVES: Final = {
    "half an hour": "30 minutes",
    "half a minute": "30 seconds",
    "half a day": "12 hours",
}
_CHAT: Final = {
    "ppl": "people", "thru": "through", "no1": "no one", "noone": "no one", "b4": "before", "rn": "right now",
    "dwn": "down", "cant": "can't", "wont": "won't", "dont": "don't", "doesnt": "doesn't", "isnt": "isn't",
    "arent": "aren't", "wasnt": "wasn't", "didnt": "didn't", "hasnt": "hasn't", "havent": "haven't",
    "couldnt": "couldn't", "cannt": "can't", "custs": "customers", "cust": "customer", "usrs": "users",
    "svc": "service",
    "svcs": "services", "srv": "server", "srvs": "servers", "certs": "certificates", "cert": "certificate",
    "pw": "password", "pwd": "password", "pwds": "passwords", "accts": "accounts", "acct": "account",
    "msgs": "messages",
    "msg": "message", "notifs": "notifications", "notif": "notification", "reqs": "requests", "req": "request",
    "resp": "response", "lat": "latency", "conns": "connections", "perf": "performance", "tmrw": "tomorrow",
    "tmw": "tomorrow", "ystd": "yesterday", "sth": "something", "smth": "something", "evrything": "everything",
    "evryone": "everyone", "evry": "every", "ev'one": "everyone", "ok'd": "ok", "k8s": "kubernetes", "w/": "with",
    "w/o": "without", "&": "and", "prolly": "probably", "prob": "probably", "mins": "minutes",
    "hrs": "hours", "secs": "seconds", "txs": "transactions", "trx": "transactions", "repl": "replication",
    "ddos'd": "ddos", "dcs": "data centres", "dc": "data centre", "trippled": "tripled", "unavail": "unavailable",
    "mgr": "manager", "pls": "please", "plz": "please", "wtf": "what", "app'": "app",
}  # fmt: skip
_CHAT_WORD: Final = re.compile(
    rf"(?<![\w'/.-])(?:{'|'.join(sorted(map(re.escape, _CHAT), key=len, reverse=True))})(?![\w'/.-]|\.\w)"
)
_EVERY_1: Final = re.compile(
    r"\b(?P<whose>every|any|some) ?1\b(?! ?(?:[hmsd]|min|sec|hour|day)\b)(?!\d|\.\d| ?%)"
)
_STRETCHED: Final = re.compile(
    r"(?<![a-z0-9])(?=[a-z]{5,24}(?![a-z0-9]))[a-z]*?(?P<one>[a-z])(?P=one){2,}[a-z]*"
)
_RUN: Final = re.compile(r"([a-z])\1{2,}")


_NOT_ONE: Final = re.compile(
    r"\bnot (?:a single|one single|even one|one)(?= (?!of\b|one\b|more\b)[a-z]{3,})"
)
_PART_OF_ALL: Final = re.compile(
    r"(?P<part>\d ?%|\b(?:percent|pct|half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|"
    r"tenths?|some|few|part|"
    r"many|most|share|portion|fraction|minority|subset|one|two|three|four|five|in \w{1,6}|\d{1,9})) of all(?: of)?"
    r"(?: the| our| its)?\b"
)
"""A part of all of them is a part, and not all."""


def plain_words(text: str) -> Iterator[tuple[int, int, str]]:
    """What stands in a folded text for plain words: start, end and the plain words; not in order, may overlap."""
    for found in _IN_LETTERS.finditer(text):
        yield *found.span(), str(_value(found))
    for found in _A_SPAN.finditer(text):
        half, two = found["half"], found["two"]
        yield *found.span(), _HALVES[half] if half else ("2 " if two else "1 ")
    for found in _CHAT_WORD.finditer(text):
        yield *found.span(), _CHAT[found.group()]
    for found in _EVERY_1.finditer(text):
        yield *found.span(), f"{found['whose']}one"
    for found in _STRETCHED.finditer(text):
        yield *found.span(), _RUN.sub(r"\1", found.group())
    for found in _NOT_ONE.finditer(text):
        yield *found.span(), "no"
    for found in _PART_OF_ALL.finditer(text):
        yield found.end("part"), found.end(), " of"


def _value(found: re.Match[str]) -> int:
    if found["alone"]:
        return ONES[found["alone"]]
    return TENS[found["tens"]] + (ONES[found["ones"]] if found["ones"] else 0)
