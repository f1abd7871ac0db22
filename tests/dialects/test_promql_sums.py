"""Of a person's PromQL a capture evaluates sums of counters, and says so of the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.dialects.promql import selector as written
from midwatch.dialects.promql_sums import Quotient, Sum, TooMuchError, as_quotient, as_sum
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector

X = Selector("x", (Matcher("a", "b"),))


@pytest.mark.parametrize(
    ("query", "whole", "or_zero"),
    [
        ('rate(x{a="b"}[{{.window}}])', False, False),
        ('sum(rate(x{a="b"}[{{.window}}]))', True, False),
        ('sum(rate(x{a="b"}[{{ .window }}]))', True, False),
        ('sum(rate(x{a="b"}[$__rate_interval]))', True, False),
        ('(sum((rate((x{a="b"}[{{.window}}])))))', True, False),
        ('sum by (job) (rate(x{a="b"}[{{.window}}]))', False, False),
        ('sum(sum by (job) (rate(x{a="b"}[{{.window}}])))', True, False),
        ('sum(rate({__name__="x", a="b"}[{{.window}}])) or vector(0)', True, True),
        ('sum(rate(x{a="b"}[{{.window}}])) or on() vector(0)', True, True),
        ('sum(sum(rate(x{a="b"}[{{.window}}])) or (vector(0)))', True, True),
    ],
)
def test_sums_of_one_selector_are_read(query: str, whole: bool, or_zero: bool) -> None:  # noqa: FBT001 - a table
    assert as_sum(query) == Sum(selector=X, function="rate", whole=whole, or_zero=or_zero)


@pytest.mark.parametrize("operator", MatchOperator)
def test_every_operator_is_read(operator: MatchOperator) -> None:
    selection = Selector("x", (Matcher("a", "5..", operator),))
    assert as_sum(f"increase({written(selection)}[$__range])").selector == selection


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("sum(", "it cannot be read: unclosed left parenthesis"),
        ("", "it cannot be read"),
        ("(" * 50_000, "it cannot be read"),
        ("x", "more than a sum of rates"),
        ("sum(x)", "more than a sum of rates"),
        ("avg(rate(x[{{.window}}]))", "more than a sum of rates"),
        ("irate(x[{{.window}}])", "more than a sum of rates"),
        ("sum(rate(x[{{.window}}])) * 2", "more than a sum of rates"),
        ("sum(rate(x[{{.window}}])) + sum(rate(y[{{.window}}]))", "more than a sum of rates"),
        ("sum(rate(x[{{.window}}])) or vector(1)", "more than a sum of rates"),
        ("sum(rate(x[{{.window}}])) or y", "more than a sum of rates"),
        ("rate(x[{{.window}}]) or vector(0)", "behind more than one number"),
        ("rate(x[5m])", "its range is not"),
        ("rate(x[{{.window}}:1m])", "its range is not"),
        ("rate(x[{{.window}}] offset 5m)", "an offset"),
        ("rate(x[{{.window}}] @ 0)", "a fixed time"),
        ('rate(x{a="1" or b="2"}[{{.window}}])', "alternatives"),
        ('rate({a="b"}[{{.window}}])', "it names no metric"),
        ('rate({__name__=~"x|y"}[{{.window}}])', "it names no metric, or more than one"),
    ],
)
def test_anything_more_is_refused_with_the_reason(query: str, why: str) -> None:
    with pytest.raises(TooMuchError, match=why.replace("(", r"\(")):
        as_sum(query)


PART, TOTAL = "sum(rate(x{a='b'}[{{.window}}]))", "sum(rate(y[{{.window}}]))"
QUOTIENT = Quotient(
    part=Sum(selector=X, function="rate", whole=True),
    total=Sum(selector=Selector("y"), function="rate", whole=True),
)


@pytest.mark.parametrize(
    ("query", "inverted"),
    [
        (f"{PART} / {TOTAL}", False),
        (f"(({PART}) / ({TOTAL}))", False),
        (f"1 - {PART} / {TOTAL}", True),
        (f"1 - ({PART} / {TOTAL})", True),
    ],
)
def test_quotients_of_sums_are_read(query: str, inverted: bool) -> None:  # noqa: FBT001 - a table
    found = as_quotient(query)
    assert (found.part, found.total) == (QUOTIENT.part, QUOTIENT.total)
    assert found.inverted is inverted


@pytest.mark.parametrize(
    "query",
    [
        PART,
        f"2 - {PART} / {TOTAL}",
        f"{PART} / {TOTAL} * 100",
        f"{PART} / {TOTAL.replace('rate', 'increase')}",
        f"sum by (job) (rate(x[{{{{.window}}}}])) / {TOTAL}",
        f"rate(x[{{{{.window}}}}]) / {TOTAL}",
    ],
)
def test_any_other_ratio_is_refused(query: str) -> None:
    with pytest.raises(TooMuchError):
        as_quotient(query)


VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=10)


@given(st.lists(st.tuples(st.sampled_from("abc"), VALUES), max_size=3, unique_by=lambda m: m[0]))
def test_what_is_written_is_read_back_the_same(labels: list[tuple[str, str]]) -> None:
    selection = Selector("x", tuple(Matcher(label, value) for label, value in sorted(labels)))
    found = as_sum(f"sum(rate({written(selection)}[{{{{.window}}}}]))").selector
    assert (found.metric, sorted(found.matchers)) == ("x", sorted(selection.matchers))


PIECES = st.sampled_from(
    [
        PART, TOTAL, "sum", "rate", "increase", "(", ")", "x", "{a='b'}", "[{{.window}}]", "[5m]",
        "/", "1 -", "or vector(0)", "by (a)", "offset 5m", "@ 1", "vector()", "vector(up)", "rate()",
        "1", '"a"', "{", "}", "$__range", "-",
    ]
)  # fmt: skip


@pytest.mark.fuzz
@given(st.lists(PIECES | st.text(max_size=4), max_size=12).map(" ".join))
def test_any_query_is_read_or_refused_with_a_reason(query: str) -> None:
    for read in (as_sum, as_quotient):
        try:
            found: object = read(query)
        except TooMuchError as refused:
            found = str(refused)
        assert found
