import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.formats.selector_text import (
    parse_matchers,
    parse_selector,
    render_matchers,
    render_selector,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("up", Selector("up")),
        ("up{}", Selector("up")),
        (' up { job = "a" , } ', Selector("up", (Matcher("job", "a"),))),
        ("a:b{c=~'x|y'}", Selector("a:b", (Matcher("c", "x|y", MatchOperator.REGEX),))),
        (r'a{b="q\"\\\n"}', Selector("a", (Matcher("b", 'q"\\\n'),))),
        (
            'a{b="}",c!="{"}',
            Selector("a", (Matcher("b", "}"), Matcher("c", "{", MatchOperator.NOT_EQUAL))),
        ),
    ],
)
def test_a_selector_is_read_as_prometheus_reads_it(text: str, expected: Selector) -> None:
    assert parse_selector(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rate(a[5m])",
        "a{b}",
        "a{b=c}",
        'a{b="c"',
        'a{b="c" d="e"}',
        'a{b=~"("}',
        "1a",
        "a-b",
        '{a="b"}',
    ],
)
def test_what_is_more_or_less_than_a_selector_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+"):
        parse_selector(text)


matchers = st.builds(
    Matcher, st.from_regex(r"[a-zA-Z_][a-zA-Z0-9_]*", fullmatch=True), st.text(max_size=20)
)


@given(st.lists(matchers, max_size=4).map(tuple))
def test_matchers_are_read_as_they_were_written(written: tuple[Matcher, ...]) -> None:
    assert parse_matchers(render_matchers(written)) == written
    assert parse_selector(render_selector(Selector("a", written))) == Selector("a", written)


@pytest.mark.fuzz
@given(st.text(alphabet="ab_{}=~!\"'\\, \n|(*0", max_size=40) | st.text(max_size=40))
def test_any_text_is_a_selector_or_refused(text: str) -> None:
    try:
        selector = parse_selector(text)
    except ValueError:
        return
    assert parse_selector(render_selector(selector)) == selector
