"""What a text and its labels say of an incident, as values that the table of severities can ask."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from midwatch.domain.incidents.reading.lexicon import Sense
from midwatch.domain.incidents.reading.numbers import About, Quantities, Quantity, quantities
from midwatch.domain.incidents.reading.surroundings import Surroundings, surroundings
from midwatch.domain.incidents.reading.text import Folded, clause_spans, folded
from midwatch.domain.incidents.reading.words import Word, words

_MOST_CLAUSES = 400
A_THIRD = 34.0
_SUBJECTS = frozenset(
    {Sense.CRITICAL, Sense.PERIPHERAL, Sense.INTERNAL, Sense.SPARE, Sense.USERS, Sense.PRODUCT}
)
_HANDED_ON = _SUBJECTS | {Sense.SOME, Sense.ONE}
FAILURES = frozenset({Sense.BLOCKED, Sense.FAILING, Sense.CRASHING})
MILD = frozenset({Sense.SLOW, Sense.STALE, Sense.DELAYED, Sense.REPLICA_LAG, Sense.IMPAIRED})
TROUBLES = FAILURES | MILD | {
    Sense.DESTROYED, Sense.BREACHED, Sense.HURT, Sense.EXPIRED, Sense.FULL, Sense.PROBED, Sense.WARNING,
}  # fmt: skip
_MEASURES = frozenset({Sense.WARNING, Sense.RISING, Sense.RAISED, Sense.SLOW, Sense.DELAYED})
_EASED = frozenset({Sense.FAILING, Sense.BLOCKED, Sense.SLOW, Sense.DELAYED, Sense.RAISED})
_NOT_QUITE = re.compile(r"\b(?:still|not|again|partially)\b")
_SUBJECT_LABELS = (
    "service",
    "app",
    "application",
    "job",
    "component",
    "deployment",
    "service_name",
)
_RENEWED = re.compile(
    r"\b(?:renew\w{0,4}|cert\w{0,10}|licen[cs]e\w{0,2}|domain|token|key|contract|v\d)\b"
)
_DAYS_LEFT = re.compile(
    r"\b(?:(?:[2-9]|\d{2,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|some|"
    r"a few) (?:more )?(?:days|weeks|months)"
    r"|a (?:week|month)) (?:remain\w{0,3}|left|to go|away|from now)\b"
)
_NOBODY_HIT = re.compile(
    r"\b(?:no|nobody|none|nothing|zero|never|without|carr(?:y|ies)|took over|takes over)\b"
)
"""That others are fine says that nobody is hit only beside such words."""
_WARNED_AT = re.compile(
    r"\bwarn(?:ing)?(?: (?:at|above|over|of|from|limit|threshold|level)){0,2} ?[:=><]{0,2} ?\d"
    r"|\b(?:above|over|past|crossed|exceeds?|exceeded|passed) (?:the |its )?warn(?:ing)? (?:threshold|limit|level|mark)"
)
"""A limit that is called one of warning, and told beside the value that passed it."""
_LEADING = re.compile(
    r"\b(?<!old )(?:master|primary|writer) (?:node|instance|host|server|member)\b(?! (?:is )?(?:healthy|fine|"
    "ok|serv|unaff))"
)
_WHOLE_PLACE = re.compile(
    r"\b(?:entire|whole|all of) (?:the )?(?:\S{1,16} ){0,3}(?:region|zone|site|data cent(?:er|re)|country|"
    r"cluster|rack|cell)\b"
)
_WILL = re.compile(
    r"\b(?:will|may|might|could|going to|is to|are to|plans? to|announced?) (?:\S{1,12} ){0,4}(?:shut|"
    "switch(?:ed)?|turn(?:ed)?|remov|retire|drop|end|stop|discontinu|cause|close|sunset|expire|lapse|run out|"
    r"be (?:full|over|gone))|\b(?:gets?|is being|are being|being) (?:switched off|turned off|shut down|removed|"
    r"retired|closed|discontinued|sunset|deprecated) (?:in|on|by|at|next|from|after)\b"
)
_SEVERAL = re.compile(
    r"\b(?:several|multiple|many|all|most|[2-9]|\d{2,4}) "
    r"(?:of )?(?:the )?(?:\w{1,16} ){0,2}(?:pods|nodes|instances|hosts|containers|workers|"
    r"brokers|machines|servers)\b"
)
_IMPROVES = re.compile(
    r"\b(?:errors?|failures?|5xxs?|latency|latencies|lag|backlog|queue|timeouts?|"
    r"response times?)(?: (?:rate|rates|ratio|count|depth|size|is|are|has|have|now|been|"
    r"already|p99|p95)){0,3} (?:dropped|dropping|fell|fallen|falling|decreas(?:ed|ing)|"
    r"went down|going down|came down|coming down|reduced|(?:down|back) to|down from|"
    r"gone(?! (?:up|down|from|through))|disappeared|stopped|cleared|ceased|vanished|"
    r"improv(?:ed|ing)|shrinking|draining)\b"
)
_DEED = re.compile(
    r"\W{0,3}(?:i |we |just |have |'ve ){0,3}(?:increased|added|scaled|upgraded|raised|"
    r"bumped|deployed|changed|removed|enabled|configured|set|created|updated|migrated|"
    r"moved|renamed|doubled|extended|resized|expanded|tuned|lowered) (?:the|a|an|two|some|"
    r"our|all|more|up|down)\b"
)
_SUCCEEDS = re.compile(r"succe|complete|deliver|pass|go(?:es)? through")
_TOO_FEW = 1.0
"""Percent that fail where users cannot be called unaffected."""
_ASKING = re.compile(
    r"(?:so |hey |hi |btw )?(?:what|how|where|who|when|which|can|could|should|shall|do|"
    r"does|did|will|would|have|has)\b"
)
_REPORTING = re.compile(
    r"\b(?:why|else|check|look|looking|investigat\w{1,5}|help|anyone seeing|what is wrong|"
    r"what's wrong|happening|going on)\b"
)
_ASKING_ALWAYS = re.compile(r"how (?:do|to|can|should|would|often|long)\b")
_STRONGLY_WELL = re.compile(
    r"\b(?:recover|resolv|solved|sorted|back\b(?! ?log)|can (?:\w{1,10} ){1,4}again|"
    r"at (?:the )?baseline|restor|mitigat|fixed|renewed|closing|closed|is over|no longer|subsided|false (?:alarm|"
    r"positive)|normali|caught up|cleared|stopped (?:fail|crash|err|alert|fir))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause: what its undenied words say, with the subject of the clause before where it names none, its numbers.

    `quote` is the slice of the text as it was written.
    """

    text: str
    quote: str
    senses: frozenset[Sense]
    words: tuple[Word, ...]
    numbers: Quantities

    def has(self, *senses: Sense) -> bool:
        """Whether any of them is said."""
        return not self.senses.isdisjoint(senses)

    def said(self, *senses: Sense) -> str:
        """The first word that says any of them, as folded; empty where it was handed on from another clause."""
        return next(
            (word.text for word in self.words if word.sense in senses and not word.is_denied), ""
        )

    def shares(self, *about: About) -> tuple[Quantity, ...]:
        """What is now, in percent, of these kinds."""
        return tuple(
            each for each in self.numbers.shares if each.about in about and not each.is_limit
        )

    def spans(self, *about: About) -> tuple[Quantity, ...]:
        """What is now, in seconds, of these kinds."""
        return tuple(
            each for each in self.numbers.spans if each.about in about and not each.is_limit
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """All clauses that tell of something wrong, and what holds for all of them."""

    clauses: tuple[Clause, ...]
    around: Surroundings
    is_unaffected: bool = False
    has_workaround: bool = False
    is_minor: bool = False
    are_others_fine: bool = False
    has_days_left: bool = False
    is_only_warned: bool = False
    are_users_hurt: bool = False


def extract(text: str, labels: Mapping[str, str]) -> Features:
    """Read a text and its labels; only the first part of a long text is read, and nothing in it is an error."""
    read = folded(_with_name(text, labels))
    clauses = _handed_on(_clauses(read), _labelled(labels))
    others_fine = any(clause.has(Sense.OTHERS_FINE) for clause in clauses)
    if others_fine or (
        _hits_some(clauses) and not any(clause.has(Sense.ALL) for clause in clauses)
    ):
        clauses = [_partial(clause) for clause in clauses]
    around = surroundings(read.text, labels)
    fires = (
        "alertname" in labels
    )  # what a tool sends is over where its status says so, whatever its words tell
    if not around.quiet and not fires and _is_over(clauses):
        around = replace(around, quiet="it is over")
    hurt = any(_hurts_users(clause) for clause in clauses)
    return Features(
        clauses=tuple(clauses),
        around=around,
        is_unaffected=not hurt
        and (_is_carried(clauses) or any(_spares_users(clause) for clause in clauses)),
        has_workaround=any(clause.has(Sense.WORKAROUND) for clause in clauses),
        is_minor=any(clause.has(Sense.MINOR) for clause in clauses),
        are_others_fine=others_fine,
        is_only_warned=not hurt and _WARNED_AT.search(read.text) is not None,
        has_days_left=bool(_RENEWED.search(read.text) and _DAYS_LEFT.search(read.text)),
        are_users_hurt=hurt,
    )


def _hits_some(clauses: Iterable[Clause]) -> bool:
    """Whether a clause tells which of the users are hit: that holds for what the other clauses say too."""
    return any(
        clause.has(Sense.SOME) and bool(clause.said(Sense.USERS)) and clause.has(*FAILURES)
        for clause in clauses
    )


def _partial(clause: Clause) -> Clause:
    """Where others are fine, what fails does so for some."""
    return replace(clause, senses=(clause.senses - {Sense.ALL}) | {Sense.SOME})


def _with_name(text: str, labels: Mapping[str, str]) -> str:
    name = str(labels.get("alertname", ""))[:200]
    return text if not name or name in text else f"{name}\n{text}"


def _labelled(labels: Mapping[str, str]) -> frozenset[Sense]:
    named = " ".join(str(labels[name])[:200] for name in _SUBJECT_LABELS if name in labels)
    return frozenset(
        word.sense
        for word in words(folded(named).text)
        if word.sense in _SUBJECTS - {Sense.USERS, Sense.SPARE}
    )


def _clauses(read: Folded) -> list[Clause]:
    found = []
    for start, end in clause_spans(read.text)[:_MOST_CLAUSES]:
        piece = read.text[start:end]
        if _is_question(piece.strip(), read.text[end : end + 1]):
            continue
        spoken = words(piece, start)
        numbers = quantities(piece, start)
        senses = frozenset(word.sense for word in spoken if not word.is_denied)
        found.append(
            Clause(
                text=piece,
                quote=read.quote(start, end),
                senses=_sorted_out(senses, numbers, piece),
                words=spoken,
                numbers=numbers,
            )
        )
    return found


def _is_question(piece: str, mark: str) -> bool:
    if _ASKING_ALWAYS.match(piece):
        return True
    if mark == "?" and re.match(
        r"(?:is|are) there (?:a|an|any|some)\b(?! (?:outage|incident|problem|issue))", piece
    ):
        return True
    return mark == "?" and _ASKING.match(piece) is not None and _REPORTING.search(piece) is None


def _sorted_out(senses: frozenset[Sense], numbers: Quantities, piece: str) -> frozenset[Sense]:
    """Drop what other words of the clause take back, and add what they make of it."""
    added = {sense for sense, holds in (
        (Sense.SPARE, _loses_few(senses, numbers)),
        (Sense.WARNING, _foreseen(senses, numbers, piece)),
        (Sense.HEALTHY, _IMPROVES.search(piece) is not None),
    ) if holds}  # fmt: skip
    return (senses - _taken_back(senses, numbers, piece)) | added


def _taken_back(senses: frozenset[Sense], numbers: Quantities, piece: str) -> frozenset[Sense]:
    is_healthy = Sense.HEALTHY in senses
    is_well = is_healthy and _STRONGLY_WELL.search(piece) and not _NOT_QUITE.search(piece)
    reasons: tuple[tuple[object, frozenset[Sense]], ...] = (
        (_SEVERAL.search(piece), frozenset({Sense.SPARE})),
        (_LEADING.search(piece), frozenset({Sense.SPARE})),
        (_WHOLE_PLACE.search(piece), frozenset({Sense.SOME})),
        (_nothing_fails(numbers), frozenset({Sense.FAILING, Sense.BLOCKED, Sense.RAISED})),
        (numbers.is_within_limit, FAILURES | MILD | {Sense.RAISED}),
        (is_healthy, MILD | {Sense.WARNING}),
        (is_well, FAILURES | {Sense.FULL, Sense.HURT}),
        ("tolerate" in piece, FAILURES),
        (_DEED.match(piece), _MEASURES),
        (_foreseen(senses, numbers, piece), FAILURES | {Sense.FULL, Sense.DESTROYED}),
        (_IMPROVES.search(piece), _EASED),
        (Sense.UNAFFECTED in senses, frozenset({Sense.HURT, Sense.USERS, Sense.IMPAIRED})),
    )
    return frozenset().union(*(taken for holds, taken in reasons if holds))


def _nothing_fails(numbers: Quantities) -> bool:
    failing = [
        each.value for each in numbers.shares if each.about is About.FAILURE and not each.is_limit
    ]
    return bool(failing) and max(failing) == 0


def _loses_few(senses: frozenset[Sense], numbers: Quantities) -> bool:
    lost = [
        each.value for each in numbers.shares if each.about is About.UNITS and not each.is_limit
    ]
    return bool(lost) and max(lost) <= A_THIRD and Sense.USERS not in senses


def _foreseen(senses: frozenset[Sense], numbers: Quantities, piece: str) -> bool:
    if _WILL.search(piece):
        return True
    ahead = any(each.about is About.AHEAD for each in numbers.spans)
    return Sense.FORESEEN in senses and (ahead or Sense.WARNING in senses or Sense.FULL in senses)


def _handed_on(clauses: list[Clause], first: frozenset[Sense]) -> list[Clause]:
    """A clause that names no subject speaks of the one before."""
    carried = first
    found = []
    for clause in clauses:
        own = clause.senses & _SUBJECTS
        if own <= {Sense.USERS}:
            handed = carried - ({Sense.SPARE, Sense.USERS} if own else set())
            found.append(replace(clause, senses=clause.senses | handed))
        else:
            found.append(clause)
        if own and Sense.HEALTHY not in clause.senses:
            carried = (found[-1].senses if own <= {Sense.USERS} else clause.senses) & _HANDED_ON
    return found


def _is_over(clauses: Iterable[Clause]) -> bool:
    """Recovered, and nothing is wrong after that."""
    over = False
    for clause in clauses:
        if clause.has(Sense.HEALTHY) and _STRONGLY_WELL.search(clause.text):
            over = not re.search(r"\b(?:still|again|partially)\b", clause.text)
        elif clause.has(*(TROUBLES - {Sense.WARNING})) or re.search(r"\bstill\b", clause.text):
            over = False
    return over


def _hurts_users(clause: Clause) -> bool:
    if clause.has(Sense.INTERNAL, Sense.UNAFFECTED):
        return False
    return clause.has(Sense.HURT) or (
        Sense.USERS in clause.senses and bool(clause.said(Sense.USERS)) and clause.has(*FAILURES)
    )


def _is_carried(clauses: Iterable[Clause]) -> bool:
    """Whether one of several is gone, and the others are fine."""
    told = tuple(clauses)
    wrong = [clause for clause in told if clause.has(*FAILURES)]
    return (
        any(clause.has(Sense.OTHERS_FINE) for clause in told)
        and bool(wrong)
        and all(
            (clause.said(Sense.SPARE) or clause.shares(About.UNITS))
            and not clause.said(Sense.USERS)
            for clause in wrong
        )
    )


def _spares_users(clause: Clause) -> bool:
    if _SUCCEEDS.search(clause.said(Sense.UNAFFECTED)) and any(
        each.value >= _TOO_FEW for each in clause.shares(About.FAILURE)
    ):
        return False  # “only 40% of requests succeed” tells how many do not
    if not clause.has(Sense.UNAFFECTED) or (
        clause.has(Sense.OTHERS_FINE) and not _NOBODY_HIT.search(clause.text)
    ):
        return False
    if re.search(r"un ?affected|not (?:\w{1,12} )?(?:affected|impacted)", clause.text):
        return (
            bool(clause.said(Sense.USERS))
            or not clause.has(Sense.OTHERS_FINE)
            or re.search(
                (
                    r"\b(?:slos?|slas?|prod|production|traffic|service|live|end users?|we are|"
                    r"requests?|business)\b|^\W*(?:but )?(?:un ?affected|not)"
                ),
                clause.text,
            )
            is not None
        )
    return True
