"""What payloads share: bounded texts, and moments as senders write them."""

from datetime import UTC, datetime
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from midwatch.domain.redaction import cut

LONGEST: Final = 20_000
"""Characters of one text of an alert that are kept."""
_LINE: Final = 500
MOST_LABELS: Final = 100
_NEVER: Final = 1970
"""Senders write the year 1 for “not yet” (the zero time of Go)."""


class Part(BaseModel):
    """A part of a payload: unknown fields are passed over, and a field that is null was not told."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {name: item for name, item in value.items() if item is not None}


def bounded(value: object) -> object:
    """A text without what is beyond its bounds; numbers and truths as texts, as templates make them."""
    if isinstance(value, (bool, int, float)):
        return str(value)
    return cut(value, LONGEST) if isinstance(value, str) else value


def pairs(value: object) -> object:
    """Labels: names and texts, as many as anybody reads; what is no text is written as one."""
    if not isinstance(value, dict):
        return value
    kept = list(value.items())[:MOST_LABELS]
    return {str(name)[:_LINE]: _text(item) for name, item in kept if item is not None}


def moment(value: object) -> object:
    """A moment in UTC; None where it is not told, is the zero time, or lies outside of the calendar."""
    if not isinstance(value, str):
        return value
    try:
        found = datetime.fromisoformat(value)
        at = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return at if at.year > _NEVER else None


def one_line(text: str) -> str:
    """The beginning of a text, as one line."""
    return cut(" ".join(text.split()), _LINE)


def _text(value: object) -> str:
    return str(bounded(value))[:LONGEST]


Text = Annotated[str, BeforeValidator(bounded)]
Pairs = Annotated[dict[str, str], BeforeValidator(pairs)]
Moment = Annotated[datetime | None, BeforeValidator(moment)]
