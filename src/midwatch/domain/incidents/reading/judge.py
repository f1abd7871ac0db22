"""How grave an incident is by its words and labels: every row of the table that holds, lowered by what softens it."""

import re
from collections.abc import Iterator, Mapping

from midwatch.domain.incidents.reading.features import FAILURES, Clause, Features, extract
from midwatch.domain.incidents.reading.lexicon import Sense
from midwatch.domain.incidents.reading.table import ROWS, Row
from midwatch.domain.incidents.reading.unnamed import unnamed
from midwatch.domain.incidents.severity import IncidentSeverity, Indication

_MOST_QUOTED = 300
_NOT_YET = re.compile(r"\b(?:yet|so far|for now|at the moment)\b")
_WHEREVER = frozenset({"data-destroyed", "security-breach", "security-suspected"})
"""What is as grave in a corner that few people need."""
_BEHIND = frozenset({"replica-behind", "late-for-users", "slow-for-users", "stale-for-users"})
"""Where a number tells how bad it is, and a limit of warning was passed only."""
_NEAR = frozenset({"ends-soon"})
"""What will hit users within hours, though it does not yet."""
_EVERYBODY_INSIDE = re.compile(
    r"\b(?:no ?body|no ?one|all (?:of )?(?:the |our )?(?:staff|employees|colleagues|offices)|(?:whole|entire) "
    r"(?:company|staff|firm|office))\b"
)
_SEV3, _SEV4, _NONE = IncidentSeverity.SEV3, IncidentSeverity.SEV4, IncidentSeverity.NONE


def indications(text: str, labels: Mapping[str, str]) -> tuple[Indication, ...]:
    """Every rule that holds for a text and its labels, gravest first; none where it tells of no incident.

    Labels are those of the alert; `status` may be among them. A long text is read in its first part only.
    """
    features = extract(text, labels)
    if features.around.quiet:
        return ()
    words, label = [*_from_words(features)], [*_from_label(features)]
    found = [*(words or unnamed(features)), *label]
    return tuple(sorted(found, key=lambda each: each.severity.rank))


def _from_words(features: Features) -> Iterator[Indication]:
    for row in ROWS:
        held = [each for clause in features.clauses for each in _weighed(row, clause, features)]
        if held:
            yield max(held, key=lambda each: each.severity)


def _weighed(row: Row, clause: Clause, features: Features) -> Iterator[Indication]:
    seen = row.holds(clause, features)
    if not seen:
        return
    severity, reasons = row.severity, []
    for lowered, reason in _lowerings(row, clause, features):
        if lowered < severity:
            severity = lowered
            reasons.append(reason)
    severity, reasons = _overall(row.severity, severity, reasons, features)
    if severity is not _NONE:
        yield Indication(
            severity=severity,
            rule=row.rule,
            because="; ".join([row.sentence.format(seen=seen), *reasons]),
            quote=clause.quote[:_MOST_QUOTED],
        )


def _lowerings(
    row: Row, clause: Clause, features: Features
) -> Iterator[tuple[IncidentSeverity, str]]:
    """What the clause itself, and the others, say against it."""
    if row.rule in _WHEREVER:
        return
    yield from _by_subject(row, clause, features)
    is_slight = row.severity is _SEV3 or row.is_vague or row.rule in _BEHIND
    if features.is_only_warned and is_slight:
        yield _SEV4, "it passed a limit of warning only"
    if features.has_days_left:
        yield _SEV4, "days are left"
    if row.is_vague and features.around.claimed is _SEV4:
        yield _SEV3, f"the label of severity says {features.around.label[:20]}"
    if features.is_minor:
        yield _SEV3, "it hardly matters, as it says"
    is_needed = clause.has(Sense.ALL, Sense.CRITICAL)
    if features.has_workaround and row.severity > _SEV3 and not is_needed:
        yield row.severity.lowered, "there is a workaround"


def _by_subject(
    row: Row, clause: Clause, features: Features
) -> Iterator[tuple[IncidentSeverity, str]]:
    """What its subject says: few need it, or nobody is hit."""
    hits_users = clause.has(Sense.HURT) or bool(clause.said(Sense.USERS))
    is_inside = clause.has(Sense.INTERNAL) and not _EVERYBODY_INSIDE.search(clause.text)
    if is_inside or (clause.has(Sense.PERIPHERAL) and not hits_users):
        yield _SEV3, "it is internal or not critical"
    if features.is_unaffected and row.rule not in _NEAR:
        soon = row.rule == "half-of-capacity" and any(
            _NOT_YET.search(each.text) for each in features.clauses
        )
        yield (
            (_SEV3 if soon or _is_broken_all_the_same(clause) else _SEV4),
            "users are unaffected",
        )


def _is_broken_all_the_same(clause: Clause) -> bool:
    """Whether somebody misses it though users do not: a tool of those inside, or all of a critical function."""
    if clause.has(Sense.SPARE):
        return False
    if clause.has(Sense.CRITICAL) and clause.has(Sense.BLOCKED):
        return True
    is_wrong = clause.has(*FAILURES, Sense.IMPAIRED, Sense.DELAYED, Sense.STALE)
    return clause.has(Sense.INTERNAL, Sense.PERIPHERAL) and is_wrong and not clause.has(Sense.ONE)


def _overall(
    bare: IncidentSeverity, severity: IncidentSeverity, reasons: list[str], features: Features
) -> tuple[IncidentSeverity, list[str]]:
    """What the labels and the place say against it; `bare` is the severity before anything lowered it."""
    around = features.around
    if around.is_internal_tier and bare.is_major:
        severity = min(severity, bare.lowered)
        reasons = [*reasons, "lowered by one for an internal tier"]
    if around.is_test_place:
        most = _SEV3 if bare.is_major and not around.is_workbench else _SEV4
        severity, reasons = min(severity, most), [*reasons, "lowered, as it is not production"]
    if around.is_mild and severity is _SEV3:
        severity, reasons = _SEV4, [*reasons, "its label is mild"]
    return severity, reasons


def _from_label(features: Features) -> Iterator[Indication]:
    claimed = features.around.claimed
    if claimed is None:
        return
    reasons = [f"the label of severity says {features.around.label[:20]}"]
    if features.is_unaffected and claimed > _SEV4:
        claimed, reasons = _SEV4, [*reasons, "users are unaffected"]
    claimed, reasons = _overall(claimed, claimed, reasons, features)
    if claimed is not _NONE:
        yield Indication(
            severity=claimed,
            rule="label",
            because="; ".join(reasons),
            quote=features.around.label[:20],
        )
