"""The lines of `slo:`, short and long."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from midwatch.domain.errors import nearest
from midwatch.domain.slo.definition.declaration import DeclaredObjective
from midwatch.domain.slo.indicator import SampleEvents
from midwatch.domain.slo.objective import (
    AlertPolicy,
    Budgeting,
    ByEvents,
    MissingData,
    ObjectiveKind,
    Target,
)
from midwatch.domain.slo.period import Period, RollingPeriod
from midwatch.domain.units import Ratio
from midwatch.formats.marked_yaml import Fields, Scalar
from midwatch.formats.service_file import indicators, policies, quantities, values
from midwatch.formats.service_file.cursor import Cursor, FieldReader, Problem, shown, unknown_key

LATENCY: Final = re.compile(r"latency_p([0-9]{1,2}(?:\.[0-9]{1,4})?)")
_LIKE_LATENCY = re.compile(
    r"(?:latency|lat|response_time|duration)?[_-]?[pP]?([0-9]{1,4}(?:\.[0-9]+)?)"
)

SHORT: Final = {
    "availability": "availability: 99.9%",
    "latency_p95": "latency_p95: 200ms",
    "latency_p99": "latency_p99: 500ms",
    "error_rate": "error_rate: 0.1%",
    "probe": "probe: 99.9%",
    "freshness": "freshness: {target: 99%, bound: 1h, age_of: last_success_timestamp_seconds}",
    "queue_age": "queue_age: {target: 99%, bound: 30s, gauge: queue_oldest_message_age_seconds}",
    "batch_success": "batch_success: {target: 99%, total: batch_runs_total, bad: batch_failures_total}",
}
_BARE_LATENCY: Final = {"latency", "duration", "response_time"}
_NAMED_KINDS: Final = {
    kind.value: kind
    for kind in ObjectiveKind
    if kind not in {ObjectiveKind.LATENCY, ObjectiveKind.CUSTOM}
}
_COMMON: Final = {
    "target": "target: 99.9%",
    "description": "description: orders that were placed",
    "period": "period: 30d",
    "budgeting": "budgeting: events",
    "alerting": "alerting: {page: on, ticket: on}",
    "missing": "missing: ignore",
    "earlier_targets": "earlier_targets: [{until: 2026-03-01, target: 99%}]",
    "bound": "bound: 200ms",
    **indicators.KEYS,
}
_SUCCESSFUL_ONLY: Final = {"successful_only": "successful_only: true"}
_RATE: Final = {"rate": "rate: 0.1%"}
_UNTIL: Final = {"until": "until: 2026-03-01"}
KEYS: Final = {**_COMMON, **_SUCCESSFUL_ONLY, **_RATE, **_UNTIL}
"""Every key of an objective's long form, with an example."""

