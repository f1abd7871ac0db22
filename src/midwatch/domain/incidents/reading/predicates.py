"""What a row of the table looks for in a clause: each gives what it saw, and nothing where it does not hold."""

from midwatch.domain.incidents.reading.falls import missing, slower, tells_what_is_left
from midwatch.domain.incidents.reading.features import FAILURES, Clause, Features
from midwatch.domain.incidents.reading.lexicon import Sense, phrases
from midwatch.domain.incidents.reading.numbers import WHOLE, About, Quantity

HALF = 50.0
MANY = 10.0
FEW = 1.0
HARDLY = 0.1
MUCH_USED = 60.0
NEARLY_FULL = 95.0
MULTIPLE = 2.0
SLOW_SECONDS = 2.0
REPLICA_SECONDS = 60.0
SOON_SECONDS = 24 * 3600.0
VERY_SOON_SECONDS = 4 * 3600.0
PAGE_BURN = 6.0
"""The slower of the two burn rates that page. Source: https://sre.google/workbook/alerting-on-slos/"""

_MOST_SHOWN = 60


def suspected(clause: Clause, _: Features) -> str:
    """Signs of somebody who tries to get in, or may have."""
    if clause.has(Sense.HEALTHY):
        return ""
    found = phrases.SUSPECTED.search(clause.text)
    return found.group()[:_MOST_SHOWN] if found else _said(clause, Sense.BREACHED)


def failing_share(clause: Clause) -> Quantity | None:
    """The greatest share that fails now: of errors, of what does not succeed, of requests or users that are hit."""
    if clause.numbers.is_within_limit:
        return None
    asked = [*clause.shares(About.FAILURE), *missing(clause)]
    if clause.has(*FAILURES, Sense.HURT, Sense.IMPAIRED):
        asked += [] if tells_what_is_left(clause) else clause.shares(About.REQUESTS)
    return _greatest(asked)


def half_failing(clause: Clause, features: Features) -> str:
    """At least half of requests, of attempts or of users; not of those in one place, or with one thing."""
    somewhere = clause.has(Sense.SOME) and phrases.EVERYBODY_THERE.search(clause.text)
    if somewhere or features.are_others_fine:
        return ""
    return _between(failing_share(clause), HALF, None)


def some_failing(clause: Clause, features: Features) -> str:
    """A share that is told, from one in a hundred to half; more of it where others are fine."""
    return _between(failing_share(clause), FEW, HALF if half_failing(clause, features) else None)


def few_failing(clause: Clause, _: Features) -> str:
    """Less than one in a hundred."""
    return "" if clause.has(Sense.HEALTHY) else _between(failing_share(clause), HARDLY, FEW)


def hardly_failing(clause: Clause, features: Features) -> str:
    """Less than one in a thousand, said as failures: a rate of success of 99.99% is good news."""
    is_well = any(each.has(Sense.HEALTHY) for each in features.clauses)
    if is_well or "success" in clause.text or "availab" in clause.text:
        return ""
    share = failing_share(clause)
    return "" if share is None or share.value == 0 else _between(share, 0, HARDLY)


def critical_blocked(clause: Clause, _: Features) -> str:
    """A critical function that does not work, for nobody in particular."""
    if not clause.has(Sense.CRITICAL) or clause.has(Sense.SPARE) or _is_partial(clause):
        return ""
    if any(each.value < WHOLE for each in clause.shares(About.UNITS)):
        return ""
    return _said(clause, Sense.BLOCKED)


def all_blocked(clause: Clause, _: Features) -> str:
    """Failures that hit everybody or everything."""
    if wholly := phrases.WHOLLY.search(clause.text):
        return wholly.group()[:_MOST_SHOWN]
    everything = _said(clause, Sense.ALL)
    fails = clause.has(*FAILURES) or phrases.NOTHING_IS.search(everything)
    return everything if fails and not _is_partial(clause) else ""


