"""From one repository to another: an incident is taken over whole, and nobody's word is bent on the way."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.exchange.export import ExportRequest, export
from midwatch.workflows.incident.exchange.import_ import (
    Imported,
    ImportRequest,
    import_incident,
)
from midwatch.workflows.incident.finding import find
from tests.support.declaring import Said, begin, webhook
from tests.support.incidents import files, memory_of, repository, run

NAME = "2026-11-23-checkout-is-down"


@pytest.fixture
def elsewhere(memory: IncidentMemory, tmp_path: Path) -> IncidentMemory:
    """Another repository, beside that of `memory`."""
    assert memory.root != tmp_path / "other"
    return memory_of(repository(tmp_path / "other"), seed=2)


def exported(memory: IncidentMemory, *, confidential: bool = False) -> list[str]:
    """The lines of an incident with two events."""
    begin(memory, webhook(Said()), confidential=confidential)
    return list(export(ExportRequest(), memory=memory).lines)


def taken(memory: IncidentMemory, lines: list[str], *, confidential: bool = False) -> Imported:
    request = ImportRequest(bundle="\n".join(lines), confidential=confidential)
    return import_incident(request, memory=memory)


def refused(memory: IncidentMemory, lines: list[str], *, confidential: bool = False) -> InputError:
    """Why they are not taken over; nothing changes by it."""
    before = memory.read().events
    with pytest.raises(InputError) as error:
        taken(memory, lines, confidential=confidential)
    assert memory.read().events == before
    assert error.value.why
    assert error.value.fix
    return error.value


def changed(line: str, **fields: object) -> str:
    told: Mapping[str, object] = json.loads(line)
    return json.dumps({**told, **fields})


def test_an_incident_is_taken_over_as_it_was_and_a_second_time_adds_nothing(
    memory: IncidentMemory, elsewhere: IncidentMemory
) -> None:
    lines = exported(memory)
    done = taken(elsewhere, lines)
    assert (done.added, done.held_back) == (2, None)
    assert find(elsewhere, NAME).incident == find(memory, NAME).incident
    again = taken(elsewhere, lines)
    assert (again.added, [each.id for each in again.incidents]) == (0, [NAME])


def test_a_line_that_is_there_twice_counts_once(
    memory: IncidentMemory, elsewhere: IncidentMemory
) -> None:
    first, second = exported(memory)
    assert taken(elsewhere, [first, second, first, ""]).added == 2


def test_two_lines_of_one_event_that_differ_are_refused(
    memory: IncidentMemory, elsewhere: IncidentMemory
) -> None:
    first, second = exported(memory)
    error = refused(elsewhere, [first, second, changed(first, actor="mallory@example.org")])
    assert error.why == "two lines of it say different things"


def test_an_event_that_says_something_else_than_is_here_is_refused(
    memory: IncidentMemory, elsewhere: IncidentMemory
) -> None:
    first, second = exported(memory)
    taken(elsewhere, [first, second])
    error = refused(elsewhere, [changed(first, data={"title": "all is well"}), second])
    assert error.why == "it is here already, and says something else"


def test_that_an_actor_was_proven_elsewhere_is_not_believed(
    memory: IncidentMemory, elsewhere: IncidentMemory
) -> None:
    lines = [changed(line, actor_verified=True) for line in exported(memory)]
    assert taken(elsewhere, lines).added == 2
    assert [each.actor_verified for each in elsewhere.read().events] == [False, False]
    assert taken(elsewhere, lines).added == 0


def test_what_is_marked_as_confidential_stays_so(
    memory: IncidentMemory, elsewhere: IncidentMemory
) -> None:
    lines = exported(memory, confidential=True)
    assert taken(elsewhere, lines).incidents[0].confidential
    assert files(elsewhere.root) == []


@pytest.mark.parametrize("begun", [True, False])
def test_unmarked_events_of_a_confidential_incident_are_confidential(
    memory: IncidentMemory, elsewhere: IncidentMemory, *, begun: bool
) -> None:
    lines = exported(memory, confidential=True)
    if begun:
        taken(elsewhere, lines[:1])
    rest = [lines[0], changed(lines[1], confidential=False)]
    taken(elsewhere, rest)
    assert [each.confidential for each in elsewhere.read().events] == [True, True]
    assert files(elsewhere.root) == []


def test_what_is_shared_already_is_not_taken_over_as_confidential(
    memory: IncidentMemory, elsewhere: IncidentMemory
) -> None:
    first, second = exported(memory)
    taken(elsewhere, [first])
    error = refused(elsewhere, [first, second], confidential=True)
    assert error.why == "events of it are on the branch that is shared"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_no_json_has_is_refused(
    memory: IncidentMemory, elsewhere: IncidentMemory, number: str
) -> None:
    first, second = exported(memory)
    bent = first.replace('"data": {', f'"data": {{"x": {number}, ')
    assert bent != first
    assert refused(elsewhere, [bent, second]).why == "it is not JSON, or torn"


def test_what_is_on_disk_alone_says_why(memory: IncidentMemory, elsewhere: IncidentMemory) -> None:
    lines = exported(memory)
    run(elsewhere.root, "update-ref", "refs/heads/midwatch/x", "HEAD")
    done = taken(elsewhere, lines)
    assert done.added == 2
    assert done.held_back is not None
    assert find(elsewhere, NAME).incident.title == "checkout is down"
