"""A text refers to a fact that does not exist."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.comms.subject import CommsSubject, told
from midwatch.domain.findings import Finding
from midwatch.domain.incidents.comms.message import UNKNOWN_REFERENCE

CODE: Final = UNKNOWN_REFERENCE


def check(subject: CommsSubject) -> Iterator[Finding]:
    """Pass on what filling the texts told."""
    return told(subject, CODE)
