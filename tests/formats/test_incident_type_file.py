import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.incidents.incident_type import (
    Check,
    Hypothesis,
    IncidentType,
    Mitigation,
)
from midwatch.formats.incident_type_file import incident_types, parse

SMALL = """\
name: mainframe
source: https://wiki.example.org/mainframe
signs: [mainframe, abend, max tasks]
checks:
  - question: Is the region up?
    command: curl -fsS https://mainframe.example.org/regions/{service}
    expected: a line that says ok
hypotheses:
  - name: region-full
    sentence: The region has no free task.
    signs: [max tasks]
    test:
      question: How many tasks run?
      command: curl -fsS https://mainframe.example.org/regions/{service}/tasks
      expected: fewer than 200
      source: runbooks/regions.md
mitigations:
  - action: Send requests to the other region
    command: kubectl set env deployment/{service} -n {namespace} REGION=b
    risk: the other region has half the capacity
    rollback: kubectl set env deployment/{service} -n {namespace} REGION=a
"""
WIKI = "https://wiki.example.org/mainframe"
ROLLBACK = "kubectl set env deployment/{service} -n {namespace} REGION=a"


def test_a_team_writes_a_type_in_twenty_lines() -> None:
    read = parse(SMALL, "checklists/mainframe.yaml")
    assert read.findings == ()
    assert read.incident_type == IncidentType(
        name="mainframe",
        title="mainframe",
        source=WIKI,
        signs=("mainframe", "abend", "max tasks"),
        checks=(
            Check(
                question="Is the region up?",
                command="curl -fsS https://mainframe.example.org/regions/{service}",
                expected="a line that says ok",
                source=WIKI,
            ),
        ),
        hypotheses=(
            Hypothesis(
                name="region-full",
                sentence="The region has no free task.",
                signs=("max tasks",),
                test=Check(
                    question="How many tasks run?",
                    command="curl -fsS https://mainframe.example.org/regions/{service}/tasks",
                    expected="fewer than 200",
                    source="runbooks/regions.md",
                ),
            ),
        ),
        mitigations=(
            Mitigation(
                action="Send requests to the other region",
                command="kubectl set env deployment/{service} -n {namespace} REGION=b",
                risk="the other region has half the capacity",
                rollback="kubectl set env deployment/{service} -n {namespace} REGION=a",
                source=WIKI,
            ),
        ),
    )


def test_signs_and_checks_are_enough() -> None:
    text = SMALL[: SMALL.index("hypotheses:")]
    read = parse(text, "checklists/mainframe.yaml").incident_type
    assert read is not None
    assert (read.hypotheses, read.mitigations) == ((), ())


