"""What kind of trouble an incident is, and what a person does about that kind."""

from dataclasses import dataclass

UNKNOWN = "unknown"
"""The type of what resembles none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing to look at: the question, a command that answers it, and what it shows where all is well.

    `command` may hold `{service}` and `{namespace}`; `source` is the address of who recommends it.
    """

    question: str
    command: str
    expected: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """A possible cause: a stable name, the sentence, and how it is confirmed or ruled out.

    `signs`: words in an alert that speak for it, lower-case, as phrases.
    """

    name: str
    sentence: str
    signs: tuple[str, ...]
    test: Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Mitigation:
    """What stops the harm before anybody knows why: the deed, its command, what it may cost, and how it is undone."""

    action: str
    command: str
    risk: str
    rollback: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentType:
    """A kind of trouble, such as `database`.

    `signs`: words that tell it in an alert, lower-case, as phrases; the type with most of them is the incident's.
    Checks, hypotheses and mitigations are in the order in which a person takes them.
    """

    name: str
    title: str
    source: str
    signs: tuple[str, ...]
    checks: tuple[Check, ...]
    hypotheses: tuple[Hypothesis, ...]
    mitigations: tuple[Mitigation, ...]
