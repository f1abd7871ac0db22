"""An incident begins with the alert as it came, and the same alert later belongs to it."""

import itertools
import json
from dataclasses import replace
from datetime import datetime

import pytest

from midwatch.domain.errors import InputError
from midwatch.domain.incidents.event import Event, EventKind
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.proposals import open_proposals
from midwatch.domain.incidents.severity import IncidentSeverity
from midwatch.store.incidents.memory import OPEN_REF, IncidentMemory
from midwatch.workflows.incident.declare import MOST_ALERTS
from midwatch.workflows.incident.finding import find
from midwatch.workflows.incident.triage.triage import MOST_READ
from tests.support.declaring import Said, at, begin, end, minute, webhook
from tests.support.incidents import ALICE, BOB, Clock, files, put_on_branch, run

NAME = "2026-11-23-checkout-is-down"


def kept(memory: IncidentMemory) -> Incident:
    """The incident as it is remembered."""
    return find(memory, NAME).incident


def alerted(incident: Incident) -> list[Event]:
    return list(incident.of_kind(EventKind.ALERTED))


def proposed(memory: IncidentMemory) -> list[str]:
    """What waits for a person."""
    return [each.action for each in open_proposals(kept(memory))]


def test_a_declaration_has_a_severity_an_owner_and_the_alert(memory: IncidentMemory) -> None:
    done = begin(memory, webhook(Said()))
    assert not done.known_before
    assert done.recorded.held_back is None
    incident = kept(memory)
    assert incident.events == done.recorded.incident.events
    assert (incident.id, incident.title, incident.owner) == (NAME, "checkout is down", ALICE)
    assert incident.severity is done.triage.severity
    assert [each.text("key") for each in alerted(incident)] == ["a"]


def test_an_alert_happened_when_its_sender_says_that_it_fired(memory: IncidentMemory) -> None:
    begin(memory, webhook(Said(began=-4), Said(key="b", began=-9)))
    incident = kept(memory)
    assert [(each.text("key"), each.occurred_at) for each in alerted(incident)] == [
        ("b", minute(-9)),
        ("a", minute(-4)),
    ]
    assert incident.detected_at == minute(-9)


def test_an_alert_that_is_over_happened_when_it_was_over(memory: IncidentMemory) -> None:
    begin(memory, webhook(Said(began=-9, ended=-4)), another=True)
    [event] = alerted(kept(memory))
    assert (event.text("status"), event.occurred_at) == ("resolved", minute(-4))


@pytest.mark.parametrize("began", ["9999-12-31T23:59:59Z", "2026-11-23T09:00:00Z"])
def test_a_beginning_that_is_still_to_come_is_not_believed(
    memory: IncidentMemory, began: str
) -> None:
    begin(memory, webhook(Said()).replace(minute(-4).isoformat(), began))
    incident = kept(memory)
    assert incident.declared_at is not None
    assert incident.began == incident.declared_at
    assert [each.occurred_at <= each.recorded_at for each in alerted(incident)] == [True]


def test_the_same_alert_is_added_to_the_incident_that_is_open(
    memory: IncidentMemory, clock: Clock
) -> None:
    begin(memory, webhook(Said()))
    at(clock, 10)
    again = begin(memory, webhook(Said(), Said(key="b", began=8)))
    assert again.known_before
    assert not again.proposed
    assert memory.ids() == {NAME}
    assert [(each.text("key"), each.occurred_at) for each in alerted(kept(memory))] == [
        ("a", minute(-4)),
        ("b", minute(8)),
    ]


def test_an_alert_that_says_nothing_new_adds_nothing(memory: IncidentMemory) -> None:
    first = begin(memory, webhook(Said()))
    again = begin(memory, webhook(Said()))
    assert again.known_before
    assert again.recorded.events == ()
    assert kept(memory).events == first.recorded.incident.events


def test_events_that_are_added_follow_those_that_are_there(memory: IncidentMemory) -> None:
    first = begin(memory, webhook(Said()))
    again = begin(memory, webhook(Said(), Said(key="b")))
    [added] = again.recorded.events
    assert set(added.parents) == {event.id for event in first.recorded.events}


def test_the_same_alert_is_another_incident_where_somebody_says_so(memory: IncidentMemory) -> None:
    begin(memory, webhook(Said()))
    another = begin(memory, webhook(Said()), another=True)
    assert not another.known_before
    assert memory.ids() == {NAME, f"{NAME}-2"}


def test_the_same_alert_after_its_incident_is_over_is_another_incident(
    memory: IncidentMemory,
) -> None:
    begin(memory, webhook(Said()))
    end(memory, NAME)
    assert not begin(memory, webhook(Said())).known_before
    assert memory.ids() == {NAME, f"{NAME}-2"}


