"""Versions and calls in a capture."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

import numpy as np

from midwatch.dialects import promql_topology as promql
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.counters import present
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.signals.topology import Call, CallCounter, VersionSeen
from midwatch.domain.slo.golden_signals import VersionSignal
from midwatch.domain.units import TimeRange
from midwatch.domain.untrusted import for_terminal
from midwatch.providers.capture.capture import Capture
from midwatch.providers.capture.windows import Windows, rises, samples_in

Versions = Measured[tuple[VersionSeen, ...]] | NoData
Calls = Measured[frozenset[Call]] | NoData


class CaptureTopology:
    """Tells versions and calls from telemetry that was loaded, as a Prometheus that holds the same does."""

    def __init__(self, capture: Capture) -> None:
        self._capture = capture

    def versions(
        self, builds: Sequence[VersionSignal], span: TimeRange
    ) -> Mapping[VersionSignal, Versions]:
        """Each build's versions."""
        return {build: self._versions(build, span) for build in dict.fromkeys(builds)}

    def calls(
        self, counters: Sequence[CallCounter], span: TimeRange
    ) -> Mapping[CallCounter, Calls]:
        """Each counter's pairs."""
        return {counter: self._called(counter, span) for counter in dict.fromkeys(counters)}

    def _versions(self, build: VersionSignal, span: TimeRange) -> Versions:
        series, windows = self._capture.matching(build.info), Windows.of([span])
        query = promql.versions(build, span.length, None)
        origin = self._origin(query, span, series, windows)
        moments: dict[str, list[float]] = defaultdict(list)
        for each in series:
            if version := each.labels.get(build.label, ""):
                moments[version].extend(_bounds(each, windows))
        found = [
            VersionSeen(
                version=version,
                first=datetime.fromtimestamp(min(times), UTC),
                last=datetime.fromtimestamp(max(times), UTC),
            )
            for version, times in moments.items()
            if times
        ]
        if not found:
            return _nothing(origin)
        ordered = sorted(found, key=lambda one: (one.first, one.version))
        return Measured(value=tuple(ordered), provenance=origin)

    def _called(self, counter: CallCounter, span: TimeRange) -> Calls:
        series, windows = self._capture.matching(counter.selection), Windows.of([span])
        origin = self._origin(promql.calls(counter, span.length), span, series, windows)
        found = frozenset(
            Call(caller, callee)
            for each in series
            if (caller := each.labels.get(counter.caller, ""))
            and (callee := each.labels.get(counter.callee, ""))
            and np.nan_to_num(rises([each], windows)[0]) > 0
        )
        return Measured(value=found, provenance=origin) if found else _nothing(origin)

    def _origin(
        self, query: str, span: TimeRange, series: Sequence[SampleSeries], windows: Windows
    ) -> Provenance:
        read = int(samples_in(series, windows).sum())
        return Provenance(query=query, range=span, samples=read, source=self._capture.name)


def _bounds(series: SampleSeries, windows: Windows) -> Iterator[float]:
    """The first and the last moment in the window at which the series was there; none where it was not."""
    times, _ = present(series)
    inside = times[(times >= windows.starts[0]) & (times <= windows.ends[0])]
    if inside.size:
        yield from (float(inside[0]), float(inside[-1]))


def _nothing(origin: Provenance) -> NoData:
    reason = f"nothing in the range for {for_terminal(origin.query, 300)}"
    return NoData(reason=reason, provenance=origin)