@pytest.mark.parametrize(
    ("before", "after", "code", "place", "fix"),
    [
        ("name: mainframe\n", "", "missing-key", (1, 1), "add `name: "),
        ("name: mainframe", "name: host", "bad-name", (1, 7), "write `name: mainframe`"),
        ("source: https://wiki.example.org/mainframe\n", "", "missing-key", (1, 1), "`source: "),
        ("source: https://wiki", "source: ftp://wiki", "bad-value", (2, 9), "https://"),
        ("signs: [mainframe, abend, max tasks]\n", "", "missing-key", (1, 1), "`signs: "),
        ("[mainframe, abend, max tasks]", "[]", "bad-value", (3, 8), "name one"),
        ("abend", "ABEND-S0C7", "bad-value", (3, 20), "write `abend s0c7`"),
        ("abend", "mainframe", "bad-value", (3, 20), "remove one"),
        ("abend", "'!'", "bad-value", (3, 20), "write words"),
        ("checks:", "check:", "unknown-key", (4, 1), "rename it to `checks`"),
        ("    command: curl -fsS https://m", "    comand: x -fsS https://m", "unknown-key", (6, 5), "`command`"),
        ("  - question: Is the region up?\n    c", "  - c", "missing-key", (5, 5), "`question: "),
        ("    expected: a line that says ok\n", "", "missing-key", (5, 5), "`expected: "),
        ("regions/{service}\n", "regions/{servce}\n", "bad-value", (6, 14), "write `{service}`"),
        ("regions/{service}\n", "regions/{pod}\n", "bad-value", (6, 14), '`"${POD:?}"`'),
        ("REGION=a", "REGION={old}", "bad-value", (21, 15), "`{ old }`"),
        ("  - name: region-full\n    s", "  - s", "missing-key", (9, 5), "`name: "),
        ("name: region-full", "name: Region full", "bad-name", (9, 11), "write `region-full`"),
        ("    sentence: The region has no free task.\n", "", "missing-key", (9, 5), "`sentence: "),
        ("    risk: the other region has half the capacity\n", "", "missing-key", (18, 5), "`risk: "),
        (f"    rollback: {ROLLBACK}\n", "", "missing-key", (18, 5), "`rollback: "),
        ("half the capacity\n", "half the capacity\n    risk: none\n", "duplicate-key", (21, 5), "keep one"),
        ("signs: [mainframe", "signs: [[mainframe]", "bad-value", (3, 9), "a text"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_checklist_is_said_with_its_place(
    before: str, after: str, code: str, place: tuple[int, int], fix: str
) -> None:
    assert before in SMALL
    read = parse(SMALL.replace(before, after, 1), "checklists/mainframe.yaml")
    assert read.incident_type is None
    found = [finding for finding in read.findings if finding.code == f"slo/{code}"]
    assert [(finding.place.line, finding.place.column) for finding in found] == [place]
    assert fix in found[0].fix
    assert found[0].what
    assert found[0].why


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "the file says nothing"),
        ("- name: mainframe\n", "the file is a list"),
        ("name: mainframe\nchecks: [\n", "malformed YAML"),
    ],
)
def test_a_file_that_is_no_checklist_is_refused_as_a_whole(text: str, what: str) -> None:
    read = parse(text, "checklists/mainframe.yaml")
    assert read.incident_type is None
    assert what in read.findings[0].what


def test_an_empty_list_of_checks_is_no_checklist() -> None:
    text = f"name: x\nsource: {WIKI}\nsigns: [x]\nchecks: []\n"
    (finding,) = parse(text, "checklists/x.yaml").findings
    assert finding.what == "`checks` is empty"


def test_two_hypotheses_of_one_name_are_refused() -> None:
    start, end = SMALL.index("  - name: region-full"), SMALL.index("mitigations:")
    text = SMALL[:end] + SMALL[start:end] + SMALL[end:]
    (finding,) = parse(text, "checklists/mainframe.yaml").findings
    assert finding.what == "two hypotheses are named “region-full”"


def test_a_password_in_a_command_is_refused() -> None:
    text = SMALL.replace(
        "https://mainframe.example.org/regions/{service}\n", "https://ann:secret@host/\n"
    )
    (finding,) = parse(text, "checklists/mainframe.yaml").findings
    assert "secret" not in finding.what
    assert "a user or a password" in finding.what


def test_the_type_of_what_resembles_none_has_no_signs() -> None:
    text = SMALL.replace("name: mainframe", "name: unknown")
    (finding,) = parse(text, "checklists/unknown.yaml").findings
    assert (finding.what, finding.fix) == ("`unknown` has signs", "remove the key")
    without = text.replace("signs: [mainframe, abend, max tasks]\n", "")
    read = parse(without, "checklists/unknown.yaml").incident_type
    assert read is not None
    assert read.signs == ()


def test_a_catalogue_lists_what_ships_in_its_order_and_a_teams_types_after() -> None:
    texts = {
        name: SMALL.replace("name: mainframe", f"name: {name}", 1)
        for name in ("zebra", "network", "mainframe", "database")
    }
    types, findings = incident_types(texts)
    assert [one.name for one in types] == ["database", "network", "mainframe", "zebra"]
    assert findings == ()


def test_a_file_that_is_refused_leaves_the_others() -> None:
    types, findings = incident_types({"mainframe": SMALL, "robot": "name: robot\n"})
    assert [one.name for one in types] == ["mainframe"]
    assert {finding.place.path for finding in findings} == {"checklists/robot.yaml"}


LINES = st.sampled_from([*SMALL.splitlines(), "", "  - ", "signs: {}", "test: []", "- {}", "x: {"])


@pytest.mark.fuzz
@given(st.lists(LINES | st.text(max_size=20), max_size=30).map("\n".join))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    read = parse(text, "checklists/mainframe.yaml")
    assert (read.incident_type is None) == bool(read.findings)
    assert all(finding.what and finding.why and finding.fix for finding in read.findings)