def test_the_same_sentence_is_another_incident(memory: IncidentMemory) -> None:
    for _ in range(3):
        begin(memory, "checkout is down")
    assert memory.ids() == {NAME, f"{NAME}-2", f"{NAME}-3"}


def test_an_id_whose_events_nobody_can_read_is_taken(memory: IncidentMemory) -> None:
    path = f"incidents/2026-11/{NAME}/20261123T021400000000Z-aaaaaaaa.json"
    put_on_branch(memory.root, {path: b"{"}, OPEN_REF)
    assert begin(memory, "checkout is down").recorded.incident.id == f"{NAME}-2"


def test_another_day_needs_no_number(memory: IncidentMemory, clock: Clock) -> None:
    begin(memory, "checkout is down")
    at(clock, 24 * 60)
    begin(memory, "checkout is down")
    assert memory.ids() == {NAME, "2026-11-24-checkout-is-down"}


def test_the_day_is_that_of_the_incident(memory: IncidentMemory) -> None:
    done = begin(memory, "checkout is down", at=minute(-180))
    assert done.recorded.incident.id == "2026-11-22-checkout-is-down"
    assert done.recorded.incident.declared_at == minute(-180)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("結帳", "incident"),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 300, "x" * 40),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_any_title_gives_an_id_that_a_folder_can_have(
    memory: IncidentMemory, title: str, name: str
) -> None:
    assert begin(memory, title).recorded.incident.id == f"2026-11-23-{name}"


def test_an_alert_that_is_over_proposes_to_resolve_its_incident(
    memory: IncidentMemory, clock: Clock
) -> None:
    begin(memory, webhook(Said()))
    at(clock, 30)
    over = begin(memory, webhook(Said(ended=25)))
    assert (over.known_before, over.proposed) == (True, True)
    incident = kept(memory)
    assert incident.is_open
    assert [each.text("status") for each in alerted(incident)] == ["firing", "resolved"]
    assert proposed(memory) == ["resolve"]


def test_a_resolution_is_proposed_once(memory: IncidentMemory, clock: Clock) -> None:
    begin(memory, webhook(Said()))
    at(clock, 30)
    begin(memory, webhook(Said(ended=25)))
    again = begin(memory, webhook(Said(ended=25)))
    assert again.proposed
    assert again.recorded.events == ()
    assert proposed(memory) == ["resolve"]


def test_while_another_alert_of_it_fires_no_resolution_is_proposed(
    memory: IncidentMemory, clock: Clock
) -> None:
    begin(memory, webhook(Said(), Said(key="b")))
    at(clock, 30)
    assert not begin(memory, webhook(Said(ended=25), Said(key="b"))).waits_for_others
    waits = begin(memory, webhook(Said(ended=25)))
    assert (waits.proposed, waits.waits_for_others) == (False, True)
    assert proposed(memory) == []
    assert begin(memory, webhook(Said(key="b", ended=28))).proposed
    assert proposed(memory) == ["resolve"]


def test_a_proposal_is_moot_once_the_incident_is_resolved(
    memory: IncidentMemory, clock: Clock
) -> None:
    begin(memory, webhook(Said()))
    at(clock, 30)
    begin(memory, webhook(Said(ended=25)))
    end(memory, NAME)
    assert proposed(memory) == []


@pytest.mark.parametrize("again", [27, 33])
def test_a_proposal_is_moot_where_the_alert_fires_again(
    memory: IncidentMemory, clock: Clock, again: float
) -> None:
    begin(memory, webhook(Said()))
    at(clock, 30)
    begin(memory, webhook(Said(ended=25)))
    at(clock, 35)
    begin(memory, webhook(Said(began=again)))
    assert proposed(memory) == []
    at(clock, 50)
    assert begin(memory, webhook(Said(began=again, ended=45))).proposed
    assert proposed(memory) == ["resolve"]


def test_who_declares_owns_it_unless_somebody_else_is_named(memory: IncidentMemory) -> None:
    assert begin(memory, "login is down", commander=BOB).recorded.incident.owner == BOB
    assert begin(memory, "checkout is down").recorded.incident.owner == ALICE


def test_what_is_confidential_is_on_no_branch_that_is_pushed(memory: IncidentMemory) -> None:
    done = begin(memory, webhook(Said()), confidential=True)
    assert done.recorded.incident.confidential
    assert files(memory.root) == []
    again = begin(memory, webhook(Said(), Said(key="b")))
    assert [event.confidential for event in again.recorded.events] == [True]
    assert files(memory.root) == []


