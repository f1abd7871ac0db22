"""What Prometheus answers, as values.

Source: https://prometheus.io/docs/prometheus/latest/querying/api/#format-overview
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from midwatch.domain.signals.counts import Floats
from midwatch.domain.untrusted import for_terminal
from midwatch.providers.prometheus.limits import MAX_WARNINGS

Labels = Mapping[str, str]


class UndecodableError(ValueError):
    """An answer that is not in the API's form; the message says in which way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """An answer's outside. `error` and `error_kind` are empty on success; `warnings` are printable."""

    data: object
    warnings: tuple[str, ...] = ()
    error_kind: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """One series at one moment; `value` may be NaN or infinite, as the source said it."""

    labels: Labels
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """The answer to an instant query, in the source's order."""

    samples: tuple[Sample, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One series over time. `times`: float64[n], Unix seconds, oldest first; `values`: float64[n]."""

    labels: Labels
    times: Floats
    values: Floats


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Matrix:
    """The answer to a range query, in the source's order."""

    tracks: tuple[Track, ...]
    warnings: tuple[str, ...] = ()


def envelope(body: bytes) -> Envelope:
    """Read an answer's outside. Raises UndecodableError for what is no answer of this API."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UndecodableError(_no_json(body, error)) from error
    if not isinstance(document, dict) or document.get("status") not in {"success", "error"}:
        raise UndecodableError("JSON, but not the answer of a Prometheus")
    failed = document["status"] == "error"
    return Envelope(
        data=document.get("data"),
        warnings=_warnings(document),
        error_kind=_text(document, "errorType") or "unknown" if failed else "",
        error=_text(document, "error"),
    )


def vector(answer: Envelope) -> Vector:
    """The samples of an instant query; a scalar is one sample without labels. Raises UndecodableError."""
    match answer.data:
        case {"resultType": "vector", "result": list(items)}:
            samples = tuple(_sample(item) for item in items)
        case {"resultType": "scalar", "result": [_, str(value)]}:
            samples = (Sample({}, _number(value)),)
        case _:
            raise UndecodableError("no vector and no scalar where one was asked for")
    return Vector(samples=samples, warnings=answer.warnings)


def matrix(answer: Envelope) -> Matrix:
    """The series of a range query. Raises UndecodableError."""
    match answer.data:
        case {"resultType": "matrix", "result": list(items)}:
            tracks = tuple(_track(item) for item in items)
        case _:
            raise UndecodableError("no matrix where one was asked for")
    return Matrix(tracks=tracks, warnings=answer.warnings)


def label_sets(answer: Envelope) -> tuple[Labels, ...]:
    """The series of a listing, each by its labels. Raises UndecodableError."""
    if not isinstance(answer.data, list):
        raise UndecodableError("no list of series where one was asked for")
    return tuple(_labels(item) for item in answer.data)


def names(answer: Envelope) -> frozenset[str]:
    """A listing of values. Raises UndecodableError."""
    if not isinstance(answer.data, list) or not all(isinstance(each, str) for each in answer.data):
        raise UndecodableError("no list of values where one was asked for")
    return frozenset(answer.data)


def metadata(answer: Envelope) -> Mapping[str, frozenset[str]]:
    """Metric family → the types its targets declare, in lower case. Raises UndecodableError."""
    if not isinstance(answer.data, dict):
        raise UndecodableError("no metadata where some was asked for")
    return {
        str(family): frozenset(_text(entry, "type").lower() for entry in entries)
        for family, entries in answer.data.items()
        if isinstance(entries, list)
    }


def _warnings(document: Mapping[str, Any]) -> tuple[str, ...]:
    said = [
        for_terminal(text, 300)
        for key in ("warnings", "infos")
        for text in document.get(key) or ()
        if isinstance(text, str)
    ]
    if document.get("isPartial") is True:
        said.insert(0, "partial answer: a part of the store did not answer")
    more = len(said) - MAX_WARNINGS
    return (*said[:MAX_WARNINGS], f"… and {more} more warnings") if more > 0 else tuple(said)


def _text(entry: object, key: str) -> str:
    found = entry.get(key) if isinstance(entry, dict) else None
    return found if isinstance(found, str) else ""


def _sample(item: object) -> Sample:
    match item:
        case {"metric": labels, "value": [_, str(value)]}:
            return Sample(_labels(labels), _number(value))
        case {"metric": labels, "histogram": [_, _]}:
            return Sample(_labels(labels), float("nan"))  # a native histogram is no number
        case _:
            raise UndecodableError("a sample without metric and value")


def _track(item: object) -> Track:
    match item:
        case {"metric": labels, "values": list(points)}:
            pairs = np.array(list(_points(points)), dtype=np.float64).reshape(-1, 2)
            return Track(_labels(labels), pairs[:, 0], pairs[:, 1])
        case {"metric": labels, "histograms": list()}:
            return Track(_labels(labels), np.empty(0), np.empty(0))
        case _:
            raise UndecodableError("a series without metric and values")


def _points(points: list[object]) -> Iterator[tuple[float, float]]:
    for point in points:
        match point:
            case [int() | float() as time, str(value)]:
                yield float(time), _number(value)
            case _:
                raise UndecodableError("a point that is no pair of time and value")


def _labels(item: object) -> Labels:
    if not isinstance(item, dict) or not all(isinstance(value, str) for value in item.values()):
        raise UndecodableError("a series whose labels are no texts")
    return item


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise UndecodableError("a value that is no number") from error


def _no_json(body: bytes, error: Exception) -> str:
    start = body[:200].strip()
    if not start:
        return "nothing at all"
    if start.startswith(b"<"):
        return "a web page (a login page, or a proxy's) and no JSON"
    return f"JSON that breaks off, or none ({for_terminal(str(error), 120)})"