def certificate_blocks(clause: Clause, features: Features) -> str:
    """An expired certificate before a critical function, or before users."""
    public = phrases.PUBLIC.search(clause.text) is not None
    is_needed = public or clause.has(Sense.CRITICAL) or features.are_users_hurt
    return _said(clause, Sense.EXPIRED) if is_needed and not _is_partial(clause) else ""


def destroyed(clause: Clause, _: Features) -> str:
    """Data that was deleted, lost or corrupted."""
    return _said(clause, Sense.DESTROYED)


def breached(clause: Clause, features: Features) -> str:
    """Somebody who got in, or what got out; not where that is only suspected."""
    is_less = any(
        phrases.HEDGED.search(each.text) for each in features.clauses
    ) or phrases.ACCOUNTS_TAKEN.search(clause.text)
    return "" if is_less else _said(clause, Sense.BREACHED)


def critical_capacity_gone(clause: Clause, _: Features) -> str:
    """Everything that a critical function runs on."""
    return _between(_lost_units(clause), WHOLE, None) if clause.has(Sense.CRITICAL) else ""


def half_of_capacity_hurts(clause: Clause, features: Features) -> str:
    """Half of the capacity, and users who feel it."""
    hurts = features.are_users_hurt or any(failing_share(each) for each in features.clauses)
    return half_of_capacity(clause, features) if hurts else ""


def half_of_capacity(clause: Clause, _: Features) -> str:
    """Half of the pods, nodes or replicas."""
    return _between(_lost_units(clause), HALF, None)


def some_capacity(clause: Clause, _: Features) -> str:
    """Less than half of the pods, nodes or replicas."""
    lost = _lost_units(clause)
    return "" if lost is None or lost.value == 0 else _between(lost, 0, HALF)


def users_failing(clause: Clause, features: Features) -> str:
    """Users who meet failures, however many."""
    if features.is_unaffected or not clause.has(Sense.USERS, Sense.HURT) or _is_few(clause):
        return ""
    return _said(clause, *FAILURES, Sense.HURT)


def users_impaired(clause: Clause, features: Features) -> str:
    """Users or a critical function in trouble that nobody has named yet."""
    if features.is_unaffected or not clause.has(Sense.CRITICAL, Sense.USERS) or _is_few(clause):
        return ""
    if clause.said(Sense.USERS) and not clause.has(Sense.PERIPHERAL, Sense.WORKAROUND):
        return _said(clause, Sense.IMPAIRED)
    found = phrases.HURTING.search(clause.text) if clause.has(Sense.IMPAIRED) else None
    return found.group() if found else ""


def service_failing(clause: Clause, _: Features) -> str:
    """Failures whose share nobody told."""
    if clause.has(Sense.SPARE, Sense.PROBED) or _is_few(clause) or failing_share(clause):
        return ""
    if phrases.NOT_FOUND.search(clause.text) and not clause.has(
        Sense.CRITICAL, Sense.USERS, Sense.ALL
    ):
        return ""
    return _said(clause, *FAILURES)


def one_failing(clause: Clause, _: Features) -> str:
    """Failures of one of several, or of one customer."""
    return "" if failing_share(clause) else _said(clause, *FAILURES)


def slow_multiple(clause: Clause, _: Features) -> str:
    """A multiple of the usual latency."""
    told = (each.value for each in clause.numbers.multiples if clause.has(Sense.SLOW))
    factor = max([*told, slower(clause)], default=0.0)
    return f"{factor:.3g} times" if factor >= MULTIPLE else ""


def seconds_slow(clause: Clause, _: Features) -> str:
    """A latency of seconds, unless it is close to what is usual."""
    slow = max((each.value for each in clause.spans(About.LATENCY, About.OTHER)), default=0.0)
    return (
        f"{slow:g} s"
        if clause.has(Sense.SLOW) and not _is_mildly_slow(clause) and slow >= SLOW_SECONDS
        else ""
    )