def test_a_confidential_incident_is_not_added_to_one_that_is_shared(
    memory: IncidentMemory,
) -> None:
    shared = begin(memory, webhook(Said()))
    kept = begin(memory, webhook(Said()), confidential=True)
    assert not kept.known_before
    assert kept.recorded.incident.id != shared.recorded.incident.id
    assert kept.recorded.incident.confidential


def test_of_a_large_group_those_that_fire_are_recorded_first_and_the_rest_is_counted(
    memory: IncidentMemory,
) -> None:
    over = [Said(key=f"over-{n}", ended=-1) for n in range(30)]
    firing = [Said(key=f"firing-{n}") for n in range(MOST_ALERTS - 10)]
    done = begin(memory, webhook(*over, *firing))
    assert done.left_out == 20
    told = [each.text("status") for each in alerted(kept(memory))]
    assert (told.count("firing"), told.count("resolved")) == (MOST_ALERTS - 10, 10)


WATCHDOG = Said(key="w", began=-900, summary="always firing", labels={"alertname": "Watchdog"})
MILD = Said(key="m", began=-9, summary="disk usage at 78% (threshold: 80%)", labels={})
GRAVE = Said(key="g", began=-4, summary="payment processing completely down", labels={})


@pytest.mark.parametrize("group", list(itertools.permutations([WATCHDOG, MILD, GRAVE])))
def test_a_group_is_about_its_gravest_alert_and_never_about_one_that_always_fires(
    memory: IncidentMemory, group: tuple[Said, ...]
) -> None:
    incident = begin(memory, webhook(*group)).recorded.incident
    assert incident.title == GRAVE.summary
    assert [each.text("key") for each in alerted(incident)] == ["m", "g"]
    assert incident.detected_at == minute(-9)
    other = begin(memory, webhook(WATCHDOG, Said(key="o", summary="login is down")))
    assert not other.known_before


def test_what_is_over_does_not_name_a_group(memory: IncidentMemory) -> None:
    over = replace(GRAVE, ended=-1)
    assert begin(memory, webhook(over, MILD)).recorded.incident.title == MILD.summary


def test_an_alert_that_always_fires_is_told_where_it_is_alone(memory: IncidentMemory) -> None:
    incident = begin(memory, webhook(WATCHDOG)).recorded.incident
    assert (incident.title, incident.severity) == (WATCHDOG.summary, IncidentSeverity.SEV3)


def test_of_a_huge_group_no_resolution_is_proposed_while_the_last_alert_fires(
    memory: IncidentMemory, clock: Clock
) -> None:
    begin(memory, webhook(Said()))
    at(clock, 30)
    over = [Said(key=f"over-{n}", ended=20) for n in range(MOST_READ)]
    done = begin(memory, webhook(Said(ended=25), *over, Said(key="last", began=10)))
    assert (done.known_before, done.proposed) == (True, False)
    assert done.triage.read == MOST_READ < len(done.triage.alerts)


# Nothing in these tells a reader of English how grave it is.
SAYS_NOTHING = ("結帳", "hmm", "Watchdog")


@pytest.mark.parametrize("words", SAYS_NOTHING)
def test_what_a_person_declares_is_an_incident_although_no_rule_sees_one(
    memory: IncidentMemory, words: str
) -> None:
    done = begin(memory, words)
    assert done.recorded.incident.severity is IncidentSeverity.SEV3
    [reason] = done.triage.indications
    assert (reason.rule, reason.severity) == ("declared", IncidentSeverity.SEV3)
    begin(memory, words, severity="SEV1", reason="I see it", name="graver")
    graver = find(memory, "graver").incident
    assert graver.severity is IncidentSeverity.SEV1


def test_what_is_said_beside_an_alert_that_is_known_is_told_as_not_taken_over(
    memory: IncidentMemory,
) -> None:
    first = begin(memory, webhook(Said()))
    assert first.untaken == ()
    assert begin(memory, webhook(Said())).untaken == ()
    again = begin(
        memory,
        webhook(Said(), Said(key="b")),
        title="It is worse",
        severity="SEV1",
        reason="I see it",
        commander=BOB,
        context="since the deployment",
    )
    assert again.untaken == ("title", "severity", "commander", "context")
    before, after = first.recorded.incident, kept(memory)
    assert (after.title, after.severity, after.owner) == (
        before.title,
        before.severity,
        before.owner,
    )


def test_an_alert_that_is_over_begins_no_incident_unless_somebody_says_so(
    memory: IncidentMemory,
) -> None:
    over = webhook(Said(ended=-1))
    with pytest.raises(InputError) as refused:
        begin(memory, over)
    assert refused.value.why == "its alert is resolved, and no open incident has it"
    assert memory.ids() == frozenset()
    assert not begin(memory, over, another=True).known_before
    assert begin(memory, webhook(Said(key="b"), Said(key="c", ended=-1))).recorded.incident.is_open


