"""Two spellings of one query have one canonical form."""

import pytest

from midwatch.dialects.promql_canonical import canonical

SAME = {
    "layout and comments": ("sum( rate(a[5m]) ) # why\n", "sum(rate(a[5m]))"),
    "the order of matchers": ('a{b="1",c="2"}', 'a{c="2",b="1"}'),
    "the order of matchers with odd values": ('a{b="}, {",c!~"\\"x,"}', 'a{c!~"\\"x,",b="}, {"}'),
    "quotes": ("a{b='1'}", 'a{b="1"}'),
    "grouping before and after": ("sum by (a) (x)", "sum(x) by (a)"),
    "a span in another unit": ("rate(a[300s])", "rate(a[5m])"),
}


@pytest.mark.parametrize("case", SAME)
def test_two_spellings_are_the_same_query(case: str) -> None:
    one, other = SAME[case]
    assert canonical(one) == canonical(other)


def test_another_query_is_another() -> None:
    assert canonical("a > 1") != canonical("a > 2")


def test_what_cannot_be_parsed_is_compared_as_text() -> None:
    assert canonical("sum(  (") == canonical("sum( (")
