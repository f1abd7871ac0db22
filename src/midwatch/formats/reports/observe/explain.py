"""Where the numbers of a service came from: query, range, samples and source of each."""

from collections.abc import Iterator, Sequence
from typing import Any

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.slo.health.observation import Observation
from midwatch.domain.slo.health.own_signal import OwnSignal
from midwatch.domain.slo.health.reading import Reading
from midwatch.domain.slo.health.service import ServiceHealth
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports.look import Ink, Look
from midwatch.formats.reports.observe.values import ABSENT, current
from midwatch.formats.reports.quantities import percent
from midwatch.formats.reports.slo.explain import lines as of_objective
from midwatch.formats.reports.slo.explain import provenance_lines


def lines(health: ServiceHealth, look: Look) -> Iterator[str]:
    """One paragraph a signal, then one a number of each objective."""
    name = for_terminal(health.service.name, 80)
    yield look.ink(f"Where the signals of {name} come from", Ink.STRONG)
    for reading in health.readings:
        yield from _signal(reading)
    for hours in health.worst_hours:
        worst = hours.worst
        told = ABSENT if isinstance(worst, NoData) else percent(worst.value)
        yield f"  worst hour of {for_terminal(hours.objective.id, 80)}: {told}"
        yield from _origin(worst)
    if isinstance(health.versions, Measured):
        names = ", ".join(for_terminal(one.version, 40) for one in health.versions.value)
        yield f"  versions: {names}"
        yield from _provenance(health.versions)
    for status in health.statuses:
        yield ""
        yield from of_objective(status, look)


def of_own(owns: Sequence[OwnSignal], look: Look) -> Iterator[str]:
    """One paragraph a signal of a person's own."""
    yield look.ink("Where your own signals come from", Ink.STRONG)
    for own in owns:
        yield from _signal(own.reading)


def of_calls(seen: Observation, look: Look) -> Iterator[str]:
    """One paragraph a counter of calls; nothing where telemetry shows none."""
    if seen.calls:
        yield look.ink("Where calls between services come from", Ink.STRONG)
    for one in seen.calls:
        yield f"  calls: {len(one.value):,} pairs"
        yield from _provenance(one)


def _signal(reading: Reading) -> Iterator[str]:
    yield f"  {for_terminal(reading.name, 40)}: {current(reading)}"
    yield from _origin(reading.current)


def _origin(answer: Measured[float] | NoData) -> Iterator[str]:
    if isinstance(answer, NoData):
        yield f"    why not  {for_terminal(answer.reason)}"
    yield from _provenance(answer)


def _provenance(answer: Measured[Any] | NoData) -> Iterator[str]:
    if answer.provenance is not None:
        yield from (f"    {line}" for line in provenance_lines(answer.provenance))
