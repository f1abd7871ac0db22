import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.dialects import promql_reading
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector

QUERY = (
    'sum(rate(a{b="c", d=~"x|y"}[{{.window}}])) / (sum(increase(e[{{ .window }}])) + up{j!="k"})'
)


def test_a_query_reads_series_and_some_of_them_as_counters() -> None:
    a = Selector("a", (Matcher("b", "c"), Matcher("d", "x|y", MatchOperator.REGEX)))
    up = Selector("up", (Matcher("j", "k", MatchOperator.NOT_EQUAL),))
    assert promql_reading.selectors(QUERY) == (a, Selector("e"), up)
    assert promql_reading.counters(QUERY) == (a, Selector("e"))


def test_a_metric_may_be_named_by_its_label() -> None:
    assert promql_reading.selectors('{__name__="a", b="c"}') == (
        Selector("a", (Matcher("b", "c"),)),
    )


@pytest.mark.parametrize(
    "query", ["max_over_time(rate(a[1m])[1h:5m])", "sum by (x) (irate(a[5m] offset 1h))"]
)
def test_counters_are_found_inside_other_functions(query: str) -> None:
    assert promql_reading.counters(query) == (Selector("a"),)


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        (QUERY, None),
        ("sum(rate(a[5m])", "unclosed"),
        ("rate(a)", "matrix"),
        ("", "no expression"),
        ("a{{.win}}", "unexpected"),
    ],
)
def test_a_fault_is_told_in_the_parsers_words(query: str, fault: str | None) -> None:
    said = promql_reading.fault(query)
    assert said == fault if fault is None else said is not None and fault in said


@pytest.mark.parametrize(
    ("query", "open_window", "template"),
    [
        ("rate(a[{{.window}}])", True, None),
        ("rate(a[$__rate_interval])", True, None),
        ("rate(a[5m])", False, None),
        ("rate(a[{{.windows}}])", False, "{{.windows}}"),
        ("rate(a[$interval])", False, "$interval"),
    ],
)
def test_placeholders_are_told_apart(query: str, open_window: bool, template: str | None) -> None:  # noqa: FBT001 - a table's column
    assert promql_reading.has_window(query) is open_window
    assert promql_reading.unknown_template(query) == template


@pytest.mark.parametrize(
    ("query", "metrics"),
    [
        ("sum(rate(a[5m])) or vector(0)", {"a"}),
        ("(sum(rate(a[5m])) OR on() (vector((0)))) / sum(rate(b[5m]))", {"a"}),
        ("sum(rate(a[5m]) or vector(0)) + b", {"a"}),
        ("(a or vector(0)) + a", set()),
        ("a or vector(1)", set()),
        ("a or b", set()),
    ],
)
def test_series_count_as_none_only_before_or_zero(query: str, metrics: set[str]) -> None:
    assert {each.metric for each in promql_reading.zero_where_absent(query)} == metrics


@pytest.mark.fuzz
@given(
    st.text(alphabet='abrate_{}[]()=~"!,.5m+-*/ {{.window}}', max_size=80) | st.text(max_size=60)
)
def test_any_query_is_read_or_has_a_fault(query: str) -> None:
    if promql_reading.fault(query) is not None:
        assert promql_reading.selectors(query) == ()
