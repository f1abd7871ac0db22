"""Prometheus' HTTP API: questions in, values or our errors out.

Source: https://prometheus.io/docs/prometheus/latest/querying/api/
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

from midwatch.dialects.promql import selector as promql_selector
from midwatch.domain.errors import SourceFailed, SourceRefused, SourceTimeout
from midwatch.domain.signals.selector import Selector
from midwatch.domain.units import TimeRange, seconds
from midwatch.providers._http.line import Form, HttpAnswer, HttpLine, HttpRequest
from midwatch.providers._http.statuses import refusal
from midwatch.providers._http.waiting import Statistics
from midwatch.providers.prometheus import decode
from midwatch.providers.prometheus.decode import Envelope, Labels, Matrix, UndecodableError, Vector
from midwatch.providers.prometheus.limits import MAX_SERIES
from midwatch.providers.prometheus.settings import PrometheusSettings

T = TypeVar("T")
QUERY_FAULTS = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})
"""Statuses with which the API says that a query is wrong, or asks for too much."""
TIMED_OUT = frozenset({"timeout", "canceled"})
"""Kinds of error with which it gives a query up: asking again would only cost as much again."""


@dataclass(frozen=True, slots=True)
class BadQuery:
    """The source is well and takes no query like this one."""

    error: SourceRefused


class PrometheusClient:
    """Asks one source; nothing is sent before the first question. Usable from several threads.

    Every question raises SourceError; a query that the source does not take comes back as `BadQuery`.
    """

    def __init__(
        self,
        settings: PrometheusSettings,
        *,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = settings
        self._line = HttpLine(settings, is_final=_gave_up, sleep=sleep, monotonic=monotonic)

    @property
    def statistics(self) -> Statistics:
        """Requests sent and time waited until now."""
        return self._line.statistics

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is waited for now."""
        return self._line.is_waiting

    def close(self) -> None:
        """Let go of the connections."""
        self._line.close()

    def instant(self, query: str, at: datetime | None = None) -> Vector | BadQuery:
        """Evaluate a query at one moment; without one at the source's own present."""
        moment = () if at is None else (("time", unix(at)),)
        return self._query("evaluate a query", "/api/v1/query", query, moment, decode.vector)

    def range(
        self, query: str, first: datetime, last: datetime, step: timedelta
    ) -> Matrix | BadQuery:
        """Evaluate a query at `first` and every `step` after it, up to `last`, both included.

        `nocache` keeps VictoriaMetrics from moving these moments (https://docs.victoriametrics.com/keyconcepts/).
        """
        moments = (
            ("start", unix(first)),
            ("end", unix(last)),
            ("step", f"{seconds(step):.3f}"),
            ("nocache", "1"),
        )
        path = "/api/v1/query_range"
        return self._query("evaluate a range query", path, query, moments, decode.matrix)

    def series(self, selectors: Iterable[Selector], span: TimeRange) -> tuple[Labels, ...]:
        """The labels (with `__name__`) of all series that meet any of the selectors in the span."""
        request = HttpRequest(
            purpose="list series",
            path="/api/v1/series",
            method="POST",
            form=(
                *(("match[]", promql_selector(each)) for each in selectors),
                *_bounds(span),
                ("limit", str(MAX_SERIES)),
            ),
        )
        return self._data(request, decode.label_sets)

    def label_values(self, label: str, span: TimeRange) -> frozenset[str]:
        """All values of a label in the span."""
        request = HttpRequest(
            purpose="list a label's values",
            path=f"/api/v1/label/{label}/values",
            query=_bounds(span),
        )
        return self._data(request, decode.names)

    def metadata(self) -> Mapping[str, frozenset[str]]:
        """Metric family → the types that scraped targets declare; empty where the source keeps none."""
        request = HttpRequest(
            purpose="read metadata",
            path="/api/v1/metadata",
            query=(("limit_per_metric", "10"),),
        )
        return self._data(request, decode.metadata)

    def now(self) -> datetime:
        """What time the source believes it is."""
        answer = self.instant("time()")
        if isinstance(answer, BadQuery):
            raise answer.error
        try:
            (sample,) = answer.samples
            return datetime.fromtimestamp(sample.value, UTC)
        except (ValueError, OverflowError) as error:
            attempt = self._line.attempt(HttpRequest(purpose="ask the time", path=""))
            fix = "check that `url` leads to a Prometheus"
            raise SourceFailed(attempt.what, why="its answer holds no time", fix=fix) from error

    def _query(
        self, purpose: str, path: str, query: str, moments: Form, read: Callable[[Envelope], T]
    ) -> T | BadQuery:
        limit = f"{seconds(self.settings.read_timeout):.3f}"
        form = (("query", query), *moments, ("timeout", limit))
        request = HttpRequest(purpose=purpose, path=path, method="POST", form=form)
        answer = self._line.send(request)
        if answer.status in QUERY_FAULTS and (said := _error_of(answer)):
            words = f"{said.error_kind}: {said.error}"
            error = refusal(answer.status, self._line.attempt(request), words)
            if isinstance(error, SourceRefused):
                return BadQuery(error)
        return self._read(request, answer, read)

    def _data(self, request: HttpRequest, read: Callable[[Envelope], T]) -> T:
        return self._read(request, self._line.send(request), read)

    def _read(self, request: HttpRequest, answer: HttpAnswer, read: Callable[[Envelope], T]) -> T:
        attempt = self._line.attempt(request)
        if answer.status >= HTTPStatus.MULTIPLE_CHOICES:
            if _gave_up(answer):
                raise SourceTimeout(
                    attempt.what,
                    why="it gave the query up after its own time limit",
                    fix="ask for a shorter range, or raise `query.timeout` there",
                )
            raise refusal(answer.status, attempt, _words(answer))
        try:
            return read(decode.envelope(answer.body))
        except UndecodableError as error:
            begins = attempt.quoted(_start(answer))
            raise SourceFailed(
                attempt.what,
                why=f"its answer is {error}" + (f"; it begins: {begins}" if begins else ""),
                fix="`url` is the part before /api/v1; a login page there needs a token",
            ) from error


def unix(moment: datetime) -> str:
    """A moment in Unix seconds, to the millisecond: what the source keeps."""
    return f"{moment.timestamp():.3f}"


def _bounds(span: TimeRange) -> Form:
    return (("start", unix(span.start)), ("end", unix(span.end)))


def _error_of(answer: HttpAnswer) -> Envelope | None:
    try:
        said = decode.envelope(answer.body)
    except UndecodableError:
        return None
    return said if said.error_kind else None


def _gave_up(answer: HttpAnswer) -> bool:
    said = _error_of(answer) if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR else None
    return said is not None and said.error_kind in TIMED_OUT


def _words(answer: HttpAnswer) -> str:
    if location := answer.headers.get("location"):
        return f"go to {_without_query(location) or 'another address'}"
    if said := _error_of(answer):
        return said.error
    return _start(answer)


def _without_query(location: str) -> str:
    """Scheme, host and path: users, queries and fragments of a redirect may hold somebody's token."""
    try:
        parts = urlsplit(location)
    except ValueError:
        return ""
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _start(answer: HttpAnswer) -> str:
    """Enough of the body that a secret in what is shown of it is whole, and can be taken out."""
    return answer.body[:100_000].decode("utf-8", "replace")
