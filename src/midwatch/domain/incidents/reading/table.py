"""The table of severities for words and labels, as data: what is looked for, and why it is as grave as that."""

from collections.abc import Callable
from dataclasses import dataclass

from midwatch.domain.incidents.reading import predicates as saw
from midwatch.domain.incidents.reading.features import Clause, Features
from midwatch.domain.incidents.severity import IncidentSeverity


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the table.

    `rule` is its stable name; `holds` gives what it saw in a clause, empty where it does not hold; `sentence` says that
    with `{seen}` in it; `why` is the reason for its severity. `is_vague`: it names neither a number nor people,
    so a label that says warning is believed more.
    """

    severity: IncidentSeverity
    rule: str
    holds: Callable[[Clause, Features], str]
    sentence: str
    why: str
    is_vague: bool = False


def _row(
    severity: IncidentSeverity,
    rule: str,
    holds: Callable[[Clause, Features], str],
    sentence: str,
    why: str,
) -> Row:
    return Row(
        severity=severity,
        rule=rule,
        holds=holds,
        sentence=sentence,
        why=why,
        is_vague=rule in _VAGUE,
    )


_VAGUE = frozenset(
    {"service-failing", "users-impaired", "exhausted", "slow-for-users", "half-of-capacity"}
)
_SEV1, _SEV2, _SEV3, _SEV4 = (IncidentSeverity[f"SEV{each}"] for each in (1, 2, 3, 4))

ROWS = (
    _row(_SEV1, "data-destroyed", saw.destroyed, "data was destroyed or lost ({seen})",
         "what is gone does not come back by itself, and each minute overwrites more of it"),
    _row(_SEV1, "security-breach", saw.breached, "somebody got at what is not theirs ({seen})",
         "harm goes on while nobody acts, and law may set a time for telling"),
    _row(_SEV1, "half-failing", saw.half_failing, "{seen} fail, and half is where it is gravest",
         "what fails for half of its requests is down for those who need it"),
    _row(_SEV1, "critical-function-blocked", saw.critical_blocked, "a critical function is blocked ({seen})",
         "without login, payment, database or names, nothing else works"),
    _row(_SEV1, "all-users-blocked", saw.all_blocked, "it fails, and nobody is spared ({seen})",
         "everybody is hit"),
    _row(_SEV1, "critical-capacity-gone", saw.critical_capacity_gone, "{seen} of a critical function is gone",
         "nothing is left to answer"),
    _row(_SEV1, "half-of-capacity-hurts", saw.half_of_capacity_hurts, "{seen} of capacity is gone, and users are hurt",
         "the rest is about to follow under the load"),
    _row(_SEV1, "critical-certificate-expired", saw.certificate_blocks, "a certificate ended that users need ({seen})",
         "every new connection is refused"),
    _row(_SEV2, "security-suspected", saw.suspected, "somebody may have got in ({seen})",
         "a suspicion is looked into at once, for harm goes on while nobody does"),
    _row(_SEV2, "some-failing", saw.some_failing, "{seen} fail",
         "a subset of users fails"),
    _row(_SEV2, "users-failing", saw.users_failing, "users are hit ({seen})",
         "users say so, and how many is not known"),
    _row(_SEV2, "service-failing", saw.service_failing, "something fails, and how much is not said ({seen})",
         "when in doubt, the higher"),
    _row(_SEV2, "users-impaired", saw.users_impaired, "users are in trouble, and nobody has said which ({seen})",
         "when in doubt, the higher"),
    _row(_SEV2, "half-of-capacity", saw.half_of_capacity, "{seen} of capacity is gone",
         "one more loss, and users are hurt"),
    _row(_SEV2, "multiple-of-latency", saw.slow_multiple, "it is slower than usual, by {seen}",
         "a multiple of the usual latency makes people leave"),
    _row(_SEV2, "seconds-of-latency", saw.seconds_slow, "answers take {seen}",
         "a person who waits for seconds gives up"),
    _row(_SEV2, "slow-for-users", saw.slow_for_users, "users wait ({seen})",
         "users feel it"),
    _row(_SEV2, "replica-behind", saw.replica_behind, "reads may be stale ({seen})",
         "stale reads are wrong answers"),
    _row(_SEV2, "stale-for-users", saw.stale_for_users, "users see what is no longer so ({seen})",
         "stale reads are wrong answers"),
    _row(_SEV2, "exhausted", saw.exhausted, "something that is needed ran out ({seen})",
         "what comes next is refused"),
    _row(_SEV2, "certificate-expired", saw.expired, "a certificate or licence ended ({seen})",
         "connections are refused, and for whom is not said"),
    _row(_SEV2, "page-level-burn", saw.page_burn, "the error budget burns at {seen} its pace",
         "the budget of a month is gone in days"),
    _row(_SEV2, "late-for-users", saw.late_for_users, "people wait for what comes late ({seen})",
         "they notice, and act twice or leave"),
    _row(_SEV3, "few-failing", saw.few_failing, "{seen} fail, which is less than one in a hundred",
         "hardly anybody is hit, and it does not stop by itself"),
    _row(_SEV3, "one-failing", saw.one_failing, "one of several, or something that few need, fails ({seen})",
         "others carry the load"),
    _row(_SEV3, "not-found", saw.not_found, "an address has nothing behind it ({seen})",
         "one page of many, and nobody is known to need it"),
    _row(_SEV3, "some-of-capacity", saw.some_capacity, "{seen} of capacity is gone",
         "the rest carries the load"),
    _row(_SEV3, "late", saw.late, "work comes late ({seen})",
         "it comes all the same"),
    _row(_SEV3, "slow", saw.slow, "it is slow, and nothing says for whom ({seen})",
         "it works"),
    _row(_SEV3, "impaired", saw.impaired, "something is not as it should be ({seen})",
         "somebody has to look, and nobody is known to be hit"),
    _row(_SEV3, "nearly-full", saw.nearly_full, "{seen} is used, and little is left",
         "the end may come before working hours do"),
    _row(_SEV3, "ends-soon", saw.ends_soon, "it ends in trouble in {seen}",
         "a plan would come too late"),
    _row(_SEV4, "hardly-failing", saw.hardly_failing, "{seen} fail, which is less than one in a thousand",
         "most objectives allow that much"),
    _row(_SEV4, "warning", saw.warned, "a warning, and nobody is hit yet ({seen})",
         "a trend that ends in trouble"),
)  # fmt: skip
"""Each row is asked of each clause; the highest that holds wins."""
