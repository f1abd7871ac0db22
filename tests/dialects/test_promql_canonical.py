"""Two spellings of one query have one canonical form."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.dialects.promql import string
from midwatch.dialects.promql_canonical import canonical
from midwatch.dialects.promql_parsing import MAX_QUERY, parsed

SAME = {
    "layout and comments": ("sum( rate(a[5m]) ) # why\n", "sum(rate(a[5m]))"),
    "the order of matchers": ('a{b="1",c="2"}', 'a{c="2",b="1"}'),
    "the order of matchers with odd values": ('a{b="}, {",c!~"\\"x,"}', 'a{c!~"\\"x,",b="}, {"}'),
    "quotes": ("a{b='1'}", 'a{b="1"}'),
    "quotes of every kind": ("a{b='\"',c=`\\d`}", 'a{c="\\\\d",b="\\""}'),
    "escapes": (r'a{b="\u00e9\x41"}', 'a{b="éA"}'),
    "a quote in a comment": ("a{c='1',b='2'} # it's", 'a{b="2",c="1"}'),
    "grouping before and after": ("sum by (a) (x)", "sum(x) by (a)"),
    "a span in another unit": ("rate(a[300s])", "rate(a[5m])"),
}


@pytest.mark.parametrize("case", SAME)
def test_two_spellings_are_the_same_query(case: str) -> None:
    one, other = SAME[case]
    assert canonical(one) == canonical(other)


OTHERS = {
    "another number": ("a > 1", "a > 2"),
    "braces in a text": (
        'label_replace(a, "b", "{c}", "d", "e")',
        'label_replace(a, "b", "{f}", "d", "e")',
    ),
    "quotes in a value": (r'a{b="c\",d=\"e"}', 'a{b="c",d="e"}'),
    "what is no query": ('a{b="1" c="2"}', 'a{b="1",c="2"}'),
    "metrics named in braces": ('{"a.b",c="1"}', '{"a.d",c="1"}'),
}


@pytest.mark.parametrize("case", OTHERS)
def test_another_query_is_another(case: str) -> None:
    one, other = OTHERS[case]
    assert canonical(one) != canonical(other)


def test_what_cannot_be_parsed_is_compared_as_text() -> None:
    assert canonical("sum(  (") == canonical("sum( (")


HOSTILE = {
    "a long matcher": "up{" + "a" * (MAX_QUERY - 10) + "}",
    "braces that stay open": "{" * MAX_QUERY,
    "quotes that stay open": '{a="' * (MAX_QUERY // 4),
    "escapes that stay open": 'up{a="' + "\\" * MAX_QUERY,
    "many texts": "up{" + 'a="b",' * (MAX_QUERY // 6) + "}",
    "many comments": "#'\n" * (MAX_QUERY // 3),
    "nested": "(" * MAX_QUERY,
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("case", HOSTILE)
def test_no_query_takes_long(case: str) -> None:
    assert canonical(HOSTILE[case])


VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
MATCHERS = st.dictionaries(st.sampled_from("abcd"), VALUES)


def written(matchers: list[tuple[str, str]]) -> str:
    return "x{" + ", ".join(f"{label}={string(value)}" for label, value in matchers) + "}"


@pytest.mark.fuzz
@given(MATCHERS, MATCHERS, st.randoms(use_true_random=False))
def test_matchers_are_the_same_in_any_order_and_only_then(
    one: dict[str, str], other: dict[str, str], order: Random
) -> None:
    shuffled = list(one.items())
    order.shuffle(shuffled)
    assert canonical(written(shuffled)) == canonical(written(list(one.items())))
    assert (canonical(written(list(other.items()))) == canonical(written(shuffled))) is (
        one == other
    )


TOKENS = st.sampled_from(
    [*"(){}[]-+^:'\"`=<,@#\\é\n", "up", "sum", "by", "on", "rate", "5m", "=~", "1", 'a="b"']
)


@pytest.mark.fuzz
@given(st.lists(TOKENS | st.text(max_size=3), max_size=30).map(" ".join))
def test_any_text_has_a_form_which_is_its_own_form(query: str) -> None:
    once = canonical(query)
    if is_query(query) and is_query(once):
        assert canonical(once) == once


def is_query(text: str) -> bool:
    try:
        parsed(text)
    except ValueError:
        return False
    return True
