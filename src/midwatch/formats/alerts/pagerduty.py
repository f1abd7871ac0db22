"""PagerDuty's events, as they are sent to it (Events API v2) and by it (webhooks v3).

Source: https://developer.pagerduty.com/docs/send-alert-event, https://developer.pagerduty.com/docs/webhooks-overview
"""

from pydantic import Field

from midwatch.domain.signals.alert import Alert, AlertOrigin
from midwatch.formats.alerts.parts import Moment, Pairs, Part, Text, one_line


class _Payload(Part):
    summary: Text
    source: Text = ""
    severity: Text = ""
    timestamp: Moment = None
    component: Text = ""
    group: Text = ""
    kind: Text = Field(default="", alias="class")
    custom_details: Pairs | Text | list[object] | None = None


class EventV2(Part):
    """An event that opens, acknowledges or resolves an incident there."""

    payload: _Payload | None = None
    event_action: Text = "trigger"
    dedup_key: Text = ""

    def as_alert(self) -> Alert:
        """The alert; an event without a payload (one that resolves) has its key alone."""
        told = self.payload or _Payload(summary="")
        details = told.custom_details
        labels = {
            name: text
            for name, text in (
                ("severity", told.severity),
                ("component", told.component),
                ("group", told.group),
                ("class", told.kind),
                ("source", told.source),
            )
            if text
        }
        if isinstance(details, dict):
            labels = {**details, **labels}
        return Alert(
            origin=AlertOrigin.PAGERDUTY,
            name="",
            summary=one_line(told.summary),
            description=details if isinstance(details, str) else "",
            resolved=self.event_action == "resolve",
            labels=labels,
            started_at=told.timestamp,
            key=self.dedup_key,
        )


class _Reference(Part):
    summary: Text = ""


class _Data(Part):
    id: Text = ""
    title: Text
    status: Text = ""
    urgency: Text = ""
    html_url: Text | None = None
    incident_key: Text | None = None
    created_at: Moment = None
    service: _Reference | None = None


class _Event(Part):
    event_type: Text
    occurred_at: Moment = None
    data: _Data


class WebhookV3(Part):
    """What PagerDuty tells of an incident of its own."""

    event: _Event

    def as_alert(self) -> Alert:
        """The alert behind it."""
        told = self.event.data
        labels = {"urgency": told.urgency} if told.urgency else {}
        if told.service is not None and told.service.summary:
            labels["service"] = told.service.summary
        resolved = self.event.event_type == "incident.resolved" or told.status == "resolved"
        return Alert(
            origin=AlertOrigin.PAGERDUTY,
            name="",
            summary=one_line(told.title),
            resolved=resolved,
            labels=labels,
            started_at=told.created_at or self.event.occurred_at,
            ended_at=self.event.occurred_at if resolved else None,
            key=told.incident_key or told.id,
            link=told.html_url or "",
        )
