"""No query ends the process, however it is nested."""

import promql_parser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.dialects.promql_parsing import parsed


@pytest.mark.parametrize(
    "query",
    [
        "up",
        "(" * 100 + "up" + ")" * 100,
        " + ".join(["up"] * 300),
        'up{job=~"' + "(a|-b)" * 5000 + '"}',
        "up{job='" + "+-*" * 1000 + "'}",
    ],
    ids=["a metric", "nested", "a long sum", "a long pattern", "a long value"],
)
def test_what_a_person_may_write_is_read(query: str) -> None:
    assert str(parsed(query)) == str(promql_parser.parse(query))


def test_a_raw_string_has_no_escapes() -> None:
    assert str(parsed("a{b=~`\\d\"`} # it's `")) == str(parsed('a{b=~"\\\\d\\""}'))


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("(" * 20_000 + "up" + ")" * 20_000, "20,000 operators and parentheses"),
        ("-" * 20_000 + "up", "20,000 operators"),
        ("+".join(["up"] * 5000), "4,999 operators"),
        (" and ".join(["up"] * 5000), "4,999 operators"),
        ("up ==" * 5000 + "up", "5,000 operators"),
        ("u" * 70_000, "70,000 characters"),
        ("sum(", "unclosed left parenthesis"),
    ],
    ids=["parentheses", "signs", "a sum", "words", "comparisons", "a long name", "no query"],
)
def test_what_is_out_of_all_measure_is_refused_with_the_reason(query: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parsed(query)


TOKENS = st.sampled_from(
    [*"(){}[]-+^:'\"`=<,@#\\é\0", "up", "sum", "by", "and", "on", "rate", "5m", "=~", "1"]
)


@pytest.mark.fuzz
@given(st.lists(TOKENS | st.text(max_size=3), max_size=30).map(" ".join))
def test_any_text_is_read_or_refused(query: str) -> None:
    try:
        tree: promql_parser.Expr | None = parsed(query)
    except ValueError:
        tree = None
    assert tree is None or str(tree)
