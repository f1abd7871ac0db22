"""Indicators that a person writes: counters, queries, a ratio, or samples of a gauge."""

import re
from decimal import Decimal
from typing import Final

from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.slo.indicator import (
    CounterEvents,
    Indicator,
    Polarity,
    QueryEvents,
    RatioQuery,
    SampleEvents,
)
from midwatch.domain.units import seconds
from midwatch.formats.selector_text import parse_selector
from midwatch.formats.service_file import quantities
from midwatch.formats.service_file.cursor import Cursor, FieldReader, shown
from midwatch.formats.service_file.values import bad_value

KEYS: Final = {
    "total": 'total: requests_total{job="checkout"}',
    "bad": 'bad: requests_total{job="checkout", outcome="failed"}',
    "good": 'good: requests_total{job="checkout", outcome="ok"}',
    "ratio": "ratio: bad_share_over_time(…[{{.window}}])",
    "gauge": "gauge: queue_oldest_message_age_seconds",
    "age_of": "age_of: last_success_timestamp_seconds",
    "bad_above": "bad_above: 100",
    "bad_below": "bad_below: 1",
}
_FORMS = "`total` with `bad` or `good`, `ratio`, `gauge`, or `age_of`"
MAX_QUERY: Final = 2_000
"""Characters of a query; longer ones make parsers slow, or exhaust their stack."""

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?")


def indicator(fields: FieldReader, *, default_below: float | None = None) -> Indicator | None:
    """The indicator that the fields describe; None where they describe none, or, with a finding, a wrong one.

    `default_below` is the limit of a `gauge` without one of its own (a probe's success is 1).
    """
    forms = [form for form in ("total", "ratio", "gauge", "age_of") if form in fields]
    if len(forms) > 1:
        fields.refuse_key(
            forms[1],
            bad_value(
                f"`{forms[0]}` and `{forms[1]}` stand side by side",
                f"an indicator has one form: {_FORMS}",
                "keep one of them",
            ),
        )
        return None
    match forms:
        case ["total"]:
            return _events(fields)
        case ["ratio"]:
            query = _query(fields["ratio"])
            return None if query is None else RatioQuery(ratio=query)
        case ["gauge"]:
            return _gauge(fields, default_below)
        case ["age_of"]:
            return _age(fields)
        case _:
            _refuse_strays(fields)
            return None


def _refuse_strays(fields: FieldReader) -> None:
    for key in ("bad", "good"):
        if key in fields:
            what = f"`{key}` stands without `total`"
            why = "a share needs to know what it is a share of"
            fields.refuse_key(key, bad_value(what, why, f"add `{KEYS['total']}`"))


def _events(fields: FieldReader) -> Indicator | None:
    sides = [key for key in ("bad", "good") if key in fields]
    if len(sides) != 1:
        what = "`bad` and `good` stand both" if sides else "`total` stands without `bad` or `good`"
        why = "one of them is counted; the other is the rest of the total"
        fields.refuse_key("total", bad_value(what, why, "write exactly one of `bad` and `good`"))
        return None
    total, selected = _query(fields["total"]), _query(fields[sides[0]])
    if total is None or selected is None:
        return None
    polarity = Polarity(sides[0])
    counters = (_as_selector(total), _as_selector(selected))
    match counters:
        case (Selector() as valid, Selector() as chosen):
            return counter_events(valid, chosen, polarity)
        case (None, None):
            return QueryEvents(valid=total, selected=selected, polarity=polarity)
        case _:
            fields.refuse_key(
                sides[0],
                bad_value(
                    "one of the two is a counter, the other a query",
                    "they would count in different units",
                    "write both as counters, or both as queries with {{.window}}",
                ),
            )
            return None


def counter_events(valid: Selector, selected: Selector, polarity: Polarity) -> CounterEvents:
    """Events by counters. Where one label of one metric tells bad from good, only series that carry it are valid."""
    label = _telling_label(valid, selected)
    if label is None:
        return CounterEvents(valid=valid, selected=selected, polarity=polarity)
    known = Matcher(label, "", MatchOperator.NOT_EQUAL)
    return CounterEvents(
        valid=valid if known in valid.matchers else valid.where(known),
        selected=selected,
        polarity=polarity,
        presence_label=label,
    )


def _telling_label(valid: Selector, selected: Selector) -> str | None:
    more = set(selected.matchers) - set(valid.matchers)
    if valid.metric != selected.metric or len(more) != 1:
        return None
    label = more.pop().label
    fewer = set(valid.matchers) - set(selected.matchers)
    return label if fewer <= {Matcher(label, "", MatchOperator.NOT_EQUAL)} else None


def _query(cursor: Cursor) -> str | None:
    text = cursor.text()
    if text is None or len(text) <= MAX_QUERY:
        return None if text is None else text.strip()
    what = f"the query has {len(text):,} characters"
    why = f"at most {MAX_QUERY:,} are read: every alert window evaluates it again"
    cursor.refuse(bad_value(what, why, "record a part of it by a rule, and use its name here"))
    return None


def _as_selector(text: str) -> Selector | None:
    try:
        return parse_selector(text)
    except ValueError:
        return None


def _gauge(fields: FieldReader, default_below: float | None) -> SampleEvents | None:
    gauge = _selector(fields["gauge"])
    limits = [key for key in ("bound", "bad_above", "bad_below") if key in fields]
    if gauge is None:
        return None
    if not limits and default_below is not None:
        return SampleEvents(gauge=gauge, bad_below=default_below)
    if len(limits) != 1:
        what = f"the gauge has {len(limits)} limits" if limits else "the gauge has no limit"
        why = "a sample is bad above a limit, or below one"
        fix = "write one of `bound: 30s`, `bad_above: 100` and `bad_below: 1`"
        fields.refuse_key("gauge", bad_value(what, why, fix))
        return None
    limit = _limit(fields[limits[0]], is_span=limits == ["bound"])
    if limit is None:
        return None
    below = limits == ["bad_below"]
    return SampleEvents(
        gauge=gauge, bad_above=None if below else limit, bad_below=limit if below else None
    )


def _limit(cursor: Cursor, *, is_span: bool) -> float | None:
    if not is_span:
        return _number(cursor)
    bound = quantities.positive_span(cursor, quantities.Usual(example="30s"))
    return None if bound is None else seconds(bound)


def _age(fields: FieldReader) -> SampleEvents | None:
    gauge = _selector(fields["age_of"])
    bound = fields.require("bound", "bound: 1h")
    if gauge is None or bound is None:
        return None
    length = quantities.positive_span(bound, quantities.Usual(example="1h"))
    return (
        None if length is None else SampleEvents(gauge=gauge, bad_above=seconds(length), age=True)
    )


def _selector(cursor: Cursor) -> Selector | None:
    text = cursor.text()
    if text is None:
        return None
    try:
        return parse_selector(text)
    except ValueError as error:
        cursor.refuse(
            bad_value(
                f"{shown(text)} is no selector",
                str(error),
                'write a metric with its labels, such as queue_age_seconds{queue="mail"}',
            )
        )
        return None


def _number(cursor: Cursor) -> float | None:
    text = cursor.text()
    if text is None or _NUMBER.fullmatch(text):
        return None if text is None else float(Decimal(text))
    why = "the limit of a gauge is in the gauge's own unit"
    cursor.refuse(bad_value(f"{shown(text)} is no number", why, "write a number, such as 100"))
    return None
