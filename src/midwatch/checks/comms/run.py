"""Every check of messages, in the order in which they run."""

from typing import Final

from midwatch.checks.comms import uncomputed_number, unknown_reference
from midwatch.checks.comms.subject import CommsSubject
from midwatch.checks.registry import Check, check_of
from midwatch.domain.findings import Finding

COMMS_CHECKS: Final[tuple[Check[CommsSubject], ...]] = tuple(
    check_of(module) for module in (unknown_reference, uncomputed_number)
)
COMMS_CODES: Final = frozenset(check.code for check in COMMS_CHECKS)


def findings(subject: CommsSubject) -> tuple[Finding, ...]:
    """What holds a message, in the order of its texts; empty where nothing does."""
    found = (finding for check in COMMS_CHECKS for finding in check.run(subject))
    order = {text.name: number for number, text in enumerate(subject.texts)}
    return tuple(sorted(found, key=lambda each: (order[each.place.path], each.sort_key)))