def slow_for_users(clause: Clause, _: Features) -> str:
    """Slowness where users or a critical function are named."""
    if _is_mildly_slow(clause) or not clause.has(Sense.USERS, Sense.CRITICAL, Sense.HURT):
        return ""
    if clause.has(Sense.ONE) and not clause.has(Sense.ALL, Sense.CRITICAL):
        return ""
    return slow(clause, _)


def slow(clause: Clause, _: Features) -> str:
    """Latency that is called high, or slowness; latency alone is a measure."""
    if phrases.SLOW_TREND.search(clause.text):
        return ""
    is_slow = clause.has(Sense.RAISED, Sense.RISING) or phrases.PLAINLY_SLOW.search(clause.text)
    return _said(clause, Sense.SLOW) if is_slow else ""


def replica_behind(clause: Clause, _: Features) -> str:
    """A replica that is behind by a minute or more, or by nobody knows how much."""
    spans = clause.spans(About.LAG, About.OTHER)
    behind = max((each.value for each in spans), default=REPLICA_SECONDS)
    return _said(clause, Sense.REPLICA_LAG) if behind >= REPLICA_SECONDS else ""


def stale_for_users(clause: Clause, _: Features) -> str:
    """Old data before users."""
    is_hidden = clause.has(
        Sense.PERIPHERAL, Sense.INTERNAL, Sense.SPARE, Sense.DELAYED
    ) and not clause.said(Sense.USERS)
    return "" if is_hidden else _said(clause, Sense.STALE)


def exhausted(clause: Clause, features: Features) -> str:
    """What is full, or all of it used; not where a share below the whole is told."""
    used = [share.value for each in features.clauses for share in each.shares(About.USAGE)]
    if phrases.ALMOST.search(clause.text) or (used and max(used) < WHOLE):
        return ""
    return _between(_used(clause), WHOLE, None) or _said(clause, Sense.FULL)


def expired(clause: Clause, _: Features) -> str:
    """A certificate or a licence that ended."""
    return _said(clause, Sense.EXPIRED)


def page_burn(clause: Clause, _: Features) -> str:
    """An error budget that burns as fast as pages."""
    factor = _burn(clause)
    return f"{factor:g} times" if factor is not None and factor >= PAGE_BURN else ""


def late_for_users(clause: Clause, features: Features) -> str:
    """Work that people wait for, and who they are is said."""
    many = any(each.value >= MANY for each in clause.shares(About.REQUESTS))
    told = many or clause.said(Sense.USERS, Sense.HURT) or phrases.AWAITED.search(clause.text)
    is_told = told and not phrases.MAILED_TO_MANY.search(clause.text)
    return late(clause, features) if is_told else ""


def not_found(clause: Clause, _: Features) -> str:
    """An address that answers `404`: one page of many."""
    found = (
        None
        if failing_share(clause) or clause.has(Sense.BLOCKED)
        else phrases.NOT_FOUND.search(clause.text)
    )
    return found.group() if found else ""


def late(clause: Clause, _: Features) -> str:
    """Work that is delayed or data that is old."""
    return _said(clause, Sense.DELAYED, Sense.STALE, Sense.REPLICA_LAG)


def impaired(clause: Clause, _: Features) -> str:
    """A trouble that is not called a failure; a budget that lasts is none."""
    burn = _burn(clause)
    if burn is not None and burn < 1 and "burn" in clause.said(Sense.IMPAIRED):
        return ""
    return _said(clause, Sense.IMPAIRED, Sense.PROBED)


def nearly_full(clause: Clause, _: Features) -> str:
    """Almost all of it used; throttling has no end to reach."""
    return "" if "thrott" in clause.text else _between(_used(clause), NEARLY_FULL, None)


