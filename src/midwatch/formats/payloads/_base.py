"""What all payloads share: the version, measured values with where they came from, absence, and errors."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Final, Generic, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from midwatch.domain.errors import MidwatchError
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.untrusted import for_data, in_quotes

SCHEMA_VERSION: Final = 1
"""Rises when a field changes its meaning or goes; a new field does not raise it."""

T = TypeVar("T")
U = TypeVar("U")


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


Text = Annotated[str, BeforeValidator(for_data)]
"""A text that may come from outside: bounded, and always valid Unicode. Takes a str or Untrusted."""
Moment = Annotated[AwareDatetime, AfterValidator(_utc)]
"""A moment, as ISO 8601 in UTC."""


class Part(BaseModel):
    """A part of a payload. Machines read it, so what is unknown to them is theirs to ignore."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Payload(Part):
    """A whole answer."""

    schema_version: Literal[1] = Field(default=SCHEMA_VERSION, description="Version of this shape")

    def as_json(self) -> str:
        """The payload as indented JSON, fields in the order of their declaration, without raw control characters."""
        return in_quotes(self.model_dump_json(indent=2))


class ProvenancePayload(Part):
    """Where a value came from; null: not told."""

    query: Text = Field(description="The query as it was sent")
    range_start: Moment | None = Field(description="Samples after this moment")
    range_end: Moment | None = Field(description="Samples up to this moment")
    samples: int | None = Field(description="How many samples were read")
    source: Text = Field(description="The source's name in midwatch.toml")


class MeasuredPayload(Part, Generic[T]):
    """A value computed from telemetry or from recorded events; its unit is in the name of the field that holds it."""

    status: Literal["measured"] = "measured"
    value: T
    provenance: ProvenancePayload
    warnings: tuple[Text, ...] = Field(default=(), description="What the source warned of")


class NoDataPayload(Part):
    """Absence, with its reason."""

    status: Literal["no_data"] = "no_data"
    reason: Text
    source_failed: bool = Field(description="Whether the source failed to answer")
    provenance: ProvenancePayload | None = None


class ErrorDetail(Part):
    """What happened, why, and how to fix it."""

    code: str = Field(description="The kind of error, stable")
    what: Text
    why: Text
    fix: Text
    exit_code: int


class ErrorPayload(Payload):
    """The answer of a command that could not do its work."""

    error: ErrorDetail


def provenance(value: Provenance) -> ProvenancePayload:
    """The wire form of a provenance."""
    return ProvenancePayload(
        query=value.query,
        range_start=value.range.start if value.range else None,
        range_end=value.range.end if value.range else None,
        samples=value.samples,
        source=value.source,
    )


def measured(
    value: Measured[T] | NoData, convert: Callable[[T], U]
) -> MeasuredPayload[U] | NoDataPayload:
    """The wire form of a value that may be absent; `convert` turns it into the unit that the field's name says."""
    match value:
        case NoData():
            return no_data(value)
        case Measured():
            return MeasuredPayload(
                value=convert(value.value),
                provenance=provenance(value.provenance),
                warnings=value.warnings,
            )


def no_data(value: NoData) -> NoDataPayload:
    """The wire form of absence."""
    return NoDataPayload(
        reason=value.reason,
        source_failed=value.source_failed,
        provenance=provenance(value.provenance) if value.provenance else None,
    )


def error(problem: MidwatchError) -> ErrorPayload:
    """The wire form of an error."""
    detail = ErrorDetail(
        code=problem.code,
        what=problem.what,
        why=problem.why,
        fix=problem.fix,
        exit_code=problem.exit_code,
    )
    return ErrorPayload(error=detail)
