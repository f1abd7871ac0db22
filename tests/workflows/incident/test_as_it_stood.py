"""What the past looked like: who asks of a moment gets what had happened by then."""

from datetime import datetime

import pytest

from midwatch.domain.errors import InputError
from midwatch.domain.incidents.clock import ClockPolicy
from midwatch.domain.incidents.command import Phase
from midwatch.domain.incidents.incident import Incident
from midwatch.store import catalogue
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import find
from midwatch.workflows.incident.list import Listing, ListRequest, list_incidents
from midwatch.workflows.incident.messages import Templates
from midwatch.workflows.incident.proposals import ProposalsRequest, Waiting, proposals
from midwatch.workflows.incident.report import Report, ReportRequest, report
from midwatch.workflows.incident.show import ShowRequest, show
from tests.support.declaring import Said, at, begin, declared, end, minute, webhook
from tests.support.incidents import Clock

POLICY = ClockPolicy()
TEMPLATES = Templates(texts=catalogue.load("templates"))
CHECKOUT, LOGIN = "2026-11-23-checkout", "2026-11-23-login"


@pytest.fixture
def night(memory: IncidentMemory, clock: Clock) -> IncidentMemory:
    """`checkout` from minute 0 to 60, and `login` since minute 30."""
    declared(memory, "checkout")
    at(clock, 30)
    declared(memory, "login")
    at(clock, 60)
    end(memory, CHECKOUT)
    at(clock, 90)
    return memory


def listed(memory: IncidentMemory, moment: datetime | None, *, every: bool = False) -> Listing:
    return list_incidents(ListRequest(at=moment, every=every), memory=memory, policy=POLICY)


def ids(listing: Listing) -> list[str]:
    return [incident.id for incident, _ in listing.incidents]


def waiting(memory: IncidentMemory, after: float | None) -> tuple[Waiting, ...]:
    request = ProposalsRequest(at=minute(after) if after is not None else None)
    return proposals(request, memory=memory, templates=TEMPLATES, policy=POLICY)


def papers(memory: IncidentMemory, name: str, after: float | None) -> Report:
    return report(
        ReportRequest(at=minute(after) if after is not None else None, incident=name, offline=True),
        memory=memory,
        measure=lambda *_: pytest.fail("a source was asked"),
        templates=TEMPLATES,
    )


def test_a_list_of_the_past_has_what_was_open_then(night: IncidentMemory) -> None:
    assert ids(listed(night, None)) == [LOGIN]
    assert ids(listed(night, minute(10))) == [CHECKOUT]
    assert ids(listed(night, minute(45))) == [LOGIN, CHECKOUT]
    assert ids(listed(night, minute(70))) == [LOGIN]
    assert ids(listed(night, minute(70), every=True)) == [LOGIN, CHECKOUT]
    assert ids(listed(night, minute(-10), every=True)) == []


def test_what_was_due_then_is_due_in_a_list_of_the_past(night: IncidentMemory) -> None:
    [(_, dues)] = listed(night, minute(10)).incidents
    assert dues
    [_, (_, none)] = listed(night, minute(70), every=True).incidents
    assert none == ()


def test_without_a_name_the_one_that_was_open_then_is_meant(night: IncidentMemory) -> None:
    assert find(night, None, at=minute(10)).incident.id == CHECKOUT
    assert find(night, None, at=minute(70)).incident.id == LOGIN
    with pytest.raises(InputError, match="no incident was open at 2026-11-23 02:04:00 UTC"):
        find(night, None, at=minute(-10))


def test_an_incident_before_anything_of_it_happened_is_refused(night: IncidentMemory) -> None:
    with pytest.raises(InputError) as refused:
        show(
            ShowRequest(incident="login", at=minute(10)),
            memory=night,
            policy=POLICY,
            now=minute(90),
        )
    assert refused.value.what == f"nothing of {LOGIN} had happened at 2026-11-23 02:24:00 UTC"
    assert refused.value.why.startswith("its first event is of 2026-11-23 02:44")


def test_what_waited_then_is_shown(night: IncidentMemory) -> None:
    def names(told: tuple[Waiting, ...]) -> list[str]:
        return [each.incident.id for each in told]

    assert names(waiting(night, 10)) == [CHECKOUT]
    assert names(waiting(night, 45)) == [LOGIN, CHECKOUT]
    assert names(waiting(night, None)) == [LOGIN]


def test_messages_are_made_for_the_channels_that_are_asked_for(night: IncidentMemory) -> None:
    def channels(*asked: str) -> set[str]:
        request = ProposalsRequest(channels=asked)
        [one] = proposals(request, memory=night, templates=TEMPLATES, policy=POLICY)
        return set(one.texts)

    assert channels() == {"slack", "email", "status_page", "pagerduty"}
    assert channels("slack", "pagerduty") == {"slack", "pagerduty"}


def test_a_report_of_the_past_tells_what_had_happened(night: IncidentMemory) -> None:
    def phase(told: Report) -> Phase:
        incident: Incident = told.papers.incident
        return incident.phase

    assert phase(papers(night, "checkout", 45)) is Phase.INVESTIGATING
    assert phase(papers(night, "checkout", 70)) is Phase.RESOLVED
    assert phase(papers(night, "checkout", None)) is Phase.RESOLVED
    assert papers(night, "checkout", 45).papers.now == minute(45)


def test_a_report_of_a_moment_still_to_come_is_refused(night: IncidentMemory) -> None:
    with pytest.raises(InputError, match="is still to come"):
        papers(night, "checkout", 900)


def test_an_alert_that_came_before_the_declaration_is_told_of_that_time(
    memory: IncidentMemory,
) -> None:
    begin(memory, webhook(Said(began=-4)), name="checkout")
    stood = find(memory, "checkout", at=minute(-2)).incident
    assert [each.kind for each in stood.events] == ["alerted", "declared"]
