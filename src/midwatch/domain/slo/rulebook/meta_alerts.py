"""Who watches the watch: alerts about Prometheus and Alertmanager themselves."""

from dataclasses import dataclass
from datetime import timedelta

from midwatch.domain.slo.alert_windows import AlertSeverity


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaAlert:
    """One alert on the monitoring's own counters: fires when `counter` grew within `window`.

    `counter` None always fires: a dead man's switch for whoever watches from outside.
    """

    name: str
    counter: str | None
    window: timedelta
    severity: AlertSeverity | None
    summary: str
    fix: str


META_ALERTS = (
    MetaAlert(
        name="Watchdog",
        counter=None,
        window=timedelta(0),
        severity=None,
        summary="Always firing: its absence at the receiver means that alerting is broken",
        fix="Route it to a dead man's switch outside of this cluster",
    ),
    MetaAlert(
        name="RuleEvaluationFailing",
        counter="prometheus_rule_evaluation_failures_total",
        window=timedelta(minutes=5),
        severity=AlertSeverity.PAGE,
        summary="Prometheus cannot evaluate a rule: budgets and alerts are blind there",
        fix="Open /rules of this Prometheus and read the error of the group",
    ),
    MetaAlert(
        name="RuleEvaluationsMissed",
        counter="prometheus_rule_group_iterations_missed_total",
        window=timedelta(minutes=15),
        severity=AlertSeverity.TICKET,
        summary="Prometheus skips evaluations: rules take longer than their interval",
        fix="Look for the slowest group on /rules; give Prometheus more CPU or split it",
    ),
    MetaAlert(
        name="AlertsNotDelivered",
        counter="prometheus_notifications_dropped_total",
        window=timedelta(minutes=5),
        severity=AlertSeverity.PAGE,
        summary="Prometheus drops alerts before they reach Alertmanager",
        fix="Check that Alertmanager runs and that Prometheus can reach it",
    ),
    MetaAlert(
        name="NotificationsFailing",
        counter="alertmanager_notifications_failed_total",
        window=timedelta(minutes=5),
        severity=AlertSeverity.PAGE,
        summary="Alertmanager cannot notify a receiver",
        fix="Read Alertmanager's log for the integration; check its secret and its network",
    ),
)
