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
    NOTICE = auto()
    WARNING = auto()
    RISING = auto()
    RAISED = auto()
    # What is right, or only might be.
    HEALTHY = auto()
    UNAFFECTED = auto()
    WORKAROUND = auto()
    OTHERS_FINE = auto()
    MINOR = auto()
    STILL = auto()
    FORESEEN = auto()


USERS = (
    "(?:users?|customers?|clients|people|visitors|shoppers|subscribers|tenants|merchants|players|guests|buyers|"
    "usrs?|custs?|riders?|passengers?|travell?ers?|commuters?|viewers?|listeners?|watchers?|gamers?|callers?|"
    "patients?|nurses?|doctors?|clinicians?|pharmac(?:y|ies|ists?)|hospitals?|students?|teachers?|pupils?|"
    "learners?|citizens?|residents?|drivers?|couriers?|shippers?|senders?|recipients?|readers?|traders?|"
    "agents? in the field|participants|attendees|bidders|creators|streamers|authors|publishers|advertisers|"
    "partners|resellers|suppliers|dealers|landlords|homeowners|policy ?holders|claimants|donors|voters|"
    "taxpayers|applicants|candidates|employers|freelancers|diners|cooks|couples|lawyers|accounting firms|"
    "farmers|physicians|surgeons|paramedics|dispatchers|operators of machines|cashiers|wards|clinics|practices|"
    "schools|restaurants|shops|warehouses|depots|airlines|hotels|banks|factories|plants|devices|tablets|"
    "handsets|phones|set top boxes|tvs|browsers|thermostats|cars|scooters|bikes|sensors|apps|investors?|"
    "account holders?|card ?holders?|households?|stores|branches|pilots?|crews?|families|parents?)"
)
"""A pattern for the people whom a service is for."""
NO_GOOD = (
    r"(?!errors?\b|alerts?\b|failures?\b|issues?\b|incidents?\b|timeouts?\b|restarts?\b|complaints?\b|"
    r"changes?\b|impact\b|problems?\b|effect\b|downtime\b|sign\b|need\b|longer\b|more\b|failed\b|lost\b|user "
    r"impact|customer impact|pages?\b|findings?\b|loss\b|action\b|data loss)"
)
"""What is good where there is none of it."""
