"""Where the numbers of a service came from: query, range, samples and source of each."""

from collections.abc import Iterator

from midwatch.domain.measured import NoData
from midwatch.domain.slo.health.service import ServiceHealth
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports.look import Ink, Look
from midwatch.formats.reports.observe.values import current
from midwatch.formats.reports.slo.explain import provenance_lines


def lines(health: ServiceHealth, look: Look) -> Iterator[str]:
    """One paragraph a signal."""
    name = for_terminal(health.service.name, 80)
    yield look.ink(f"Where the signals of {name} come from", Ink.STRONG)
    for reading in health.readings:
        yield f"  {for_terminal(reading.name, 40)}: {current(reading)}"
        if isinstance(reading.current, NoData):
            yield f"    why not  {for_terminal(reading.current.reason)}"
        if reading.current.provenance is not None:
            yield from (f"    {line}" for line in provenance_lines(reading.current.provenance))
