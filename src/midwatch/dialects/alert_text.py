"""What an alert says to the person it wakes, as templates that Prometheus fills in.

What burns, how fast, what is left, when it is gone, which runbook, which dashboard, which command to run next.
Source: https://prometheus.io/docs/prometheus/latest/configuration/template_reference/
"""

from datetime import timedelta

from midwatch.dialects.promql import duration, number, string
from midwatch.dialects.promql_rules import bad_share, burn_rate
from midwatch.domain.slo.alert_windows import AlertSeverity, AlertWindow
from midwatch.domain.slo.objective import Objective, ObjectiveKind, Service
from midwatch.domain.slo.period import RollingPeriod
from midwatch.domain.slo.rulebook import recorded
from midwatch.domain.units import seconds

_SHOWN_PERCENT = "{{ . | first | value | humanizePercentage }}"
_SHOWN_DURATION = "{{ . | first | value | humanizeDuration }}"
_NAMES = {
    ObjectiveKind.AVAILABILITY: "requests fail",
    ObjectiveKind.ERROR_RATE: "requests fail",
    ObjectiveKind.FRESHNESS: "looks find stale data",
    ObjectiveKind.QUEUE_AGE: "looks find messages that wait too long",
    ObjectiveKind.BATCH_SUCCESS: "runs fail",
    ObjectiveKind.PROBE: "probes fail",
    ObjectiveKind.CUSTOM: "events are bad",
}


def what_is_bad(objective: Objective) -> str:
    """What a bad event of the objective is, as the end of “5% of …”."""
    if objective.latency is not None:
        return f"requests take longer than {duration(objective.latency.bound)}"
    return _NAMES.get(objective.kind, "requests are too slow")


def burn_annotations(service: Service, objective: Objective, window: AlertWindow) -> dict[str, str]:
    """The annotations of a burn alert; `$value` is the burn rate of the long window."""
    over, still = (
        _query(bad_share(objective, span), "humanizePercentage")
        for span in (window.long, window.short)
    )
    long, rate = duration(window.long), number(window.burn_rate)
    name = "page" if window.severity is AlertSeverity.PAGE else "ticket"
    percent = number(objective.target.ratio.percent)
    return {
        "summary": (
            f"{service.name}: {objective.name} burns its error budget "
            '{{ $value | printf "%.1f" }} times too fast'
        ),
        "description": (
            f"{over} of {what_is_bad(objective)} over the last {long}, and {still} over the last "
            f"{duration(window.short)}; the target is {percent}% good over {_period_name(objective)}. "
            f"A {name} starts at {rate} times the sustainable rate."
        ),
        **_budget_annotations(objective, window),
        **_where_next(service, burn_rate(objective, window.long)),
    }


def plain_annotations(
    service: Service, *, summary: str, description: str, graph: str
) -> dict[str, str]:
    """The annotations of an alert that is not about a budget; `graph` is the query worth looking at."""
    text = {"summary": f"{service.name}: {summary}", "description": description}
    return text | _where_next(service, graph)


def _period_name(objective: Objective) -> str:
    if isinstance(objective.period, RollingPeriod):
        return duration(objective.period.length)
    return f"the calendar {objective.period.unit.value}"


def _budget_annotations(objective: Objective, window: AlertWindow) -> dict[str, str]:
    if not isinstance(objective.period, RollingPeriod):
        command = f"midwatch slo status {objective.service}"
        return {"budget_left": f"Run {command}: calendar budgets are not computed by rules."}
    length = objective.period.length
    identity = f"{{{recorded.SLO_LABEL}={string(objective.id)}}}"
    recorded_for = f"{recorded.RECORDED_SECONDS}{identity}"
    covered = f"and on ({recorded.SLO_LABEL}) {recorded_for} >= {number(seconds(length))}"
    spent = _without_window(objective, length)
    gone = f"(1 - {spent}) * {number(seconds(length))} / {_without_window(objective, window.long)}"
    name = duration(length)
    nothing = f"nothing: {_SHOWN_PERCENT} of the budget of {name} is spent"
    unknown = (
        f"not known yet: sums are recorded for {_query(recorded_for, 'humanizeDuration')} of {name}; "
        f"midwatch slo status {objective.service} reads the source"
    )
    left = _with(f"1 - {spent} {covered}", f"{_SHOWN_PERCENT} of the budget of {name}", unknown)
    in_time = _with(f"{gone} {covered}", f"{_SHOWN_DURATION} at this rate", "not known yet")
    return {
        "budget_left": _with(f"{spent} >= 1 {covered}", nothing, left),
        "budget_gone_in": _with(f"{spent} >= 1 {covered}", "nothing is left", in_time),
    }


def _with(expression: str, then: str, otherwise: str) -> str:
    """A text about the first sample that the expression yields, and another one where it yields none."""
    return f"{{{{ with query {_quoted(expression)} }}}}{then}{{{{ else }}}}{otherwise}{{{{ end }}}}"


def _without_window(objective: Objective, window: timedelta) -> str:
    return f"sum without ({recorded.WINDOW_LABEL}) ({burn_rate(objective, window)})"


def _query(expression: str, form: str) -> str:
    return _with(expression, f"{{{{ . | first | value | {form} }}}}", "no data")


def _quoted(expression: str) -> str:
    """A Go string: raw, so that it reads like the query, unless the query holds a backtick of its own."""
    return string(expression) if "`" in expression else f"`{expression}`"


def _where_next(service: Service, graph: str) -> dict[str, str]:
    page = f"{{{{ $externalURL }}}}{{{{ graphLink {_quoted(graph)} }}}}"
    missing = f"none yet: write runbooks/{service.name}.md"
    return {
        "runbook": literal(service.runbook) if service.runbook else missing,
        "dashboard": literal(service.dashboard) if service.dashboard else page,
        "command": f"midwatch slo status {service.name}",
    }


def literal(text: str) -> str:
    """A text in which Prometheus finds no template."""
    return text.replace("{{", '{{ "{{" }}')
