"""Who is told, and which alert hushes which: on a real Alertmanager."""

import time
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
import yaml

from midwatch.domain.notification import NotificationPlan, PagerDutyChannel, SlackChannel
from midwatch.domain.slo.objective import Service
from midwatch.formats.alertmanager_config import config_text, fragment_text
from tests.conftest import StartAlertmanager
from tests.rules.services import available, latency, service

SERVICES = (
    service("payments", available()),
    Service(name="checkout", objectives=(), convention="none", depends_on=("payments", "unknown")),
)
BURN = {"alertname": "ErrorBudgetBurn"}
BLIND = {"alertname": "ObjectiveBlind"}
PAGE, TICKET = {"severity": "page"}, {"severity": "ticket"}
AVAILABILITY, LATENCY = {"kind": "availability"}, {"kind": "latency"}
PAYMENTS, CHECKOUT = {"service": "payments"}, {"service": "checkout"}
SLO = {"slo": "payments-availability"}

HUSHED = {
    "a page hushes the ticket of its objective": (BURN | PAGE | SLO, BURN | TICKET | SLO, True),
    "a page leaves the ticket of another objective": (
        BURN | PAGE | SLO,
        BURN | TICKET | {"slo": "payments-error_rate"},
        False,
    ),
    "a ticket leaves a page": (BURN | TICKET | SLO, BURN | PAGE | SLO, False),
    "availability hushes latency": (
        BURN | PAGE | PAYMENTS | AVAILABILITY,
        BURN | PAGE | PAYMENTS | LATENCY,
        True,
    ),
    "availability hushes the error rate": (
        BURN | PAGE | PAYMENTS | AVAILABILITY,
        BURN | TICKET | PAYMENTS | {"kind": "error_rate", "slo": "payments-error_rate"},
        True,
    ),
    "latency leaves availability": (
        BURN | PAGE | PAYMENTS | LATENCY,
        BURN | PAGE | PAYMENTS | AVAILABILITY,
        False,
    ),
    "availability leaves the latency of another service": (
        BURN | PAGE | {"service": "search"} | AVAILABILITY,
        BURN | PAGE | PAYMENTS | LATENCY,
        False,
    ),
    "what a service depends on hushes the service": (
        BURN | PAGE | PAYMENTS | AVAILABILITY,
        BURN | PAGE | CHECKOUT | AVAILABILITY,
        True,
    ),
    "a service leaves what it depends on": (
        BURN | PAGE | CHECKOUT | AVAILABILITY,
        BURN | PAGE | PAYMENTS | AVAILABILITY,
        False,
    ),
    "traffic that is gone is reported once": (
        {"alertname": "TrafficGone"} | PAGE | PAYMENTS,
        {"alertname": "TrafficUnexplained"} | TICKET | PAYMENTS,
        True,
    ),
    "traffic that is gone explains why an objective about requests is blind": (
        {"alertname": "TrafficUnexplained"} | TICKET | PAYMENTS,
        BLIND | TICKET | PAYMENTS | AVAILABILITY,
        True,
    ),
    "traffic that is gone leaves a blind objective that is not about requests": (
        {"alertname": "TrafficGone"} | PAGE | PAYMENTS,
        BLIND | TICKET | PAYMENTS | {"kind": "freshness"},
        False,
    ),
}


@pytest.mark.parametrize(("loud", "other", "hushed"), HUSHED.values(), ids=HUSHED.keys())
def test_one_cause_is_told_once(
    loud: Mapping[str, str],
    other: Mapping[str, str],
    hushed: bool,  # noqa: FBT001 - a column of the table
    start_alertmanager: StartAlertmanager,
) -> None:
    with start_alertmanager(config=config_text(NotificationPlan(), SERVICES)) as server:
        alerts = [{"labels": {**labels, "who": str(i)}} for i, labels in enumerate((loud, other))]
        httpx.post(f"{server.url}/api/v2/alerts", json=alerts).raise_for_status()
        assert bool(_inhibitors(server.url, who="1")) is hushed
        assert not hushed or _inhibitors(server.url, who="0") == []


def test_secrets_are_files_and_never_text() -> None:
    plan = NotificationPlan(
        page=(PagerDutyChannel(routing_key_file="/run/secrets/pagerduty"),),
        ticket=(SlackChannel(webhook_file="/run/secrets/slack", channel="#shop"),),
    )
    receivers = {r["name"]: r for r in yaml.safe_load(config_text(plan, ()))["receivers"]}
    (page,) = receivers["midwatch-page"]["pagerduty_configs"]
    (ticket,) = receivers["midwatch-ticket"]["slack_configs"]
    assert page["routing_key_file"] == "/run/secrets/pagerduty"
    assert (ticket["api_url_file"], ticket["channel"]) == ("/run/secrets/slack", "#shop")


def test_a_fragment_brings_no_root_route_of_its_own() -> None:
    fragment = yaml.safe_load(fragment_text(NotificationPlan(), (service("api", latency()),)))
    assert set(fragment) == {"routes", "receivers", "inhibit_rules"}
    named = {receiver["name"] for receiver in fragment["receivers"]}
    assert {route["receiver"] for route in fragment["routes"]} <= named


def _inhibitors(url: str, who: str) -> list[Any]:
    """What hushes an alert, once Alertmanager has sorted it in."""
    for _ in range(100):
        for alert in httpx.get(f"{url}/api/v2/alerts").raise_for_status().json():
            if alert["labels"]["who"] == who and alert["status"]["state"] != "unprocessed":
                return list(alert["status"]["inhibitedBy"])
        time.sleep(0.05)
    pytest.fail("Alertmanager did not take the alert")
