from midwatch.domain.findings import Severity
from midwatch.domain.incidents.unread import UnreadKind
from tests.support.incident_gate import found, night, unread

CODE = "incident/foreign-file"

EXAMPLE = unread(UnreadKind.FOREIGN, "notes.txt", "no event has such a path")


def test_such_a_file_is_told() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.WARNING)
    assert str(finding.place) == "notes.txt"
    assert finding.what == "notes.txt is left as it is: no event has such a path"
    assert "`git show midwatch:notes.txt`" in finding.fix


def test_nothing_beside_the_events_is_quiet() -> None:
    assert found(night()) == []


def test_a_command_that_is_shown_runs_nothing_that_the_name_of_a_file_holds() -> None:
    (finding,) = found(unread(UnreadKind.FOREIGN, "a; $(reboot).txt", "no event has such a path"))
    assert "`git show 'midwatch:a; $(reboot).txt'`" in finding.fix


def test_a_name_that_cannot_be_shown_harms_no_terminal_and_is_looked_up() -> None:
    (finding,) = found(unread(UnreadKind.FOREIGN, "\x1b[2J.txt", "no event has such a path"))
    assert "\x1b" not in f"{finding.place} {finding.what} {finding.fix}"
    assert "`git ls-tree -r midwatch`" in finding.fix
