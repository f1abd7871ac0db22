"""What runs, and who calls whom."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.topology import Call, CallCounter, VersionSeen
from midwatch.domain.slo.golden_signals import VersionSignal
from midwatch.domain.units import TimeRange


class Topology(Protocol):
    """Tells versions and calls. Adapters: `providers.prometheus.topology`, `providers.capture.topology`."""

    def versions(
        self, builds: Sequence[VersionSignal], span: TimeRange
    ) -> Mapping[VersionSignal, Measured[tuple[VersionSeen, ...]] | NoData]:
        """Tell each version that had a sample in the span, in order of its first one; services are batched.

        First and last samples are known to 5 minutes at worst. No sample is `NoData`; a source that fails is
        `NoData(source_failed=True)`.
        """
        ...

    def calls(
        self, counters: Sequence[CallCounter], span: TimeRange
    ) -> Mapping[CallCounter, Measured[frozenset[Call]] | NoData]:
        """Tell who called whom in the span; without any call, and where the source fails, as above."""
        ...
