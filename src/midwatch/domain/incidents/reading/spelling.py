"""Slips of the keyboard in the words that matter: `dwon` is down, `paymnet` is payment."""

import re

from midwatch.domain.incidents.reading.colloquial import plain_words

_WATCHED = (
    "down", "slow", "fail", "prod", "users", "login", "error", "stale", "crash", "leak", "disk", "errors", "failed",
    "failing", "failure", "outage", "broken", "orders", "payment", "payments", "checkout", "database", "service",
    "services", "server", "latency", "timeout", "timeouts", "offline", "customer", "customers", "production", "staging",
    "requests", "request", "website", "gateway", "unavailable", "unreachable", "responding", "working", "deleted",
    "dropped", "corrupted", "delayed", "backlog", "degraded", "crashing", "crashed", "certificate", "expired",
    "replica", "replication", "unaffected", "internal", "dashboard", "resolved", "recovered", "authentication",
    "everyone",
    "increasing", "memory", "connection", "connections", "exhausted", "intermittent", "analytics", "backup", "cluster",
)  # fmt: skip
_REAL = frozenset({
    "filing", "filed", "faling", "cashing", "cashed", "rashed", "sever", "serve", "serer", "uses", "delete", "expire",
    "order", "rely", "woking", "baking", "worming", "groped", "roped", "dropped", "doped", "drooped", "slows", "fails",
    "leaks",
    "disks", "owing", "delaye", "filling", "falling", "lake", "sale", "late", "replicas", "servers", "dashboards",
})  # fmt: skip
_CONFUSED = {
    "costumer": "customer", "costumers": "customers", "authentification": "authentication", "seperate": "separate",
    "unavailble": "unavailable", "unavaliable": "unavailable", "availabilty": "availability", "kubernets": "kubernetes",
}  # fmt: skip
_LONG = 6
_WORD = re.compile(r"(?<![a-z])[a-z]{4,16}(?![a-z])")


def _slips(word: str) -> set[str]:
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    if len(word) < _LONG:
        return swapped
    left_out = {word[:at] + word[at + 1 :] for at in range(1, len(word) - 1)}
    doubled = {word[:at] + word[at] + word[at:] for at in range(len(word))}
    return swapped | left_out | doubled


_MEANT = {
    slip: word
    for word in _WATCHED
    for slip in sorted(_slips(word))
    if slip not in _REAL and slip not in _WATCHED
} | _CONFUSED


def corrections(text: str) -> tuple[tuple[int, int, str], ...]:
    """Where a folded text has a slip or a chat word: its start, its end, and what was meant, in order."""
    slips = [
        (found.start(), found.end(), _MEANT[found.group()])
        for found in _WORD.finditer(text)
        if found.group() in _MEANT
    ]
    told: list[tuple[int, int, str]] = []
    for each in sorted([*slips, *plain_words(text)]):
        if not told or each[0] >= told[-1][1]:
            told.append(each)
    return tuple(told)
