"""The loaded columns of a capture, found by selector."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from midwatch.domain.errors import InputError
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.signals.telemetry import Telemetry
from midwatch.domain.untrusted import for_terminal

_REGEX = {MatchOperator.REGEX, MatchOperator.NOT_REGEX}
_POSIX_CLASS = "[[:"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Capture:
    """Telemetry under the name of its source; each series has samples. `types`: family → type in OpenMetrics’ words."""

    name: str
    by_metric: Mapping[str, tuple[SampleSeries, ...]]
    types: Mapping[str, str]

    @classmethod
    def of(cls, name: str, telemetry: Telemetry) -> Self:
        """The telemetry, ready to be asked."""
        by_metric: dict[str, list[SampleSeries]] = defaultdict(list)
        for series in telemetry.series:
            if len(series.times):
                by_metric[series.metric].append(series)
        found = {metric: tuple(series) for metric, series in by_metric.items()}
        return cls(name=name, by_metric=found, types=telemetry.types)

    def matching(self, selector: Selector) -> tuple[SampleSeries, ...]:
        """The series that a selector means. Raises InputError where one of its regular expressions is none."""
        for matcher in selector.matchers:
            _require_regex(matcher)
        candidates = self.by_metric.get(selector.metric, ())
        return tuple(each for each in candidates if selector.accepts(each.metric, each.labels))


def _require_regex(matcher: Matcher) -> None:
    if matcher.operator not in _REGEX:
        return
    if _POSIX_CLASS in matcher.value:
        raise _refused(matcher, "classes such as [[:digit:]] are not read here", "write [0-9]")
    try:
        re.compile(matcher.value)
    except (re.error, OverflowError, RecursionError) as error:
        raise _refused(matcher, str(error), "correct it; RE2 syntax is understood") from error


def _refused(matcher: Matcher, why: str, fix: str) -> InputError:
    shown = for_terminal(f'{matcher.label}{matcher.operator.value}"{matcher.value}"', 200)
    return InputError(
        f"match {shown}", why=f"the regular expression cannot be read: {why}", fix=fix
    )
