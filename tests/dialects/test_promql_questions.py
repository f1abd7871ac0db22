"""What a running source is asked."""

from datetime import timedelta

import promql_parser
import pytest

from midwatch.dialects.promql import counter_events
from midwatch.dialects.promql_questions import (
    lost_at_birth,
    recorded_sums,
    series_count,
    union,
    without_outcome,
)
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.slo.indicator import CounterEvents, Polarity

REQUESTS = Selector("http_requests_total", (Matcher("job", 'a"b'),))
FAILED = REQUESTS.where(Matcher("code", "5..", MatchOperator.REGEX))
ERRORS = CounterEvents(
    valid=REQUESTS.where(Matcher("code", "", MatchOperator.NOT_EQUAL)),
    selected=FAILED,
    polarity=Polarity.BAD,
    presence_label="code",
)
FAST = CounterEvents(valid=REQUESTS, selected=FAILED, polarity=Polarity.GOOD)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    "query",
    [
        union({"0.valid": "sum(up)", "0.bad": "sum(up) # a comment at the end"}),
        recorded_sums(["shop-availability", "a.b|c"]),
        lost_at_birth(ERRORS, 30 * 24 * HOUR),
        series_count(FAILED, HOUR),
        lost_at_birth(ERRORS, HOUR, "job"),
        series_count(FAILED, HOUR, "job"),
        counter_events(ERRORS, HOUR, "job").bad,
        counter_events(FAST, HOUR, "job").valid,
    ],
    ids=[
        "union",
        "recorded sums",
        "lost at birth",
        "series count",
        "lost at birth by job",
        "series count by job",
        "bad events by job",
        "valid events by job",
    ],
)
def test_every_question_parses(query: str) -> None:
    parsed = promql_parser.parse(query)
    assert isinstance(parsed, promql_parser.Expr)


def test_each_part_of_a_union_bears_its_key() -> None:
    query = union({"0.valid": "a", "1.bad": "b"})
    assert query.count("label_replace(") == 2
    assert '"midwatch_part", "1.bad"' in query


def test_few_objectives_are_asked_for_by_name_and_many_are_fetched_together() -> None:
    assert 'slo=~"a|b"' in recorded_sums(["b", "a", "b"])
    assert "slo" not in recorded_sums(map(str, range(101)))


def test_a_name_is_no_pattern() -> None:
    assert r'slo=~"a\\.b"' in recorded_sums(["a.b"])


def test_series_without_an_outcome_are_those_that_lack_the_label() -> None:
    assert without_outcome(ERRORS) == REQUESTS.where(Matcher("code", ""))
    assert without_outcome(FAST) is None
