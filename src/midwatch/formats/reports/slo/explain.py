"""Where the numbers of a status came from: query, range, samples and source of each."""

from collections.abc import Iterator
from typing import Any

from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.counts import Counts
from midwatch.domain.slo.standing.burn_down import BurnDown
from midwatch.domain.slo.standing.status import ObjectiveStatus
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports.look import PLAIN, Ink, Look
from midwatch.formats.reports.quantities import burn, count, percent, window
from midwatch.formats.reports.slo.reasons import went

_MINUTES = "%Y-%m-%d %H:%M:%S"


def lines(status: ObjectiveStatus, look: Look) -> Iterator[str]:
    """One paragraph a number; numbers that come from the same answer share one."""
    yield look.ink(
        f"Where the numbers of {for_terminal(status.objective.id)} come from", Ink.STRONG
    )
    for title, answer in _answers(status):
        yield f"  {title}"
        yield from (f"    {line}" for line in _origin(answer, look))
    if status.exhaustion is not None:
        yield f"  {'; '.join(went(status.exhaustion))}"
        if status.exhaustion.provenance is not None:
            yield from (f"    {line}" for line in provenance_lines(status.exhaustion.provenance))


def of_course(course: Measured[BurnDown] | NoData) -> Iterator[str]:
    """The same for the steps of a picture."""
    yield "  the steps of the picture"
    yield from (f"    {line}" for line in _origin(course, PLAIN))


def _answers(status: ObjectiveStatus) -> Iterator[tuple[str, Measured[Counts] | NoData]]:
    yield _period_title(status), status.counts
    for measured in status.burns:
        name = window(measured.window)
        if isinstance(measured.counts, Measured) and measured.multiple is not None:
            counts = measured.counts.value
            rate = f"{burn(measured.multiple)}, {_of(counts.bad, counts.valid)}"
            yield f"burn rate over {name}: {rate}", measured.counts
        else:
            yield f"burn rate over {name}: no data", measured.counts


def _period_title(status: ObjectiveStatus) -> str:
    if isinstance(status.counts, NoData) or isinstance(status.sli, NoData):
        return "indicator and budget: no data"
    counts = status.counts.value
    unit = status.observed.unit.value
    return f"indicator and budget: {percent(status.sli.value, 3)}, {_of(counts.bad, counts.valid)} {unit}"


def _of(bad: float, valid: float) -> str:
    return f"{count(bad)} bad of {count(valid)}"


def _origin(answer: Measured[Any] | NoData, look: Look) -> Iterator[str]:
    if isinstance(answer, NoData):
        yield f"why not  {for_terminal(answer.reason)}"
    if answer.provenance is not None:
        yield from provenance_lines(answer.provenance)
    if isinstance(answer, Measured):
        for warning in answer.warnings:
            yield look.ink(f"warning  {for_terminal(warning)}", Ink.CAUTION)


def provenance_lines(origin: Provenance) -> Iterator[str]:
    """A provenance, line by line."""
    yield f"query    {for_terminal(origin.query)}"
    if origin.range is not None:
        yield f"range    {origin.range.start:{_MINUTES}} to {origin.range.end:{_MINUTES}} UTC"
    samples = "not told" if origin.samples is None else count(origin.samples)
    yield f"samples  {samples}"
    yield f"source   {for_terminal(origin.source)}"