_PROBE_SUCCEEDS: Final = 1.0
_NEEDS_INDICATOR: Final = {
    ObjectiveKind.FRESHNESS: "age_of: last_success_timestamp_seconds",
    ObjectiveKind.QUEUE_AGE: "gauge: queue_oldest_message_age_seconds",
    ObjectiveKind.BATCH_SUCCESS: "total: batch_runs_total",
    ObjectiveKind.CUSTOM: "total: requests_total",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What the file says for all of its objectives."""

    period: Period = RollingPeriod()
    budgeting: Budgeting = ByEvents()
    alerting: AlertPolicy = AlertPolicy()
    missing: MissingData = MissingData.IGNORE


def read_objectives(cursor: Cursor, defaults: Defaults) -> tuple[DeclaredObjective, ...]:
    """All objectives that can be read; a finding for each that cannot."""
    fields = cursor.fields()
    if fields is None:
        return ()
    if not fields:
        cursor.refuse(_nothing_promised())
        return ()
    read = (_objective(name, fields, defaults) for name in fields)
    return tuple(objective for objective in read if objective is not None)


def _nothing_promised() -> Problem:
    why = "without an objective there is nothing to measure"
    return Problem("missing-key", "`slo` promises nothing", why, f"add `{SHORT['availability']}`")


def kind_of(name: str) -> ObjectiveKind:
    """What an objective of this name promises."""
    if LATENCY.fullmatch(name):
        return ObjectiveKind.LATENCY
    return _NAMED_KINDS.get(name, ObjectiveKind.CUSTOM)


def percentile_target(name: str) -> Target | None:
    """The target that the name of a latency objective states: 95% for `latency_p95`; None for p0 and other names."""
    found = LATENCY.fullmatch(name)
    percent = Decimal(found.group(1)) if found else Decimal(0)
    return Target(Ratio.from_percent(percent)) if percent > 0 else None


def _objective(name: str, fields: FieldReader, defaults: Defaults) -> DeclaredObjective | None:
    cursor, kind = fields[name], kind_of(name)
    own = cursor.fields() if isinstance(cursor.node, Fields) else None
    describes_itself = own is not None and any(key in own for key in indicators.KEYS)
    if kind is ObjectiveKind.LATENCY and percentile_target(name) is None:
        fields.refuse_key(name, _unknown_objective(name, cursor))
        return None
    if kind is ObjectiveKind.CUSTOM and not describes_itself:
        fields.refuse_key(name, _unknown_objective(name, cursor))
        return None
    if not values.OBJECTIVE_NAME.fullmatch(name) or len(name) > values.MAX_NAME:
        fields.refuse_key(
            name, values.bad_name(name, "lower-case letters, digits, `.`, `-` and `_`")
        )
        return None
    alerting = defaults.alerting
    if ObjectiveKind.AVAILABILITY.value in fields:
        alerting = quiet_beside_availability(kind, alerting)
    plain = DeclaredObjective(
        name=name,
        kind=kind,
        target=percentile_target(name) or _PLACEHOLDER,
        period=defaults.period,
        budgeting=defaults.budgeting,
        alerting=alerting,
        missing=defaults.missing,
    )
    return _short(cursor, plain) if own is None else _long(own, plain)


_PLACEHOLDER: Final = Target(Ratio.from_percent(50))
"""Stands until the target has been read; an objective without one is not returned."""


def quiet_beside_availability(kind: ObjectiveKind, alerting: AlertPolicy) -> AlertPolicy:
    """What holds beside `availability`: server failures are in both, so the error rate opens tickets only."""
    if kind is ObjectiveKind.ERROR_RATE:
        return replace(alerting, pages=False, absolute_page=False)
    return alerting


def _short(cursor: Cursor, plain: DeclaredObjective) -> DeclaredObjective | None:
    match plain.kind:
        case ObjectiveKind.LATENCY:
            bound = quantities.positive_span(cursor)
            return None if bound is None else replace(plain, bound=bound)
        case ObjectiveKind.ERROR_RATE:
            return _with_target(plain, quantities.failure_rate(cursor))
        case ObjectiveKind.AVAILABILITY | ObjectiveKind.PROBE:
            return _with_target(plain, quantities.target(cursor))
        case _:
            cursor.refuse(_needs_more(plain.name))
            return None


def _needs_more(name: str) -> Problem:
    return Problem(
        "missing-key",
        f"`{name}` does not say where it is measured",
        "no convention names a metric for it",
        f"write `{SHORT[name]}`",
    )


def _with_target(plain: DeclaredObjective, target: Target | None) -> DeclaredObjective | None:
    return None if target is None else replace(plain, target=target)


def _long(fields: FieldReader, plain: DeclaredObjective) -> DeclaredObjective | None:
    fields.refuse_unknown(_known_keys(plain.kind))
    target = _long_target(fields, plain)
    default_below = _PROBE_SUCCEEDS if plain.kind is ObjectiveKind.PROBE else None
    indicator = indicators.indicator(fields, default_below=default_below)
    needed = _NEEDS_INDICATOR.get(plain.kind)
    described = any(key in fields for key in indicators.KEYS)
    if needed and not described:
        fields.require(needed.split(":")[0], needed)
    bound = None
    if indicator is not None or not {"gauge", "age_of"} & set(fields):
        bound = fields.optional("bound", quantities.positive_span)
    if plain.kind is ObjectiveKind.LATENCY and indicator is None:
        fields.require("bound", "bound: 200ms")
        needed = needed if bound else "bound"
    # What the whole file promises stays readable where one part is wrong.
    if target is None or ((needed or described) and indicator is None):
        return None
    return replace(
        plain,
        target=target,
        bound=bound if plain.kind is ObjectiveKind.LATENCY or _is_span(fields, indicator) else None,
        successful_only=fields.read("successful_only", values.switch, default=False),
        indicator=indicator,
        period=fields.read("period", policies.period, plain.period),
        budgeting=fields.read("budgeting", policies.budgeting, plain.budgeting),
        alerting=fields.read("alerting", policies.alerting(plain.alerting), plain.alerting),
        missing=fields.read("missing", values.choice(MissingData), plain.missing),
        description=fields.read("description", values.text, ""),
        earlier_targets=fields.read("earlier_targets", _earlier(plain.kind), ()),
    )


def _is_span(fields: FieldReader, indicator: object) -> bool:
    return "bound" in fields and isinstance(indicator, SampleEvents)


def _known_keys(kind: ObjectiveKind) -> Mapping[str, str]:
    known = dict(_COMMON)
    if kind is ObjectiveKind.ERROR_RATE:
        del known["target"]
        known |= _RATE
    return known | (_SUCCESSFUL_ONLY if kind is ObjectiveKind.LATENCY else {})


def _long_target(fields: FieldReader, plain: DeclaredObjective) -> Target | None:
    if plain.kind is ObjectiveKind.ERROR_RATE:
        rate = fields.require("rate", "rate: 0.1%")
        return None if rate is None else quantities.failure_rate(rate)
    if plain.kind is ObjectiveKind.LATENCY:
        return _checked_percentile(fields, plain)
    written = fields.require("target", _COMMON["target"])
    return None if written is None else quantities.target(written)


def _checked_percentile(fields: FieldReader, plain: DeclaredObjective) -> Target | None:
    """The name says the target; a `target` beside it may only repeat it."""
    written = fields.read("target", quantities.target, plain.target)
    if written != plain.target:
        named, stated = (quantities.percent_text(t.ratio) for t in (plain.target, written))
        fields["target"].refuse(
            values.bad_value(
                f"`{plain.name}` promises {named}, and its target says {stated}",
                "the number in the name is the share of requests within the bound",
                f"remove `target`, or rename the objective to `latency_p{stated.removesuffix('%')}`",
            )
        )
        return None
    return plain.target


def _earlier(
    kind: ObjectiveKind,
) -> Callable[[Cursor], tuple[tuple[date, Target], ...] | None]:
    rate = kind is ObjectiveKind.ERROR_RATE
    key, example = ("rate", "rate: 0.1%") if rate else ("target", "target: 99%")
    reader = quantities.failure_rate if rate else quantities.target

    def read_one(item: Cursor) -> tuple[date, Target] | None:
        fields = item.fields()
        if fields is None:
            return None
        fields.refuse_unknown({**_UNTIL, key: example})
        until, share = fields.require("until", "until: 2026-03-01"), fields.require(key, example)
        last = None if until is None else values.day(until)
        target = None if share is None else reader(share)
        return None if last is None or target is None else (last, target)

    def read(cursor: Cursor) -> tuple[tuple[date, Target], ...]:
        found = [one for item in cursor.items() if (one := read_one(item)) is not None]
        found.sort(key=lambda one: one[0])
        if len({until for until, _ in found}) < len(found):
            cursor.refuse(
                values.bad_value(
                    "two earlier targets end on the same day",
                    "one target holds at a time",
                    "give each its own day",
                )
            )
        return tuple(found)

    return read


def _unknown_objective(name: str, cursor: Cursor) -> Problem:
    if found := _LIKE_LATENCY.fullmatch(name):
        written = f"latency_p{_percentile_near(found.group(1))}: {_bound_or_example(cursor)}"
        why = "a latency objective is named for the share of requests within its bound"
        return Problem(
            "unknown-key", f"the objective {shown(name)} is not known", why, f"write `{written}`"
        )
    near = "latency_p95" if name in _BARE_LATENCY else nearest(name, SHORT)
    if near or isinstance(cursor.node, Fields):
        return replace(
            unknown_key(name, SHORT),
            why=f"an objective of your own says where it is measured; known are: {', '.join(sorted(SHORT))}",
            fix=f"rename it to `{near}`, as in `{SHORT[near]}`"
            if near
            else f"add `{indicators.KEYS['total']}` and `bad` or `good`",
        )
    return Problem(
        "unknown-key",
        f"the objective {shown(name)} is not known",
        f"known are: {', '.join(sorted(SHORT))}",
        f"write `{name}: {{target: 99%, total: …, bad: …}}` to measure it by metrics of your own",
    )


def _percentile_near(digits: str) -> str:
    """The percentile that was probably meant; the highest that people promise where nothing above it can be kept."""
    whole = digits if "." in digits else digits.lstrip("0")
    likely = "99.9" if Decimal(digits) >= 100 else "95"  # noqa: PLR2004 - percent
    return quantities.percentile(whole) or likely


def _bound_or_example(cursor: Cursor) -> str:
    """The bound that was written, where it is one; else a common one."""
    written = cursor.node.text if isinstance(cursor.node, Scalar) else ""
    return written if quantities.BOUND.takes(written) else "200ms"
