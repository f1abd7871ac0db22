"""Which incident is meant: by its id, by a part of it, or by naming none."""

import pytest

from midwatch.domain.errors import InputError, UnknownName
from midwatch.store.incidents.memory import OPEN_REF, IncidentMemory
from midwatch.workflows.incident.finding import all_incidents, find
from tests.support.declaring import declared, end
from tests.support.incidents import INCIDENT, put_on_branch

CHECKOUT, LOGIN, LOGIN_API = (
    f"2026-11-23-{name}" for name in ("checkout-down", "login", "login-api")
)


def found(memory: IncidentMemory, named: str | None, *, newest: bool = False) -> str:
    return find(memory, named, newest=newest).incident.id


def refused(memory: IncidentMemory, named: str | None) -> InputError:
    with pytest.raises(InputError) as error:
        find(memory, named)
    return error.value


def test_an_incident_is_found_by_its_id_although_another_begins_like_it(
    memory: IncidentMemory,
) -> None:
    declared(memory, "login")
    declared(memory, "login-api")
    assert found(memory, LOGIN) == LOGIN
    assert found(memory, LOGIN_API) == LOGIN_API


@pytest.mark.parametrize("part", ["checkout", "down", "CHECKOUT", "2026-11-23-ch", "t-d"])
def test_an_incident_is_found_by_a_part_that_no_other_has(
    memory: IncidentMemory, part: str
) -> None:
    declared(memory, "checkout down")
    declared(memory, "login")
    assert found(memory, part) == CHECKOUT


def test_a_part_that_several_have_means_the_one_that_is_open(memory: IncidentMemory) -> None:
    declared(memory, "login")
    declared(memory, "login-api")
    end(memory, LOGIN_API)
    assert found(memory, "log") == LOGIN


def test_a_part_of_several_that_are_open_is_refused_with_their_names(
    memory: IncidentMemory,
) -> None:
    for name in ("login", "login-api", "checkout down"):
        declared(memory, name)
    error = refused(memory, "login")
    assert str(error).startswith("“login” may mean several incidents")
    assert error.why == f"they are: {LOGIN_API}, {LOGIN}"
    assert "part of its id" in error.fix


def test_a_part_of_several_that_are_over_is_refused_with_their_names(
    memory: IncidentMemory,
) -> None:
    for name in (LOGIN, LOGIN_API):
        declared(memory, name.removeprefix("2026-11-23-"))
        end(memory, name)
    assert refused(memory, "login").why == f"they are: {LOGIN_API}, {LOGIN}"


def test_of_many_incidents_five_are_named(memory: IncidentMemory) -> None:
    for number in range(7):
        declared(memory, f"login-{number}")
    shown = ", ".join(f"{LOGIN}-{number}" for number in (6, 5, 4, 3, 2))
    assert refused(memory, "login").why == f"they are: {shown}, …"


def test_a_name_that_no_incident_has_is_refused_with_the_nearest(memory: IncidentMemory) -> None:
    declared(memory, "checkout down")
    error = refused(memory, "2026-11-23-checkout-dwon")
    assert isinstance(error, UnknownName)
    assert CHECKOUT in f"{error.why} {error.fix}"


@pytest.mark.parametrize("name", ["../../etc", "\x1b[31m", "x" * 10_000, "*", "2026-11-23"])
def test_a_hostile_name_finds_nothing_and_is_shown_in_one_line(
    memory: IncidentMemory, name: str
) -> None:
    told = str(refused(memory, name))
    assert "\x1b" not in told
    assert len(told) < 500


def test_without_a_name_the_only_one_that_is_open_is_meant(memory: IncidentMemory) -> None:
    declared(memory, "checkout down")
    declared(memory, "login")
    end(memory, LOGIN)
    assert found(memory, None) == CHECKOUT


def test_without_a_name_several_that_are_open_are_refused(memory: IncidentMemory) -> None:
    declared(memory, "checkout down")
    declared(memory, "login")
    error = refused(memory, None)
    assert str(error).startswith("2 incidents are open")
    assert error.why == f"they are: {LOGIN}, {CHECKOUT}"


def test_where_none_is_open_only_those_who_look_get_the_newest(memory: IncidentMemory) -> None:
    for name in (CHECKOUT, LOGIN):
        declared(memory, name.removeprefix("2026-11-23-"))
        end(memory, name)
    assert str(refused(memory, None)).startswith("no incident is open")
    assert found(memory, None, newest=True) == LOGIN


def test_where_there_is_none_at_all_one_may_be_declared(memory: IncidentMemory) -> None:
    assert all_incidents(memory) == ((), ())
    assert "midwatch incident declare" in refused(memory, None).fix
    with pytest.raises(InputError):
        find(memory, None, newest=True)


def test_an_incident_of_which_nothing_can_be_read_says_so(memory: IncidentMemory) -> None:
    path = f"incidents/2026-11/{INCIDENT}/20261123T021400000000Z-aaaaaaaa.json"
    put_on_branch(memory.root, {path: b"{"}, OPEN_REF)
    error = refused(memory, INCIDENT)
    assert str(error).startswith(f"{INCIDENT} has no event that can be read")
    assert path in error.why
    assert "midwatch sync" in error.fix


def test_files_that_tell_nothing_are_told_with_their_incident_only(memory: IncidentMemory) -> None:
    declared(memory, "checkout down")
    declared(memory, "login")
    path = f"incidents/2026-11/{LOGIN}/20261123T021400000000Z-aaaaaaaa.json"
    put_on_branch(memory.root, {path: b"{"}, OPEN_REF)
    assert find(memory, CHECKOUT).unread == ()
    assert [each.path for each in find(memory, LOGIN).unread] == [path]
    end(memory, LOGIN)
    assert find(memory, None).unread == ()
