"""The period reaches further back than the source's samples."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, warning
from midwatch.checks.slo.wording import about
from midwatch.domain.findings import Finding

CODE: Final = "slo/period-too-long"
NEEDS: Final = frozenset({Need.REACH})


def check(subject: SloSubject, facts: LiveFacts) -> Iterator[Finding]:
    """Look up, for each length of a period, whether there are samples that old; each length is told once."""
    told = set()
    for objective in subject.declared:
        length = objective.period.nominal_length
        if facts.reaches.get(length) is not False or length in told:
            continue
        told.add(length)
        at_fault = "period" if "period" in subject.places else f"slo.{objective.name}"
        yield warning(
            CODE,
            subject.place(at_fault),
            f"the source has no samples from {about(length)} ago",
            "it keeps them for less long, or has not run that long; until then the budget is that of a shorter time",
            "keep samples longer (`--storage.tsdb.retention.time`), or write a shorter `period`",
        )
