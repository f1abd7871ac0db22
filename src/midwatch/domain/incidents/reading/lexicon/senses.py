"""What a telling word can say."""

from enum import Enum, auto


class Sense(Enum):
    """What a word says; the first line of each group tells what it is about."""

    # Who and what is hit.
    CRITICAL = auto()
    PERIPHERAL = auto()
    INTERNAL = auto()
    SPARE = auto()
    USERS = auto()
    PRODUCT = auto()
    # How much of it.
    ALL = auto()
    SOME = auto()
    ONE = auto()
    # What is wrong, from the worst.
    DESTROYED = auto()
    BREACHED = auto()
    BLOCKED = auto()
    FAILING = auto()
    CRASHING = auto()
    HURT = auto()
    EXPIRED = auto()
    FULL = auto()
    SLOW = auto()
    STALE = auto()
    REPLICA_LAG = auto()
    DELAYED = auto()
    PROBED = auto()
    IMPAIRED = auto()
    WARNING = auto()
    RISING = auto()
    RAISED = auto()
    # What is right, or only might be.
    HEALTHY = auto()
    UNAFFECTED = auto()
    WORKAROUND = auto()
    STILL = auto()
    FORESEEN = auto()


USERS = (
    r"(?:users?|customers?|clients|people|visitors|shoppers|subscribers|tenants|merchants|"
    r"players|guests|"
    r"buyers|usrs?|custs?|riders?|passengers?|travell?ers?|commuters?|viewers?|listeners?|watchers?|gamers?|"
    r"callers?|patients?|nurses?|doctors?|clinicians?|pharmac(?:y|ies|ists?)|hospitals?|students?|teachers?|pupils?|"
    r"learners?|citizens?|residents?|drivers?|couriers?|shippers?|senders?|recipients?|readers?|traders?|"
    r"investors?|account holders?|card ?holders?|households?|stores?|branches|pilots?|crews?|fans?|families|parents?)"
)
"""A pattern for the people whom a service is for."""
