"""The table of severities for words and labels: each row with what must hold, and why it is as grave as that."""

from collections.abc import Callable
from dataclasses import dataclass

from midwatch.domain.incidents.reading.features import FAILURES, Clause, Features
from midwatch.domain.incidents.reading.lexicon import Sense
from midwatch.domain.incidents.reading.quantities import About, Quantity
from midwatch.domain.incidents.severity import IncidentSeverity

HALF = 50.0
FEW = 1.0
NEARLY_FULL = 95.0
MULTIPLE = 2.0
SLOW_SECONDS = 2.0
REPLICA_SECONDS = 60.0
SOON_SECONDS = 24 * 3600.0
VERY_SOON_SECONDS = 4 * 3600.0
PAGE_BURN = 6.0
"""The slower of the two burn rates that page. Source: https://sre.google/workbook/alerting-on-slos/"""

Holds = Callable[[Clause, Features], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the table: `holds` gives what it saw in a clause, empty where it does not hold."""

    severity: IncidentSeverity
    rule: str
    holds: Holds
    sentence: str


def failing_share(clause: Clause) -> Quantity | None:
    """The greatest share that fails now: of errors, of what does not succeed, of requests or users that are hit."""
    hit = clause.has(*FAILURES, Sense.HURT, Sense.IMPAIRED)
    asked = [each for each in clause.shares(About.FAILURE)]
    if hit:
        asked += clause.shares(About.REQUESTS)
    return max(asked, key=lambda each: each.value, default=None)


def _told(quantity: Quantity | None, clause: Clause) -> str:
    return f"{quantity.value:g}%" if quantity else clause.quote[:60]


def _half_failing(clause: Clause, _: Features) -> str:
    share = failing_share(clause)
    return _told(share, clause) if share and share.value >= HALF else ""


def _some_failing(clause: Clause, _: Features) -> str:
    share = failing_share(clause)
    return _told(share, clause) if share and FEW <= share.value < HALF else ""


def _few_failing(clause: Clause, _: Features) -> str:
    share = failing_share(clause)
    return _told(share, clause) if share and 0 < share.value < FEW else ""


def _is_partial(clause: Clause) -> bool:
    if clause.has(Sense.SOME, Sense.ONE):
        return True
    share = failing_share(clause)
    units = clause.shares(About.UNITS)
    return (share is not None and share.value < HALF) or any(each.value < HALF for each in units)


def _critical_blocked(clause: Clause, _: Features) -> str:
    if not clause.has(Sense.CRITICAL) or clause.has(Sense.SPARE) or _is_partial(clause):
        return ""
    if any(each.value < 100 for each in clause.shares(About.UNITS)):
        return ""
    return clause.said(Sense.BLOCKED) if clause.has(Sense.BLOCKED) else ""


def _all_blocked(clause: Clause, _: Features) -> str:
    if (
        not clause.has(Sense.ALL)
        or not clause.has(Sense.BLOCKED, Sense.FAILING)
        or _is_partial(clause)
    ):
        return ""
    return clause.said(Sense.ALL)


def _certificate_blocks(clause: Clause, features: Features) -> str:
    if not clause.has(Sense.EXPIRED):
        return ""
    return (
        clause.said(Sense.EXPIRED) if clause.has(Sense.CRITICAL) or features.are_users_hurt else ""
    )


def _destroyed(clause: Clause, _: Features) -> str:
    return clause.said(Sense.DESTROYED) if clause.has(Sense.DESTROYED) else ""


def _breached(clause: Clause, _: Features) -> str:
    return clause.said(Sense.BREACHED) if clause.has(Sense.BREACHED) else ""


def _lost_units(clause: Clause) -> Quantity | None:
    if not clause.has(*FAILURES, Sense.FULL, Sense.IMPAIRED) and not clause.has(Sense.HEALTHY):
        return None
    return max(clause.shares(About.UNITS), key=lambda each: each.value, default=None)


def _half_of_capacity_hurts(clause: Clause, features: Features) -> str:
    lost = _lost_units(clause)
    hurts = features.are_users_hurt or any(failing_share(each) for each in features.clauses)
    return _told(lost, clause) if lost and lost.value >= HALF and hurts else ""


def _half_of_capacity(clause: Clause, _: Features) -> str:
    lost = _lost_units(clause)
    return _told(lost, clause) if lost and lost.value >= HALF else ""


def _some_capacity(clause: Clause, _: Features) -> str:
    lost = _lost_units(clause)
    return _told(lost, clause) if lost and 0 < lost.value < HALF else ""


def _users_failing(clause: Clause, features: Features) -> str:
    if features.is_unaffected or not clause.has(Sense.USERS, Sense.HURT) or _is_few(clause):
        return ""
    return (
        clause.said(*FAILURES, Sense.HURT, Sense.USERS) if clause.has(*FAILURES, Sense.HURT) else ""
    )


def _is_few(clause: Clause) -> bool:
    share = failing_share(clause)
    return (clause.has(Sense.ONE) and not clause.has(Sense.ALL)) or (
        share is not None and share.value < FEW
    )


def _requests_failing(clause: Clause, _: Features) -> str:
    if clause.has(Sense.SPARE) or _is_few(clause):
        return ""
    if clause.has(Sense.PROBED) or not clause.has(*FAILURES):
        return ""
    return clause.said(*FAILURES) or "the words before it"


def _one_failing(clause: Clause, _: Features) -> str:
    return clause.said(*FAILURES) if clause.has(*FAILURES) else ""


def _slow_multiple(clause: Clause, _: Features) -> str:
    if not clause.has(Sense.SLOW):
        return ""
    factor = max((each.value for each in clause.numbers.multiples), default=0.0)
    return f"{factor:g} times" if factor >= MULTIPLE else ""


def _seconds_slow(clause: Clause, _: Features) -> str:
    slow = max((each.value for each in clause.spans(About.LATENCY, About.OTHER)), default=0.0)
    if not clause.has(Sense.SLOW) or any(
        each.value < MULTIPLE for each in clause.numbers.multiples
    ):
        return ""
    return f"{slow:g} s" if slow >= SLOW_SECONDS else ""


def _slow_for_users(clause: Clause, _: Features) -> str:
    mild = any(each.value < MULTIPLE for each in clause.numbers.multiples)
    if (
        mild
        or not clause.has(Sense.SLOW)
        or not clause.has(Sense.USERS, Sense.CRITICAL, Sense.HURT)
    ):
        return ""
    return clause.said(Sense.SLOW)


def _replica_behind(clause: Clause, _: Features) -> str:
    if not clause.has(Sense.REPLICA_LAG):
        return ""
    spans = clause.spans(About.LAG, About.OTHER)
    behind = max((each.value for each in spans), default=REPLICA_SECONDS)
    return clause.said(Sense.REPLICA_LAG) if behind >= REPLICA_SECONDS else ""


def _stale_for_users(clause: Clause, _: Features) -> str:
    if not clause.has(Sense.STALE) or not clause.has(Sense.USERS, Sense.CRITICAL, Sense.HURT):
        return ""
    return clause.said(Sense.STALE)


def _full(clause: Clause, _: Features) -> str:
    if any(each.value >= 100 for each in clause.shares(About.USAGE)):
        return "100%"
    return clause.said(Sense.FULL) if clause.has(Sense.FULL) else ""


def _expired(clause: Clause, _: Features) -> str:
    return clause.said(Sense.EXPIRED) if clause.has(Sense.EXPIRED) else ""


def _page_burn(clause: Clause, _: Features) -> str:
    if "burn" not in clause.text:
        return ""
    factor = max((each.value for each in clause.numbers.multiples), default=0.0)
    return f"{factor:g} times" if factor >= PAGE_BURN else ""


def _late(clause: Clause, _: Features) -> str:
    said = (Sense.DELAYED, Sense.STALE, Sense.REPLICA_LAG)
    return clause.said(*said) if clause.has(*said) else ""


def _slow(clause: Clause, _: Features) -> str:
    return (
        clause.said(Sense.SLOW)
        if clause.has(Sense.SLOW)
        and clause.has(Sense.RAISED, Sense.RISING)
        or _is_plainly_slow(clause)
        else ""
    )


def _is_plainly_slow(clause: Clause) -> bool:
    return clause.has(Sense.SLOW) and "slow" in clause.text


def _impaired(clause: Clause, _: Features) -> str:
    said = (Sense.IMPAIRED, Sense.PROBED)
    return clause.said(*said) if clause.has(*said) else ""


def _nearly_full(clause: Clause, _: Features) -> str:
    full = max(clause.shares(About.USAGE), key=lambda each: each.value, default=None)
    return (
        _told(full, clause)
        if full and full.value >= NEARLY_FULL and "thrott" not in clause.text
        else ""
    )


def _ends_soon(clause: Clause, _: Features) -> str:
    ahead = min((each.value for each in clause.spans(About.AHEAD)), default=None)
    bound = SOON_SECONDS if "expir" in clause.text else VERY_SOON_SECONDS
    if ahead is None or ahead > bound or not clause.has(Sense.FORESEEN, Sense.WARNING):
        return ""
    return f"{ahead / 3600:g} h"


def _warned(clause: Clause, _: Features) -> str:
    said = (Sense.WARNING, Sense.SLOW)
    if clause.has(Sense.WARNING) and (
        clause.has(Sense.RISING, Sense.RAISED, Sense.FORESEEN) or clause.shares(About.USAGE) or "leak" in clause.text
        or "warn" in clause.text or clause.has(Sense.UNAFFECTED) or "failed over" in clause.text or _WARNS_ALONE.intersection(clause.text.split())
    ):  # fmt: skip
        return clause.said(*said)
    return clause.said(Sense.SLOW) if clause.has(Sense.SLOW) and clause.has(Sense.RISING) else ""


_WARNS_ALONE = frozenset(
    {
        "throttling",
        "saturation",
        "skew",
        "saturated",
        "overcommit",
        "swapping",
        "low",
        "retrying",
        "retries",
        "eol",
        "deprecated",
        "failover",
        "renewal",
    }
)
_SEV1, _SEV2, _SEV3, _SEV4 = (IncidentSeverity[f"SEV{each}"] for each in (1, 2, 3, 4))

ROWS = (
    Row(
        severity=_SEV1,
        rule="data-destroyed",
        holds=_destroyed,
        sentence="data was destroyed or lost ({seen})",
    ),
    Row(
        severity=_SEV1,
        rule="security-breach",
        holds=_breached,
        sentence="somebody got at what is not theirs ({seen})",
    ),
    Row(
        severity=_SEV1,
        rule="half-failing",
        holds=_half_failing,
        sentence="{seen} fail, and half is where it is grave",
    ),
    Row(
        severity=_SEV1,
        rule="critical-function-blocked",
        holds=_critical_blocked,
        sentence="a critical function is blocked ({seen})",
    ),
    Row(
        severity=_SEV1,
        rule="all-users-blocked",
        holds=_all_blocked,
        sentence="nothing says that anybody is spared ({seen})",
    ),
    Row(
        severity=_SEV1,
        rule="half-of-capacity-hurts",
        holds=_half_of_capacity_hurts,
        sentence="{seen} of capacity is gone, and users are hurt",
    ),
    Row(
        severity=_SEV1,
        rule="critical-certificate-expired",
        holds=_certificate_blocks,
        sentence="a certificate ended that a critical function needs ({seen})",
    ),
    Row(severity=_SEV2, rule="some-failing", holds=_some_failing, sentence="{seen} fail"),
    Row(
        severity=_SEV2,
        rule="users-failing",
        holds=_users_failing,
        sentence="users are hit ({seen})",
    ),
    Row(
        severity=_SEV2,
        rule="service-failing",
        holds=_requests_failing,
        sentence="something fails, and how much is not said ({seen})",
    ),
    Row(
        severity=_SEV2,
        rule="half-of-capacity",
        holds=_half_of_capacity,
        sentence="{seen} of capacity is gone",
    ),
    Row(
        severity=_SEV2,
        rule="multiple-of-latency",
        holds=_slow_multiple,
        sentence="it is slower than usual by {seen}",
    ),
    Row(
        severity=_SEV2,
        rule="seconds-of-latency",
        holds=_seconds_slow,
        sentence="answers take {seen}",
    ),
    Row(
        severity=_SEV2, rule="slow-for-users", holds=_slow_for_users, sentence="users wait ({seen})"
    ),
    Row(
        severity=_SEV2,
        rule="replica-behind",
        holds=_replica_behind,
        sentence="reads may be stale ({seen})",
    ),
    Row(
        severity=_SEV2,
        rule="stale-for-users",
        holds=_stale_for_users,
        sentence="users see what is no longer so ({seen})",
    ),
    Row(
        severity=_SEV2,
        rule="exhausted",
        holds=_full,
        sentence="something that is needed ran out ({seen})",
    ),
    Row(
        severity=_SEV2,
        rule="certificate-expired",
        holds=_expired,
        sentence="a certificate or licence ended ({seen})",
    ),
    Row(
        severity=_SEV2,
        rule="page-level-burn",
        holds=_page_burn,
        sentence="the error budget burns at {seen} its pace",
    ),
    Row(
        severity=_SEV3,
        rule="few-failing",
        holds=_few_failing,
        sentence="{seen} fail, which is less than one in a hundred",
    ),
    Row(
        severity=_SEV3,
        rule="one-failing",
        holds=_one_failing,
        sentence="one of several, or one customer, fails ({seen})",
    ),
    Row(
        severity=_SEV3,
        rule="some-of-capacity",
        holds=_some_capacity,
        sentence="{seen} of capacity is gone",
    ),
    Row(severity=_SEV3, rule="late", holds=_late, sentence="work comes late ({seen})"),
    Row(
        severity=_SEV3,
        rule="slow",
        holds=_slow,
        sentence="it is slow, and nothing says for whom ({seen})",
    ),
    Row(
        severity=_SEV3,
        rule="impaired",
        holds=_impaired,
        sentence="something is not as it should be ({seen})",
    ),
    Row(
        severity=_SEV3,
        rule="nearly-full",
        holds=_nearly_full,
        sentence="{seen} is used, and little is left",
    ),
    Row(
        severity=_SEV3, rule="ends-soon", holds=_ends_soon, sentence="it ends in trouble in {seen}"
    ),
    Row(
        severity=_SEV4,
        rule="warning",
        holds=_warned,
        sentence="a warning, and nobody is hit yet ({seen})",
    ),
)
