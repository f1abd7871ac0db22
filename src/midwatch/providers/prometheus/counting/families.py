"""Indicators that differ in one label's value are asked together: one query for a thousand services of a convention."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from midwatch.domain.errors import SourceError, SourceRefused
from midwatch.domain.signals.selector import Matcher
from midwatch.domain.slo.indicator import CounterEvents
from midwatch.domain.units import TimeRange
from midwatch.providers.prometheus.counting.batch import Answer, Batch, Question
from midwatch.providers.prometheus.kin import any_of, replaced, telling

Build = Callable[[CounterEvents, TimeRange, str | None], Mapping[str, str]]
"""The parts of a question about an indicator in a range; with a label, one sample for each of its values."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One indicator in one range."""

    indicator: CounterEvents
    range: TimeRange


@dataclass(frozen=True, slots=True)
class _Kin:
    """What indicators of one family share; they differ in the value of `label` alone."""

    range: TimeRange
    label: str
    common: CounterEvents


def ask_each(batch: Batch, asked: Sequence[Asked], build: Build) -> list[Answer | SourceError]:
    """Answers in the order of what was asked.

    A question about a family that the source does not take (for it reads too many samples) is asked again about each
    half of it.
    """
    families: dict[object, list[int]] = defaultdict(list)
    for index, one in enumerate(asked):
        families[_kin(one) or index].append(index)
    found: dict[int, Answer | SourceError] = {}
    pending = list(families.values())
    while pending:
        questions = [_question([asked[index] for index in indices], build) for indices in pending]
        halves: list[list[int]] = []
        for indices, answer in zip(pending, batch.ask(questions), strict=True):
            if isinstance(answer, SourceRefused) and len(indices) > 1 and not batch.stopped:
                middle = len(indices) // 2
                halves += [indices[:middle], indices[middle:]]
            else:
                found |= _shared(asked, indices, answer)
        pending = halves
    return [found[index] for index in range(len(asked))]


def _shared(
    asked: Sequence[Asked], indices: Sequence[int], answer: Answer | SourceError
) -> Mapping[int, Answer | SourceError]:
    """What an answer about several says of each."""
    if isinstance(answer, SourceError) or len(indices) == 1:
        return dict.fromkeys(indices, answer)
    members, nothing = answer.by_member(), answer.about_nobody()
    told = {index: _telling(asked[index].indicator) for index in indices}
    return {
        index: members.get(matcher.value, nothing) if matcher else answer
        for index, matcher in told.items()
    }


def _question(members: Sequence[Asked], build: Build) -> Question:
    first = members[0]
    told = _telling(first.indicator)
    if len(members) == 1 or told is None:
        return Question(first.range.end, build(first.indicator, first.range, None))
    values = [own.value for each in members if (own := _telling(each.indicator))]
    family = _with(first.indicator, told, any_of(told.label, values))
    return Question(first.range.end, build(family, first.range, told.label), told.label)


def _kin(one: Asked) -> _Kin | None:
    """What an indicator shares with others; None where it stands alone."""
    told = _telling(one.indicator)
    if told is None:
        return None
    return _Kin(one.range, told.label, _with(one.indicator, told, Matcher(told.label, "")))


def _telling(indicator: CounterEvents) -> Matcher | None:
    return telling((indicator.valid, indicator.selected))


def _with(indicator: CounterEvents, old: Matcher, new: Matcher) -> CounterEvents:
    return replace(
        indicator,
        valid=replaced(indicator.valid, old, new),
        selected=replaced(indicator.selected, old, new),
    )
