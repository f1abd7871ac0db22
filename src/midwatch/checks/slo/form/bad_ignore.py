"""A comment is meant to silence a check, and does not."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import IgnoreComment, SloSubject, warning
from midwatch.domain.errors import nearest
from midwatch.domain.findings import Finding

CODE: Final = "slo/bad-ignore"
NEEDS: Final[frozenset[Need]] = frozenset()
_EXAMPLE: Final = "# midwatch: ignore slo/slow-page (batch jobs may wait)"


def check(subject: SloSubject, _facts: LiveFacts) -> Iterator[Finding]:
    """Judge every such comment by its code and its reason."""
    for ignore in subject.ignores:
        problem = _problem(ignore, subject.codes)
        if problem is not None:
            what, why, fix = problem
            yield warning(CODE, ignore.place, what, why, fix)


def _problem(ignore: IgnoreComment, codes: frozenset[str]) -> tuple[str, str, str] | None:
    if ignore.code not in codes:
        near = nearest(ignore.code, codes) if ignore.code else None
        return (
            f"no check is called “{ignore.code}”" if ignore.code else "no check is named",
            "the comment silences nothing",
            f"write {near}" if near else f"write it like `{_EXAMPLE}`",
        )
    if not ignore.reason:
        return (
            f"{ignore.code} is silenced without a reason",
            "nobody can tell later whether it still holds, so it silences nothing",
            f"write why in brackets: `{_EXAMPLE}`",
        )
    return None
