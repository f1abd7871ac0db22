"""Alertmanager's webhook: each alert of a group, with what the group has in common."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from midwatch.domain.signals.alert import Alert, AlertOrigin
from midwatch.formats.alerts.read import read

BEGAN = datetime(2026, 11, 23, 2, 14, tzinfo=UTC)
ENDED = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)
NOT_YET = "0001-01-01T00:00:00Z"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "alerts"


def alert(**changed: object) -> dict[str, object]:
    """One alert of a group as it is sent."""
    return {
        "status": "firing",
        "labels": {"alertname": "HighErrorRate", "service": "checkout", "severity": "critical"},
        "annotations": {"summary": "12% of requests fail", "description": "since the deploy"},
        "startsAt": "2026-11-23T02:14:00Z",
        "endsAt": NOT_YET,
        "generatorURL": "https://prometheus.example.org/graph",
        "fingerprint": "0a1b2c3d4e5f6071",
    } | changed


def sent(*alerts: object, **group: object) -> tuple[Alert, ...]:
    """What is read of a group."""
    return read(json.dumps({"version": "4", "status": "firing", "alerts": list(alerts)} | group))


def test_an_alert_is_read_whole() -> None:
    assert sent(alert()) == (
        Alert(
            origin=AlertOrigin.ALERTMANAGER,
            name="HighErrorRate",
            summary="12% of requests fail",
            description="since the deploy",
            labels={"alertname": "HighErrorRate", "service": "checkout", "severity": "critical"},
            started_at=BEGAN,
            key="0a1b2c3d4e5f6071",
            link="https://prometheus.example.org/graph",
        ),
    )


def test_each_alert_of_a_group_is_read_in_its_order() -> None:
    found = sent(*(alert(fingerprint=key) for key in ("b", "a", "c")))
    assert [each.key for each in found] == ["b", "a", "c"]


def test_what_the_group_has_in_common_stands_where_an_alert_says_nothing_else() -> None:
    one, two = sent(
        alert(labels={"service": "auth"}, annotations={"summary": "its own"}),
        {"status": "firing"},
        commonLabels={"alertname": "Down", "service": "checkout"},
        commonAnnotations={"summary": "the group's", "runbook_url": "https://example.org/down"},
    )
    assert (one.labels["service"], two.labels["service"]) == ("auth", "checkout")
    assert (one.summary, two.summary) == ("its own", "the group's")
    assert one.name == two.name == "Down"
    assert one.runbook == two.runbook == "https://example.org/down"


def test_an_alert_that_fires_has_no_end() -> None:
    assert [each.ended_at for each in sent(alert(), alert(endsAt="2026-11-23T02:40:00Z"))] == [
        None
    ] * 2


def test_an_alert_that_is_over_has_its_end() -> None:
    [over] = sent(alert(status="resolved", endsAt="2026-11-23T02:40:00Z"))
    assert (over.resolved, over.started_at, over.ended_at) == (True, BEGAN, ENDED)


def test_of_a_group_some_alerts_may_be_over() -> None:
    found = sent(alert(), alert(status="resolved"), status="firing")
    assert [each.resolved for each in found] == [False, True]


# What a sender writes as its beginning, and when that is.
MOMENTS = {
    "the moment with nanoseconds": (
        "2026-11-23T02:14:00.123456789Z",
        BEGAN.replace(microsecond=123456),
    ),
    "another zone": ("2026-11-23T03:14:00+01:00", BEGAN),
    "no zone, which is UTC": ("2026-11-23T02:14:00", BEGAN),
    "not yet": (NOT_YET, None),
    "null": (None, None),
    "no moment at all": ("yesterday", None),
    "a moment beyond the calendar": ("9999-12-31T23:59:59-12:00", None),
    "the calendar's last second": (
        "9999-12-31T23:59:59Z",
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
    ),
    "seconds since 1970": (1795400040, datetime.fromtimestamp(1795400040, UTC)),
}


@pytest.mark.parametrize("case", MOMENTS)
def test_moments_are_read_as_senders_write_them(case: str) -> None:
    said, expected = MOMENTS[case]
    [found] = sent(alert(startsAt=said))
    assert found.started_at == expected
    assert found.started_at is None or found.started_at.utcoffset() == UTC.utcoffset(None)


def test_what_is_null_was_not_told() -> None:
    [found] = sent(dict.fromkeys(alert()), commonLabels=None, commonAnnotations=None)
    assert found == Alert(origin=AlertOrigin.ALERTMANAGER, name="", summary="")


def test_labels_that_are_null_are_left_out_and_numbers_are_texts() -> None:
    [found] = sent(alert(labels={"a": None, "b": 5, "c": True, "d": 0.5, "e": ["x"]}))
    assert found.labels == {"b": "5", "c": "True", "d": "0.5", "e": "['x']"}


def test_an_alert_without_a_summary_has_its_message_or_its_name() -> None:
    by_message, by_name = sent(
        alert(annotations={"message": "disk is full"}), alert(annotations={})
    )
    assert (by_message.summary, by_message.description) == ("disk is full", "disk is full")
    assert (by_name.summary, by_name.description) == ("HighErrorRate", "")


def test_a_summary_is_one_line() -> None:
    [found] = sent(alert(annotations={"summary": "one\n\ttwo " + "x" * 1000}))
    assert found.summary.startswith("one two x")
    assert len(found.summary) == 500


def test_fields_that_nobody_knows_are_passed_over() -> None:
    assert sent(alert(silencedBy=[], x={"y": 1}), truncatedAlerts=3, receiver="x") == sent(alert())


def test_a_group_that_a_project_publishes_is_read() -> None:
    path = SHARED / "alertmanager_webhook_v4.json"
    if not path.exists():
        pytest.skip("../shared/data/alerts is not beside this repository")
    found = read(path.read_text(encoding="utf-8"))
    assert {each.origin for each in found} == {AlertOrigin.ALERTMANAGER}
    assert all(each.name and each.summary and each.started_at for each in found)
