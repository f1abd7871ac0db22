"""PagerDuty's events: those that are sent to it, and those that it sends."""

import json
from datetime import UTC, datetime

import pytest

from midwatch.domain.errors import InputError
from midwatch.domain.signals.alert import Alert, AlertOrigin
from midwatch.formats.alerts.read import read

BEGAN = datetime(2026, 11, 23, 2, 14, tzinfo=UTC)
ENDED = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)


def event(**payload: object) -> Alert:
    """What is read of an event with such a payload."""
    told = {"summary": "checkout fails", **payload}
    [found] = read(
        json.dumps({"event_action": "trigger", "dedup_key": "checkout-1", "payload": told})
    )
    return found


def told_by_pagerduty(event_type: str, **data: object) -> Alert:
    """What is read of a webhook about an incident there."""
    incident = {"id": "Q1", "type": "incident", "title": "checkout fails", **data}
    [found] = read(
        json.dumps(
            {
                "event": {
                    "id": "E1",
                    "event_type": event_type,
                    "occurred_at": "2026-11-23T02:40:00Z",
                    "data": incident,
                }
            }
        )
    )
    return found


def test_an_event_is_read_whole() -> None:
    found = event(
        source="db-1",
        severity="critical",
        timestamp="2026-11-23T02:14:00.000+0000",
        component="postgres",
        group="shop",
        custom_details={"region": "eu", "failing": 0.5, "source": "another"},
        **{"class": "cpu"},
    )
    assert found == Alert(
        origin=AlertOrigin.PAGERDUTY,
        name="",
        summary="checkout fails",
        labels={
            "region": "eu",
            "failing": "0.5",
            "severity": "critical",
            "component": "postgres",
            "group": "shop",
            "class": "cpu",
            "source": "db-1",
        },
        started_at=BEGAN,
        key="checkout-1",
    )


def test_details_in_words_are_its_description() -> None:
    assert event(custom_details="since the deploy").description == "since the deploy"


@pytest.mark.parametrize("details", [None, ["a"], []])
def test_details_of_another_kind_are_passed_over(details: object) -> None:
    assert event(custom_details=details) == event()


def test_an_event_that_resolves_needs_its_key_only() -> None:
    [found] = read('{"event_action": "resolve", "dedup_key": "checkout-1", "payload": null}')
    assert (found.resolved, found.key, found.words) == (True, "checkout-1", "")


def test_an_event_that_acknowledges_resolves_nothing() -> None:
    [found] = read('{"event_action": "acknowledge", "dedup_key": "checkout-1"}')
    assert not found.resolved


def test_what_is_null_in_an_event_was_not_told() -> None:
    nulls = dict.fromkeys(("source", "severity", "timestamp", "component", "group", "class"))
    assert event(**nulls) == event()


def test_a_webhook_is_read_whole() -> None:
    found = told_by_pagerduty(
        "incident.triggered",
        urgency="high",
        status="triggered",
        html_url="https://example.pagerduty.com/incidents/Q1",
        incident_key="checkout-1",
        created_at="2026-11-23T02:14:00Z",
        service={"id": "S1", "summary": "checkout", "type": "service_reference"},
    )
    assert found == Alert(
        origin=AlertOrigin.PAGERDUTY,
        name="",
        summary="checkout fails",
        labels={"urgency": "high", "service": "checkout"},
        started_at=BEGAN,
        key="checkout-1",
        link="https://example.pagerduty.com/incidents/Q1",
    )


def test_a_webhook_without_a_key_has_its_id() -> None:
    assert told_by_pagerduty("incident.triggered", incident_key=None).key == "Q1"


def test_an_incident_that_is_resolved_there_is_over() -> None:
    found = told_by_pagerduty("incident.resolved", created_at="2026-11-23T02:14:00Z")
    assert (found.resolved, found.started_at, found.ended_at) == (True, BEGAN, ENDED)


def test_an_incident_began_when_it_was_created_else_when_the_event_occurred() -> None:
    assert told_by_pagerduty("incident.triggered").started_at == ENDED


NO_INCIDENT = {
    "a test event": ("pagey.ping", {"message": "Hello"}),
    "a note": ("incident.annotated", {"type": "incident_note", "content": "looking"}),
}


@pytest.mark.parametrize("case", NO_INCIDENT)
def test_a_webhook_about_no_incident_is_refused(case: str) -> None:
    kind, data = NO_INCIDENT[case]
    with pytest.raises(InputError) as refused:
        read(json.dumps({"event": {"event_type": kind, "data": data}}))
    assert refused.value.why == "event.data.title is missing"
