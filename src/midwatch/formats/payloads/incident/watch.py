"""The answer of `incident watch`: one look."""

from collections.abc import Sequence

from midwatch.domain.incidents.triage.evidence import Burning
from midwatch.domain.measured import NoData
from midwatch.formats.payloads._base import NoDataPayload, no_data
from midwatch.formats.payloads.incident.show import ShowPayload
from midwatch.formats.payloads.incident.triage import BurningPart, burning_part


class WatchPayload(ShowPayload):
    """One incident at one moment, with how fast its services burn."""

    burning: tuple[BurningPart, ...] | NoDataPayload


def payload(shown: ShowPayload, burning: Sequence[Burning] | NoData) -> WatchPayload:
    """The wire form of one look."""
    told = no_data(burning) if isinstance(burning, NoData) else tuple(map(burning_part, burning))
    return WatchPayload(
        **{name: getattr(shown, name) for name in ShowPayload.model_fields}, burning=told
    )