# Where an alert holds a secret.
SECRETS = {
    "its summary, which names the incident": Said(summary="password=hunter2-Zx81 fails"),
    "the value of a label": Said(labels={"dsn": "postgres://app:hunter2-Zx81@db/x"}),
    "a label that says so": Said(labels={"db_password": "hunter2-Zx81"}),
    "the name of a label": Said(labels={"password=hunter2-Zx81": "x"}),
    "its link": Said(link="https://app:hunter2-Zx81@prometheus.example.org/graph"),
    "a query of its link": Said(link="https://prometheus.example.org/graph?token=hunter2-Zx81"),
}


@pytest.mark.parametrize("case", SECRETS)
def test_no_secret_of_an_alert_is_written_anywhere(memory: IncidentMemory, case: str) -> None:
    done = begin(memory, webhook(SECRETS[case]))
    assert done.recorded.redacted
    written = run(memory.root, "log", "-p", "--format=%B", OPEN_REF)
    assert "[redacted " in written
    assert "hunter2" not in written


# Where a secret lies across the bound at which the text of an alert is cut.
ACROSS = {
    "its summary": (Said(summary="x" * 490 + " glpat-Aa1Bb2Cc3Dd4Ee5Ff6Gg7"), "Aa1"),
    "a label": (Said(labels={"pod": "x" * 190 + " glpat-Aa1Bb2Cc3Dd4Ee5Ff6Gg7"}), "Aa1"),
    "its link": (Said(link=f"https://{'x' * 180}.example.org/?token=Aa1Bb2"), "Aa1"),
    "its key": (Said(key="glpat-Aa1Bb2Cc3Dd4Ee5Ff6Gg7"), "Aa1"),
}


@pytest.mark.parametrize("case", ACROSS)
def test_a_secret_that_is_cut_is_taken_out_first(memory: IncidentMemory, case: str) -> None:
    alert, secret = ACROSS[case]
    begin(memory, webhook(alert))
    assert secret not in run(memory.root, "log", "-p", "--format=%B", OPEN_REF)
    assert begin(memory, webhook(alert)).known_before


def test_a_label_keeps_its_name_and_its_value(memory: IncidentMemory) -> None:
    labels = {"alertname": "A=B", "secret": "checkout-tls", "x": " " * 300 + "y", "expr": "a=1"}
    begin(memory, webhook(Said(labels=labels)))
    [event] = alerted(kept(memory))
    assert event.data["labels"] == {"alertname": "A=B", "secret": "checkout-tls", "expr": "a=1"}


REFUSED: dict[str, tuple[str, dict[str, str | datetime]]] = {
    "an alert that says nothing": ("", {}),
    "a payload of no sender": ('{"a": 1}', {}),
    "a severity that there is not": ("checkout is down", {"severity": "SEV9", "reason": "x"}),
    "a severity that is no incident": ("checkout is down", {"severity": "none", "reason": "x"}),
    "a severity without a reason": ("checkout is down", {"severity": "SEV1"}),
    "a title of two lines": ("checkout is down", {"title": "one\ntwo"}),
    "a moment still to come": ("checkout is down", {"at": minute(90)}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_leaves_nothing(memory: IncidentMemory, case: str) -> None:
    alert, more = REFUSED[case]
    with pytest.raises(InputError) as refused:
        begin(memory, alert, **more)
    assert refused.value.why
    assert refused.value.fix
    assert memory.ids() == frozenset()


def test_what_is_pagerdutys_is_not_alertmanagers(memory: IncidentMemory) -> None:
    begin(memory, webhook(Said(key="a")))
    event = {"event_action": "resolve", "dedup_key": "a"}
    assert not begin(memory, json.dumps(event), another=True).known_before
    with pytest.raises(InputError, match="no incident is declared"):
        begin(memory, json.dumps({"event_action": "resolve", "dedup_key": "b"}))


def test_an_event_of_pagerduty_is_added_by_its_key(memory: IncidentMemory) -> None:
    event = {"event_action": "trigger", "dedup_key": "a", "payload": {"summary": "login is down"}}
    began = begin(memory, json.dumps(event))
    over = begin(memory, json.dumps({"event_action": "resolve", "dedup_key": "a"}))
    assert (over.known_before, over.proposed) == (True, True)
    assert over.recorded.incident.id == began.recorded.incident.id


def test_of_two_open_incidents_with_an_alert_the_newest_gets_it(memory: IncidentMemory) -> None:
    begin(memory, webhook(Said()))
    begin(memory, webhook(Said(began=-2)), another=True)
    over = begin(memory, webhook(Said(began=-2, ended=0)))
    assert over.recorded.incident.id == f"{NAME}-2"
