import pytest

from midwatch.domain.findings import Finding, Place, Severity
from midwatch.formats.reports.findings.text import Summary, quote_all, render
from midwatch.formats.reports.look import Look

PATH = "slos/a.yaml"


def finding(place: Place, severity: Severity = Severity.ERROR, what: str = "wrong") -> Finding:
    return Finding(
        code="slo/bad-unit", severity=severity, place=place, what=what, why="so", fix="do"
    )


def summary(**changed: object) -> Summary:
    usual = {"files": 1, "services": 1, "silenced": 0, "is_held": False, "strict": False}
    return Summary(**{**usual, **changed})  # type: ignore[arg-type]  # fields by name


def lines_of(text: str, place: Place, width: int = 100) -> list[str]:
    return quote_all([finding(place)], {PATH: text}, Look(width=width)).splitlines()


def test_a_finding_quotes_its_line_and_marks_its_columns() -> None:
    assert lines_of("service: a\nslo: {availability: 99,9%}\n", Place(PATH, 2, 21, 26)) == [
        "slos/a.yaml:2:21: error: wrong (slo/bad-unit)",
        "  2 | slo: {availability: 99,9%}",
        "    |                     ^^^^^",
        "  why: so",
        "  fix: do",
    ]


@pytest.mark.parametrize(
    ("line", "place", "quoted", "mark"),
    [
        pytest.param("ab: cd", Place(PATH, 1, 5), "ab: cd", "    ^^", id="to the end of the line"),
        pytest.param("ab", Place(PATH, 1, 3), "ab", "  ^", id="after the end"),
        pytest.param("日本: x", Place(PATH, 1, 5, 6), "日本: x", "      ^", id="wide characters"),
        pytest.param("\u202ea: x", Place(PATH, 1, 5, 6), "\\u202ea: x", "         ^", id="escapes"),
    ],
)
def test_the_mark_stands_below_what_it_marks(
    line: str, place: Place, quoted: str, mark: str
) -> None:
    shown = lines_of(line, place)
    assert shown[1:3] == [f"  1 | {quoted}", f"    | {mark}"]


def test_a_long_line_is_shown_around_its_mark() -> None:
    shown = lines_of("x" * 500 + "HERE" + "y" * 500, Place(PATH, 1, 501, 505), width=80)
    quoted, mark = shown[1], shown[2]
    assert len(quoted) <= 80 + len("  1 | ")
    assert quoted[mark.index("^") : mark.rindex("^") + 1] == "HERE"


def test_a_password_in_a_quoted_line_is_starred_out_wherever_the_line_is_cut() -> None:
    text = f"runbook: https://user:{'secret' * 20}@wiki.example.org/page"
    quoted, mark = lines_of(text, Place(PATH, 1, 10, len(text) + 1), width=60)[1:3]
    assert "secret" not in quoted
    assert "https://*****" in quoted
    assert mark.index("^") == quoted.index("https")


def test_a_finding_about_a_whole_file_quotes_no_line() -> None:
    assert len(lines_of("a: b", Place(PATH))) == 3


def test_a_hostile_path_or_text_reaches_no_terminal() -> None:
    hostile = finding(Place("a\x1b[2J.yaml", 1, 1), what="\x1b]0;owned\x07")
    shown = render([hostile], {"a\x1b[2J.yaml": "\x1b[31m"}, summary())
    assert "\x1b" not in shown
    assert "\x07" not in shown


@pytest.mark.parametrize(
    ("found", "said", "expected"),
    [
        ([], summary(), "Passed: no findings in 1 file, 1 service."),
        (
            [finding(Place(PATH)), finding(Place(PATH), Severity.WARNING)],
            summary(files=2, services=2, silenced=1, is_held=True, strict=True),
            "Held (strict): 1 error, 1 warning in 2 files, 2 services, 1 silenced.",
        ),
        (
            [finding(Place(PATH), Severity.INFORMATION)] * 2,
            summary(),
            "Passed: 2 notes in 1 file, 1 service.",
        ),
    ],
)
def test_the_last_line_counts_and_says_whether_the_gate_holds(
    found: list[Finding], said: Summary, expected: str
) -> None:
    assert render(found, {}, said).splitlines()[-1] == expected


def test_colour_is_there_only_where_it_can_be_shown() -> None:
    found = [finding(Place(PATH, 1, 1))]
    assert "\x1b[31" in render(found, {PATH: "a"}, summary(), Look(colour=True))
    assert "“" not in render([finding(Place(PATH), what="“x”")], {}, summary(), Look(unicode=False))


def told(line: int, severity: Severity, code: str = "slo/x", path: str = PATH) -> Finding:
    place = Place(path, line, 1)
    return Finding(
        code=code, severity=severity, place=place, what=f"line {line}", why="why", fix="fix"
    )


def test_what_holds_the_gate_is_read_first_within_a_file() -> None:
    note, caution, wrong = Severity.INFORMATION, Severity.WARNING, Severity.ERROR
    findings = [
        told(0, note, "slo/c"),
        told(2, caution, "slo/b"),
        told(3, wrong),
        told(1, note, path="slos/z.yaml"),
    ]
    shown = quote_all(findings, {}).splitlines()
    assert [line.split(" ")[0] for line in shown if line.startswith("slos/")] == [
        f"{PATH}:3:1:",
        f"{PATH}:2:1:",
        f"{PATH}:",
        "slos/z.yaml:1:1:",
    ]


def test_what_is_alike_says_its_why_and_fix_once() -> None:
    findings = [told(line, Severity.WARNING) for line in (2, 5)]
    shown = quote_all(findings, {}).splitlines()
    assert [line.strip() for line in shown] == [
        f"{PATH}:2:1: warning: line 2 (slo/x)",
        f"{PATH}:5:1: warning: line 5 (slo/x)",
        "why: why",
        "fix: fix",
    ]
