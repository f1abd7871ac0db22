"""The answer of `doctor`."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from midwatch.domain.findings import Diagnosis
from midwatch.formats.payloads._base import Part, Payload, Text


class DiagnosisPart(Part):
    """One line: a part of the surroundings, and how it is. `why` and `fix` are empty where it is well."""

    subject: Text
    health: Literal["ok", "note", "problem", "no answer"]
    what: Text
    why: Text
    fix: Text


class DoctorPayload(Payload):
    """Everything that was looked at, in order."""

    exit_code: int = Field(description="3: something did not answer; 4: something is wrong; else 0")
    diagnoses: tuple[DiagnosisPart, ...]


def payload(diagnoses: Iterable[Diagnosis], *, exit_code: int) -> DoctorPayload:
    """The wire form of a doctor's report."""
    parts = [
        DiagnosisPart.model_validate(
            {
                "subject": each.subject,
                "health": each.health.value,
                "what": each.what,
                "why": each.why,
                "fix": each.fix,
            }
        )
        for each in diagnoses
    ]
    return DoctorPayload(exit_code=exit_code, diagnoses=tuple(parts))
