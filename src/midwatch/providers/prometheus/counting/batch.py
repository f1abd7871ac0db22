"""Many small questions in few queries; where one of them is wrong, only that one fails."""

import re
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from midwatch.dialects.promql_questions import PART_LABEL, union
from midwatch.domain.errors import SourceError, SourceRefused, SourceUnreachable
from midwatch.providers._http.parallel import in_parallel
from midwatch.providers.prometheus.client import BadQuery, PrometheusClient
from midwatch.providers.prometheus.decode import Vector
from midwatch.providers.prometheus.limits import PARTS_PER_QUERY

_POSITION = re.compile(r" \(\d+:\d+(-\d+:\d+)?\)$")
_METRIC = re.compile(r'"([a-zA-Z_:][a-zA-Z0-9_:]*)"')


@dataclass(frozen=True, slots=True)
class Question:
    """Expressions that are asked at one moment and stand or fall together, each under a short name.

    `by`: the label for each of whose values they have a sample; None: one sample without labels.
    """

    at: datetime
    parts: Mapping[str, str]
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """(Name, value of the label) → what came for it; the label's value is empty where none was asked for.

    Nothing, one value, or (from duplicate series) several; NaN and infinity as they are.
    """

    values: Mapping[tuple[str, str], tuple[float, ...]]
    warnings: tuple[str, ...]

    def of(self, name: str) -> tuple[float, ...]:
        """What came for one part."""
        return self.values.get((name, ""), ())

    def by_member(self) -> "Mapping[str, Answer]":
        """What came for each value of the label that has anything."""
        own: dict[str, dict[tuple[str, str], tuple[float, ...]]] = defaultdict(dict)
        for (name, member), told in self.values.items():
            own[member][name, ""] = told
        return {member: self._with(values) for member, values in own.items()}

    def about_nobody(self) -> "Answer":
        """The answer about a value of the label for which nothing came."""
        return self._with({})

    def _with(self, values: Mapping[tuple[str, str], tuple[float, ...]]) -> "Answer":
        return Answer(values=values, warnings=self.warnings)


class Batch:
    """Asks one source for one purpose, in a bounded number of threads.

    Stops asking when the source cannot be reached or refuses who we are, or when as many queries as there are threads
    have timed out or broken before any was answered; what was not asked then has the same error as its answer.
    """

    def __init__(self, client: PrometheusClient, parallel: int) -> None:
        self._client = client
        self._parallel = parallel
        self._lock = threading.Lock()
        self._failed = 0
        self._stopped_by: SourceError | None = None
        self.answered = False

    @property
    def stopped(self) -> bool:
        """Whether nothing more is asked."""
        return self._stopped_by is not None

    @property
    def refusal(self) -> SourceError | None:
        """Why nothing at all could be asked: no connection, or wrong credentials. None while anything was answered."""
        refused = isinstance(self._stopped_by, SourceUnreachable | SourceRefused)
        return self._stopped_by if refused and not self.answered else None

    def vector(self, query: str, at: datetime) -> Vector | BadQuery | SourceError:
        """The answer to one query, or what stood in its way."""
        if self._stopped_by is not None:
            return self._stopped_by
        try:
            answer = self._client.instant(query, at)
        except SourceError as error:
            self._note(error)
            return error
        self.answered = True
        return answer

    def ask(self, questions: Sequence[Question]) -> list[Answer | SourceError]:
        """Answers in the order of the questions."""
        places = defaultdict(list)
        for index, question in enumerate(questions):
            places[question.at].append(index)
        chunks = [chunk for indices in places.values() for chunk in _chunks(indices, questions)]
        found: dict[int, Answer | SourceError] = {}
        for chunk, answers in zip(
            chunks,
            in_parallel(
                lambda chunk: self._ask_together([questions[index] for index in chunk]),
                chunks,
                self._parallel,
            ),
            strict=True,
        ):
            found |= dict(zip(chunk, answers, strict=True))
        return [found[index] for index in range(len(questions))]

    def _ask_together(self, questions: list[Question]) -> list[Answer | SourceError]:
        parts = {
            f"{index}.{name}": expression
            for index, question in enumerate(questions)
            for name, expression in question.parts.items()
        }
        result = self.vector(union(parts), questions[0].at)
        if isinstance(result, BadQuery):
            if len(questions) == 1:
                return [result.error]
            return [self._ask_together([question])[0] for question in questions]
        if isinstance(result, SourceError):
            return [result] * len(questions)
        values = _by_question(result, questions)
        return [
            Answer(
                values=values[index],
                warnings=_warnings_about(question, questions, result.warnings),
            )
            for index, question in enumerate(questions)
        ]

    def _note(self, error: SourceError) -> None:
        with self._lock:
            self._failed += 1
            hopeless = isinstance(error, SourceUnreachable | SourceRefused)
            if hopeless or (not self.answered and self._failed >= self._parallel):
                self._stopped_by = self._stopped_by or error


def _chunks(indices: Sequence[int], questions: Sequence[Question]) -> list[list[int]]:
    chunks: list[list[int]] = []
    size = PARTS_PER_QUERY
    for index in indices:
        more = len(questions[index].parts)
        if size + more > PARTS_PER_QUERY:
            chunks.append([])
            size = 0
        chunks[-1].append(index)
        size += more
    return chunks


def _by_question(
    answer: Vector, questions: Sequence[Question]
) -> Sequence[Mapping[tuple[str, str], tuple[float, ...]]]:
    values: list[dict[tuple[str, str], tuple[float, ...]]] = [{} for _ in questions]
    for sample in answer.samples:
        index, _, name = sample.labels.get(PART_LABEL, "").partition(".")
        if not index.isdecimal() or int(index) >= len(questions):
            continue
        label = questions[int(index)].by
        key = (name, "" if label is None else sample.labels.get(label, ""))
        own = values[int(index)]
        own[key] = (*own.get(key, ()), sample.value)
    return values


def _warnings_about(
    question: Question, asked: Sequence[Question], warnings: Sequence[str]
) -> tuple[str, ...]:
    """What concerns this question: a warning that names a metric, where it asks for it; any other warning.

    Positions are taken out, for they count in the query of all.
    """
    told = []
    for warning in warnings:
        named = _METRIC.search(warning)
        guilty = [each for each in asked if named and _asks_for(each, named.group(1))]
        if not guilty or question in guilty:
            told.append(_POSITION.sub("", warning))
    return tuple(told)


def _asks_for(question: Question, metric: str) -> bool:
    return any(metric in expression for expression in question.parts.values())
