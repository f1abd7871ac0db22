"""Selectors and label matchers in the notation that Prometheus made common: `metric{code=~"5.."}`."""

import re
from collections.abc import Iterable
from typing import Final

from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector

# Source: https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels
METRIC_NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
LABEL_NAME = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")

MAX_CHARACTERS: Final = 2_000
"""Of one selector; longer ones are made by programs, and make queries that no source answers."""

_STRING = r'"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'"
_MATCHER = re.compile(rf"\s*({LABEL_NAME.pattern})\s*(=~|!~|!=|=)\s*({_STRING})\s*")
_SELECTOR = re.compile(rf"\s*({METRIC_NAME.pattern})\s*(?:\{{(.*)\}})?\s*", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_NEEDS_ESCAPE = re.compile(r'[\\"]')


def parse_matchers(text: str) -> tuple[Matcher, ...]:
    """Read matchers that commas separate; a comma at the end is allowed, as it is in a query.

    Raises ValueError with the reason where a matcher cannot be read or its regular expression is none.
    """
    _refuse_long(text)
    matchers: list[Matcher] = []
    at = 0
    while text[at:].strip():
        found = _MATCHER.match(text, at)
        if found is None:
            msg = f"no label matcher begins at “{text[at:].strip()[:40]}”"
            raise ValueError(msg)
        matchers.append(_matcher(*found.groups()))
        at = found.end()
        if at < len(text):
            if text[at] != ",":
                msg = f"a comma is missing before “{text[at:].strip()[:40]}”"
                raise ValueError(msg)
            at += 1
    return tuple(matchers)


def parse_selector(text: str) -> Selector:
    """Read a metric with its matchers. Raises ValueError with the reason where it is more, or less."""
    _refuse_long(text)
    found = _SELECTOR.fullmatch(text)
    if found is None:
        msg = 'a selector is a metric with label matchers: metric{label="value"}'
        raise ValueError(msg)
    return Selector(found.group(1), parse_matchers(found.group(2) or ""))


def render_matchers(matchers: Iterable[Matcher]) -> str:
    """Matchers as a query writes them between its braces."""
    return ", ".join(f'{m.label}{m.operator.value}"{_escaped(m.value)}"' for m in matchers)


def render_selector(selector: Selector) -> str:
    """A selector as a query writes it."""
    if not selector.matchers:
        return selector.metric
    return f"{selector.metric}{{{render_matchers(selector.matchers)}}}"


def checked_matcher(label: str, value: str, operator: MatchOperator) -> Matcher:
    """A matcher whose label is a name and whose regular expression can be read. Raises ValueError."""
    if not LABEL_NAME.fullmatch(label):
        msg = f"“{label[:40]}” is no label name: letters, digits and underscores, no digit first"
        raise ValueError(msg)
    if operator in {MatchOperator.REGEX, MatchOperator.NOT_REGEX}:
        try:
            re.compile(value)
        except (re.error, OverflowError, RecursionError) as error:
            msg = f"the regular expression “{value[:40]}” cannot be read: {error}"
            raise ValueError(msg) from error
    return Matcher(label, value, operator)


def _refuse_long(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        msg = f"a selector has at most {MAX_CHARACTERS:,} characters"
        raise ValueError(msg)


def _matcher(label: str, operator: str, quoted: str) -> Matcher:
    value = _ESCAPE.sub(lambda found: _ESCAPED.get(found.group(1), found.group(1)), quoted[1:-1])
    return checked_matcher(label, value, MatchOperator(operator))


def _escaped(value: str) -> str:
    escaped = _NEEDS_ESCAPE.sub(lambda found: f"\\{found.group()}", value)
    return escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
