"""A declaration as the text of a service file: the short form wherever it says the same."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final, TypeVar

from midwatch.domain.signals.selector import Matcher, MatchOperator
from midwatch.domain.slo.correction import Correction
from midwatch.domain.slo.definition.declaration import Declaration, DeclaredObjective
from midwatch.domain.slo.freeze import FreezePolicy, Override
from midwatch.domain.slo.indicator import (
    CounterEvents,
    QueryEvents,
    RatioQuery,
    SampleEvents,
)
from midwatch.domain.slo.objective import (
    AlertPolicy,
    Budgeting,
    ByEvents,
    ObjectiveKind,
    Target,
    Tier,
)
from midwatch.domain.slo.period import Period, RollingPeriod
from midwatch.formats import durations, yaml_dump
from midwatch.formats.selector_text import render_matchers, render_selector
from midwatch.formats.service_file.objectives import Defaults, quiet_beside_availability
from midwatch.formats.service_file.quantities import percent_text
from midwatch.formats.yaml_dump import Value

T = TypeVar("T")

_PLAIN: Final = Defaults()
_SHORT_KINDS: Final = {
    ObjectiveKind.AVAILABILITY,
    ObjectiveKind.ERROR_RATE,
    ObjectiveKind.LATENCY,
    ObjectiveKind.PROBE,
}


def dump(declaration: Declaration) -> str:
    """The text of a file that `parse` reads as the same declaration."""
    return yaml_dump.dump(_fields(declaration))


def _fields(declaration: Declaration) -> dict[str, Value]:
    shared = _shared(declaration.objectives)
    has_availability = any(
        objective.kind is ObjectiveKind.AVAILABILITY for objective in declaration.objectives
    )
    fields: dict[str, Value] = {"service": declaration.service}
    fields |= _present("owner", declaration.owner)
    fields |= {} if declaration.tier is Tier.NORMAL else {"tier": declaration.tier.value}
    fields |= _present("environment", declaration.environment)
    fields |= _present("depends_on", list(declaration.depends_on))
    fields |= _present("code", list(declaration.code))
    fields |= _present("convention", declaration.convention)
    fields |= _present("selector", _matchers(declaration.selector))
    fields |= _policies(shared, _PLAIN)
    fields |= _present("rationale", declaration.rationale)
    fields |= _present("runbook", declaration.runbook)
    fields |= _present("dashboard", declaration.dashboard)
    fields["slo"] = {
        objective.name: _objective(objective, shared, has_availability=has_availability)
        for objective in declaration.objectives
    }
    if declaration.monthly_downtime is not None:
        allowed = durations.render(declaration.monthly_downtime)
        fields["error_budget"] = {"monthly_downtime": allowed}
    fields |= _present("corrections", [_correction(one) for one in declaration.corrections])
    fields |= _present("policy", _freeze_policy(declaration.freeze_policy))
    return fields


def _present(key: str, value: Value) -> dict[str, Value]:
    return {key: value} if value else {}


def _shared(objectives: Iterable[DeclaredObjective]) -> Defaults:
    """What most objectives say: it is written once, for all."""
    listed = tuple(objectives)
    loud = [one for one in listed if one.kind is not ObjectiveKind.ERROR_RATE] or listed
    return Defaults(
        period=_most_common(one.period for one in listed),
        budgeting=_most_common(one.budgeting for one in listed),
        alerting=_most_common(one.alerting for one in loud),
        missing=_most_common(one.missing for one in listed),
    )


def _most_common(values: Iterable[T]) -> T:
    return Counter(values).most_common(1)[0][0]


def _policies(actual: Defaults, base: Defaults) -> dict[str, Value]:
    """What differs from the base."""
    fields: dict[str, Value] = {}
    if actual.period != base.period:
        fields["period"] = _period(actual.period)
    if actual.budgeting != base.budgeting:
        fields["budgeting"] = _budgeting(actual.budgeting)
    if actual.missing is not base.missing:
        fields["missing"] = actual.missing.value
    return fields | _present("alerting", _alerting(actual.alerting, base.alerting))


def _period(period: Period) -> Value:
    if isinstance(period, RollingPeriod):
        return durations.render(period.length)
    return {"calendar": period.unit.value, "time_zone": period.zone.key}


def _budgeting(budgeting: Budgeting) -> Value:
    if isinstance(budgeting, ByEvents):
        return "events"
    good_when = percent_text(budgeting.slice_target)
    return {"slices": durations.render(budgeting.length), "good_when": good_when}


def _alerting(actual: AlertPolicy, base: AlertPolicy) -> dict[str, Value]:
    pairs = {
        "page": (actual.pages, base.pages),
        "ticket": (actual.tickets, base.tickets),
        "minimum_bad_events": (actual.minimum_bad_events, base.minimum_bad_events),
        "absolute_page": (actual.absolute_page, base.absolute_page),
    }
    return {key: now for key, (now, before) in pairs.items() if now != before}


def _objective(objective: DeclaredObjective, shared: Defaults, *, has_availability: bool) -> Value:
    alerting = shared.alerting
    if has_availability:
        alerting = quiet_beside_availability(objective.kind, alerting)
    base = Defaults(
        period=shared.period,
        budgeting=shared.budgeting,
        missing=shared.missing,
        alerting=alerting,
    )
    own = Defaults(
        period=objective.period,
        budgeting=objective.budgeting,
        missing=objective.missing,
        alerting=objective.alerting,
    )
    more: dict[str, Value] = {}
    more |= {"successful_only": True} if objective.successful_only else {}
    more |= _indicator(objective) if objective.indicator else {}
    more |= _policies(own, base)
    more |= _present("description", objective.description)
    more |= _present("earlier_targets", _earlier(objective))
    short = _promise(objective)
    if not more and objective.kind in _SHORT_KINDS:
        return next(iter(short.values()))
    return {**short, **more}


def _promise(objective: DeclaredObjective) -> dict[str, Value]:
    match objective.kind:
        case ObjectiveKind.LATENCY:
            bound = objective.bound
            return {} if bound is None else {"bound": durations.render(bound)}
        case _:
            key, value = _target(objective.kind, objective.target)
            return {key: value}


def _target(kind: ObjectiveKind, target: Target) -> tuple[str, str]:
    if kind is ObjectiveKind.ERROR_RATE:
        return "rate", percent_text(target.budget)
    return "target", percent_text(target.ratio)


def _earlier(objective: DeclaredObjective) -> list[Value]:
    return [
        {"until": until.isoformat(), **dict([_target(objective.kind, target)])}
        for until, target in objective.earlier_targets
    ]


def _indicator(objective: DeclaredObjective) -> dict[str, Value]:
    match objective.indicator:
        case CounterEvents() as events:
            valid, selected = render_selector(events.valid), render_selector(events.selected)
            return {"total": valid, events.polarity.value: selected}
        case QueryEvents() as events:
            return {"total": events.valid, events.polarity.value: events.selected}
        case RatioQuery() as query:
            return {"ratio": query.ratio}
        case SampleEvents() as samples:
            return _samples(samples, objective)
        case None:
            return {}


def _samples(samples: SampleEvents, objective: DeclaredObjective) -> dict[str, Value]:
    key = "age_of" if samples.age else "gauge"
    fields: dict[str, Value] = {key: render_selector(samples.gauge)}
    if objective.bound is not None and objective.kind is not ObjectiveKind.LATENCY:
        return fields | {"bound": durations.render(objective.bound)}
    if samples.bad_above is not None:
        return fields | {"bad_above": _number(samples.bad_above)}
    return fields | {"bad_below": _number(samples.bad_below or 0.0)}


def _number(value: float) -> Value:
    return int(value) if value == int(value) else f"{Decimal(repr(value)):f}"


def _matchers(matchers: tuple[Matcher, ...]) -> Value:
    labels = {matcher.label: matcher.value for matcher in matchers}
    equal = all(matcher.operator is MatchOperator.EQUAL for matcher in matchers)
    if equal and len(labels) == len(matchers) and all(value.strip() for value in labels.values()):
        return dict(labels)
    return render_matchers(matchers)


def _correction(correction: Correction) -> Value:
    fields: dict[str, Value] = {
        "start": _moment(correction.span.start),
        "end": _moment(correction.span.end),
        "kind": correction.kind.value,
        "reason": correction.reason,
    }
    return fields | _present("objectives", list(correction.objectives))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _freeze_policy(policy: FreezePolicy) -> dict[str, Value]:
    plain = FreezePolicy()
    fields: dict[str, Value] = {}
    if policy.slow_below != plain.slow_below:
        fields["slow_below"] = percent_text(policy.slow_below)
    if policy.no_data is not plain.no_data:
        fields["no_data"] = policy.no_data.value
    if policy.exempt != plain.exempt:
        fields["exempt"] = list(policy.exempt)
    return fields | _present("overrides", [_override(one) for one in policy.overrides])


def _override(override: Override) -> Value:
    start = {"start": _moment(override.start)} if override.start is not None else {}
    expires = _moment(override.expires)
    return {"reason": override.reason, **start, "expires": expires, "by": override.by}
