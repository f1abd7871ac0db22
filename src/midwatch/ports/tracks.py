"""Measuring signals step by step."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.measure import TrackRequest


class Tracks(Protocol):
    """Measures signals. Adapters: `providers.prometheus.tracks`, `providers.capture.tracks`."""

    def tracks(
        self, requests: Sequence[TrackRequest]
    ) -> Mapping[TrackRequest, Measured[Track] | NoData]:
        """Answer every request, batched as the source allows; steps for which it has nothing are NaN.

        No sample at all is `NoData`; a failure is `NoData(source_failed=True)` for its own. Raises SourceError only
        where nothing at all could be asked (bad credentials, no connection).
        """
        ...
