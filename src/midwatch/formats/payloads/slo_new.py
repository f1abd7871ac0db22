"""The answer of `slo new`."""

from collections.abc import Iterable

from pydantic import Field

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import Counts
from midwatch.formats.payloads._base import (
    MeasuredPayload,
    NoDataPayload,
    Part,
    Payload,
    Text,
    measured,
)


class ProposalPayload(Part):
    """A value that nobody stated, and what it rests on."""

    objective: Text
    value: Text = Field(description="As the file says it")
    is_measured: bool = Field(description="False: a common value, for want of numbers")
    good_ratios: tuple[MeasuredPayload[float] | NoDataPayload, ...] = Field(
        description="The share of good events in the past periods, 0 to 1, newest first"
    )


class SloNewPayload(Payload):
    """A service file, before or after it was written."""

    path: Text = Field(description="Relative to the repository")
    text: str = Field(description="The whole file")
    written: bool
    replaces: bool = Field(description="Whether a file of that name was there")
    convention: Text = Field(description="By which the service is measured")
    convention_detected: bool = Field(description="Whether the source showed it")
    no_history: Text | None = Field(description="Why nothing was measured")
    proposals: tuple[ProposalPayload, ...]


def proposal_payload(
    objective: str,
    value: str,
    answers: Iterable[Measured[Counts] | NoData],
    *,
    is_measured: bool,
) -> ProposalPayload:
    """The wire form of one proposal; a period without valid events is no data."""
    return ProposalPayload(
        objective=objective,
        value=value,
        is_measured=is_measured,
        good_ratios=tuple(measured(_with_events(answer), _good_ratio) for answer in answers),
    )


def _with_events(answer: Measured[Counts] | NoData) -> Measured[Counts] | NoData:
    if isinstance(answer, NoData) or answer.value.bad_ratio is not None:
        return answer
    return NoData(reason="there was no traffic", provenance=answer.provenance)


def _good_ratio(counts: Counts) -> float:
    return 1 - (counts.bad_ratio or 0.0)
