"""What kind of trouble an incident is, and what a person does about that kind."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

UNKNOWN: Final = "unknown"
"""The type of what resembles none; it has no signs."""

PLACEHOLDERS: Final = ("service", "namespace")
"""What a command may leave open, as `{service}`."""

# `${name}` is the shell's, `%{name}` curl's, `@{name}` git's, `{end}` kubectl's, `{{name}}` a template's; `{ print }`
# and `{"a": 1}` have more in them than letters. None of them is ours.
_PLACEHOLDER = re.compile(r"(?<![$%@{])\{(?!end\})([a-z_]+)\}(?!\})")
# What stands for itself in a shell, in quotes and without.
_SAFE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing to look at: the question, a command that answers it, and what it shows where all is well.

    `command` is one for a POSIX shell and may hold `PLACEHOLDERS`; `source` is the address of who recommends it.
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
    """What stops the harm before anybody knows why: the deed, its command, what it may cost, and how it is undone.

    `command` and `rollback` are for a POSIX shell; `rollback` is a sentence where no command undoes it.
    """

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


def placeholders_in(text: str) -> tuple[str, ...]:
    """The names that a command leaves open, known or not, in order."""
    return tuple(found.group(1) for found in _PLACEHOLDER.finditer(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The command with what is known in place of `{name}`; the rest stays as it stands.

    A value with anything but letters, digits, dots, dashes and underscores is not put in: a shell could act on it.
    """

    def value(found: re.Match[str]) -> str:
        known = values.get(found.group(1), "")
        return known if _SAFE.fullmatch(known) else found.group()

    return _PLACEHOLDER.sub(value, text)


def as_words(text: str) -> str:
    """The words of a text in lower case with one space between: `KubePodOOMKilled` is `kube pod oom killed`."""
    return " ".join(_WORD.findall(_HUMP.sub(" ", text).lower()))


def signs_in(text: str, signs: Iterable[str]) -> tuple[str, ...]:
    """Those of the signs that stand in a text as whole words, in their order.

    Names are read with their humps as borders of words and without: `MySQL` has the sign `mysql`.
    """
    said = f" {as_words(text)}  {as_words(text.lower())} "
    return tuple(sign for sign in signs if f" {sign} " in said)
