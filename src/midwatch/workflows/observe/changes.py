"""What was changed in the range, and how the signals of its service moved with it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from midwatch.domain.measured import Measured
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.change import Change
from midwatch.domain.signals.counts import Floats
from midwatch.domain.slo.health.reading import Reading, SignalName
from midwatch.domain.slo.health.service import ChangeSeen, Moved

AROUND: Final = timedelta(minutes=15)
"""So much before and after a change is compared: a deployment takes a few minutes."""
COARSEST: Final = AROUND / 3
"""Steps longer than this tell nothing of what a change did: its own step would be a third of what is compared."""
_TOLD: Final = (SignalName.TRAFFIC.value, SignalName.ERRORS.value, SignalName.P95.value)


def changes_seen(changes: Sequence[Change], readings: Sequence[Reading]) -> Iterator[ChangeSeen]:
    """Each change of a service, and where steps are fine enough, its golden signals before and after."""
    told = [reading for reading in readings if reading.name in _TOLD]
    for change in changes:
        moved = tuple(
            _moved(reading, reading.track.value, change.at)
            for reading in told
            if isinstance(reading.track, Measured) and reading.track.value.step <= COARSEST
        )
        yield ChangeSeen(change=change, moved=moved)


def _moved(reading: Reading, track: Track, at: datetime) -> Moved:
    moment, reach = at.timestamp(), AROUND / timedelta(seconds=1)
    starts = track.times - track.step_s
    before = track.values[(track.times <= moment) & (starts >= moment - reach)]
    after = track.values[(starts >= moment) & (track.times <= moment + reach)]
    return Moved(
        signal=reading.name, unit=reading.unit, before=_middle(before), after=_middle(after)
    )


def _middle(values: Floats) -> float | None:
    present = values[~np.isnan(values)]
    return float(np.median(present)) if present.size else None