def ends_soon(clause: Clause, _: Features) -> str:
    """A trend or an expiry that ends within hours."""
    ahead = min((each.value for each in clause.spans(About.AHEAD)), default=None)
    bound = SOON_SECONDS if "expir" in clause.text else VERY_SOON_SECONDS
    if ahead is None or ahead > bound or not clause.has(Sense.FORESEEN, Sense.WARNING):
        return ""
    return f"{ahead / 3600:g} h"


def warned(clause: Clause, features: Features) -> str:
    """A warning, a trend, or a resource of which much is used."""
    if clause.has(Sense.NOTICE) and not clause.has(Sense.HEALTHY):
        return _said(clause, Sense.NOTICE)
    if clause.has(Sense.WARNING) and (features.is_unaffected or _is_pressing(clause)):
        return _said(clause, Sense.WARNING)
    is_spent = any(each.value >= HALF for each in clause.shares(About.BUDGET))
    if is_spent or clause.has(Sense.HEALTHY):
        return _shown(clause) if is_spent else ""
    return _tends(clause, features)


def _tends(clause: Clause, features: Features) -> str:
    used = _used(clause)
    is_up = clause.has(Sense.RISING)
    if is_up and features.is_unaffected and not phrases.GOOD_TO_RISE.search(clause.text):
        return _said(clause, Sense.RISING)
    if (used is not None and used.value >= MUCH_USED) or phrases.TENDS.search(clause.text):
        return _shown(clause)
    return _said(clause, Sense.SLOW) if is_up else ""


def _is_pressing(clause: Clause) -> bool:
    used = _used(clause)
    return (
        clause.has(Sense.RISING, Sense.RAISED, Sense.FORESEEN, Sense.UNAFFECTED)
        or (used is not None and used.value >= MUCH_USED)
        or phrases.WARNS_ALONE.search(clause.text) is not None
    )


def _burn(clause: Clause) -> float | None:
    """How fast an error budget burns, where that is told."""
    if "burn" not in clause.text:
        return None
    told = phrases.BURN_RATE.search(clause.text)
    factors = [
        *(each.value for each in clause.numbers.multiples),
        *([float(told.group(1))] if told else []),
    ]
    return max(factors, default=None)


def _is_partial(clause: Clause) -> bool:
    """Whether the clause says that it is not all: some, one, or a share below half."""
    if clause.has(Sense.SOME, Sense.ONE):
        return True
    shares = (failing_share(clause), *clause.shares(About.UNITS))
    return any(each is not None and each.value < HALF for each in shares)


def _is_few(clause: Clause) -> bool:
    share = failing_share(clause)
    is_one = clause.has(Sense.ONE) and not clause.has(Sense.ALL)
    return is_one or (share is not None and share.value < FEW)


def _is_mildly_slow(clause: Clause) -> bool:
    factors = [each.value for each in clause.numbers.multiples]
    return bool(factors) and max(factors) < MULTIPLE


def _lost_units(clause: Clause) -> Quantity | None:
    is_lost = clause.has(*FAILURES, Sense.FULL, Sense.IMPAIRED)
    return (
        _greatest(clause.shares(About.UNITS))
        if is_lost or phrases.READY.search(clause.text)
        else None
    )


def _used(clause: Clause) -> Quantity | None:
    return _greatest(clause.shares(About.USAGE))


def _greatest(quantities: tuple[Quantity, ...] | list[Quantity]) -> Quantity | None:
    return max(quantities, key=lambda each: each.value, default=None)


def _between(share: Quantity | None, least: float, below: float | None) -> str:
    if share is None or share.value < least or (below is not None and share.value >= below):
        return ""
    return f"{share.value:.3g}%"


def _said(clause: Clause, *senses: Sense) -> str:
    """The word that says one of them, or the clause where it was handed on; empty where it is not said."""
    return (clause.said(*senses) or _shown(clause)) if clause.has(*senses) else ""


def _shown(clause: Clause) -> str:
    return clause.quote[:_MOST_SHOWN]
