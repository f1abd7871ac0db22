"""From one phase to the next: what may follow what, and when."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from midwatch.checks.incident.run import check_incident
from midwatch.checks.incident.subject import IncidentSubject
from midwatch.domain.errors import InputError, UnknownName
from midwatch.domain.incidents.command import Phase
from midwatch.domain.incidents.incident import Incident
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.acts.accept import AcceptRequest, accept
from midwatch.workflows.incident.acts.handoff import HandoffRequest, handoff
from midwatch.workflows.incident.acts.mitigate import MitigateRequest, mitigate
from midwatch.workflows.incident.acts.phase import PhaseRequest, phase
from midwatch.workflows.incident.acts.reopen import ReopenRequest, reopen
from midwatch.workflows.incident.acts.resolve import ResolveRequest, resolve
from midwatch.workflows.incident.finding import find
from tests.support.declaring import at, begin, declared, minute
from tests.support.incidents import ALICE, BOB, Clock, memory_of

NAME = "2026-11-23-login"
INVESTIGATING, MITIGATED, MONITORING, RESOLVED = Phase


def enter(memory: IncidentMemory, to: Phase, moment: datetime | None = None) -> Incident:
    """Say that it is in a phase."""
    request = PhaseRequest(phase=to.value, text="so", actor=ALICE, incident=NAME, at=moment)
    return phase(request, memory=memory).incident


def refused(memory: IncidentMemory, to: Phase, moment: datetime | None = None) -> InputError:
    with pytest.raises(InputError) as error:
        enter(memory, to, moment)
    return error.value


# On the way from the beginning: the phases that it has been in, and which may come next.
WAYS = {
    "from the beginning": ((), {MITIGATED, MONITORING, RESOLVED}),
    "mitigated": ((MITIGATED,), {MONITORING, RESOLVED, INVESTIGATING}),
    "a mitigation that did not hold": (
        (MITIGATED, INVESTIGATING),
        {MITIGATED, MONITORING, RESOLVED},
    ),
    "monitored": ((MITIGATED, MONITORING), {RESOLVED, INVESTIGATING}),
    "resolved": ((RESOLVED,), {INVESTIGATING}),
    "reopened": ((RESOLVED, INVESTIGATING), {MITIGATED, MONITORING, RESOLVED}),
}


@pytest.mark.parametrize("case", WAYS)
@pytest.mark.parametrize("to", Phase)
def test_what_may_follow(memory: IncidentMemory, case: str, to: Phase) -> None:
    been, follows = WAYS[case]
    declared(memory, "login")
    for each in been:
        enter(memory, each)
    if to in follows:
        assert enter(memory, to).phase is to
        assert find(memory, NAME).incident.phase is to
    else:
        before = find(memory, NAME).incident
        refused(memory, to)
        assert find(memory, NAME).incident == before


def test_a_refusal_says_what_may_follow(memory: IncidentMemory) -> None:
    declared(memory, "login")
    enter(memory, MONITORING)
    error = refused(memory, MITIGATED)
    assert str(error).startswith(f"{NAME} cannot become mitigated")
    assert error.why == "it is monitoring; what may follow is: resolved, investigating"
    assert error.fix == f"see it with `midwatch incident show {NAME}`"


def test_a_phase_that_it_is_in_already_is_refused_with_its_beginning(
    memory: IncidentMemory, clock: Clock
) -> None:
    declared(memory, "login")
    at(clock, 10)
    enter(memory, MITIGATED, minute(9))
    assert (
        refused(memory, MITIGATED).why == "it is mitigated already, since 2026-11-23 02:23:00 UTC"
    )


def test_what_is_over_is_reopened_first(memory: IncidentMemory) -> None:
    declared(memory, "login")
    enter(memory, RESOLVED)
    assert f"midwatch incident reopen {NAME}" in refused(memory, MITIGATED).fix


def test_an_unknown_phase_is_refused_with_the_nearest(memory: IncidentMemory) -> None:
    declared(memory, "login")
    with pytest.raises(UnknownName) as error:
        phase(PhaseRequest(phase="mitigatd", text="so", actor=ALICE), memory=memory)
    assert "mitigated" in error.value.fix


def test_acts_enter_the_phases_that_they_name(memory: IncidentMemory) -> None:
    declared(memory, "login")
    mitigate(MitigateRequest(text="rolled back", actor=ALICE), memory=memory)
    assert find(memory, NAME).incident.phase is MITIGATED
    resolve(ResolveRequest(text="fixed", actor=ALICE), memory=memory)
    assert find(memory, NAME).incident.phase is RESOLVED
    reopen(ReopenRequest(text="not fixed", actor=ALICE, incident=NAME), memory=memory)
    incident = find(memory, NAME).incident
    assert incident.phase is INVESTIGATING
    assert [change.how for change in incident.phases] == ["", "rolled back", "fixed", "not fixed"]


def test_a_moment_that_has_passed_may_be_named(memory: IncidentMemory, clock: Clock) -> None:
    declared(memory, "login")
    at(clock, 30)
    enter(memory, MITIGATED, minute(12))
    incident = enter(memory, RESOLVED, minute(20))
    assert [change.at for change in incident.phases[1:]] == [minute(12), minute(20)]
    assert incident.resolved_at == minute(20)


def test_a_moment_before_the_phase_that_it_is_in_is_refused(
    memory: IncidentMemory, clock: Clock
) -> None:
    declared(memory, "login")
    at(clock, 30)
    enter(memory, MITIGATED, minute(20))
    error = refused(memory, RESOLVED, minute(19))
    assert error.why == "that lies before it became mitigated, at 2026-11-23 02:34:00 UTC"
    assert "--at" in error.fix


def test_a_moment_between_the_beginning_and_the_declaration_is_allowed(
    memory: IncidentMemory,
) -> None:
    begin(memory, "login is down", name="login", impact_began=minute(-30))
    error = refused(memory, MITIGATED, minute(-31))
    assert error.why == "that lies before its beginning, at 2026-11-23 01:44:00 UTC"
    assert enter(memory, MITIGATED, minute(-10)).phase is MITIGATED


def test_a_moment_still_to_come_is_refused(memory: IncidentMemory) -> None:
    declared(memory, "login")
    error = refused(memory, RESOLVED, minute(90))
    assert str(error).startswith("2026-11-23 03:44:00 UTC is still to come")


def behind(memory: IncidentMemory, by: timedelta) -> IncidentMemory:
    """The same repository from a machine whose clock is behind."""
    ahead = find(memory, NAME).incident.phase_began
    return memory_of(Path(memory.root), seed=2, clock=Clock(ahead - by))


def test_a_clock_that_is_a_little_behind_tells_what_comes_after_as_later(
    memory: IncidentMemory,
) -> None:
    declared(memory, "login")
    enter(memory, MITIGATED)
    late = behind(memory, timedelta(seconds=40))
    incident = enter(late, RESOLVED)
    assert [change.phase for change in incident.phases] == [INVESTIGATING, MITIGATED, RESOLVED]
    assert incident.resolved_at is not None
    assert incident.resolved_at > incident.phases[1].at
    assert find(memory, NAME).incident.events == incident.events


def test_a_clock_that_is_far_behind_keeps_nobody_from_resolving_and_is_told(
    memory: IncidentMemory,
) -> None:
    declared(memory, "login")
    enter(memory, MITIGATED)
    late = behind(memory, timedelta(minutes=5))
    incident = enter(late, RESOLVED)
    assert incident.phase is RESOLVED
    subject = IncidentSubject(incident=incident, unread=(), now=late.now())
    assert "incident/from-the-future" in {each.code for each in check_incident(subject)}


def test_an_acceptance_comes_after_its_offer_whatever_the_clock_of_who_accepts_says(
    memory: IncidentMemory, clock: Clock
) -> None:
    declared(memory, "login")
    at(clock, 30)
    offer = handoff(HandoffRequest(actor=ALICE, to=BOB, incident=NAME), memory=memory)
    offered = offer.incident.events[-1].occurred_at
    with pytest.raises(InputError) as refused:
        accept(AcceptRequest(actor=BOB, incident=NAME, at=minute(20)), memory=memory)
    assert refused.value.why == "that lies before it was offered, at 2026-11-23 02:44:01 UTC"
    late = memory_of(Path(memory.root), seed=2, clock=Clock(offered - timedelta(seconds=40)))
    done = accept(AcceptRequest(actor=BOB, incident=NAME), memory=late).incident
    assert done.owner == BOB
    assert [event.kind for event in done.events[-2:]] == ["handoff", "accepted"]
