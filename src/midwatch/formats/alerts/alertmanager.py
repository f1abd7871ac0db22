"""Alertmanager's webhook, version 4.

Source: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
"""

from pydantic import Field

from midwatch.domain.signals.alert import Alert, AlertOrigin
from midwatch.formats.alerts.parts import Moment, Pairs, Part, Text, one_line


class _Alert(Part):
    status: Text = "firing"
    labels: Pairs = Field(default_factory=dict)
    annotations: Pairs = Field(default_factory=dict)
    started_at: Moment = Field(default=None, alias="startsAt")
    ended_at: Moment = Field(default=None, alias="endsAt")
    link: Text = Field(default="", alias="generatorURL")
    fingerprint: Text = ""

    def as_alert(self, shared: dict[str, str]) -> Alert:
        labels = {**shared, **self.labels}
        told = self.annotations
        name = labels.get("alertname", "")
        resolved = self.status == "resolved"
        return Alert(
            origin=AlertOrigin.ALERTMANAGER,
            name=one_line(name),
            summary=one_line(told.get("summary") or told.get("message") or name),
            description=told.get("description") or told.get("message") or "",
            resolved=resolved,
            labels=labels,
            started_at=self.started_at,
            ended_at=self.ended_at if resolved else None,
            key=self.fingerprint,
            link=self.link,
            runbook=told.get("runbook_url") or told.get("runbook") or "",
        )


class Webhook(Part):
    """A group of alerts. What is not told is taken from what the group has in common."""

    version: Text = "4"
    group_key: Text = Field(default="", alias="groupKey")
    common_labels: Pairs = Field(default_factory=dict, alias="commonLabels")
    common_annotations: Pairs = Field(default_factory=dict, alias="commonAnnotations")
    alerts: list[_Alert]

    def as_alerts(self) -> tuple[Alert, ...]:
        """Each alert of the group."""
        return tuple(
            alert.model_copy(
                update={"annotations": {**self.common_annotations, **alert.annotations}}
            ).as_alert(self.common_labels)
            for alert in self.alerts
        )
