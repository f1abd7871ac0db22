"""Everything a person may get wrong in a service file: its code, its place, and the text to write instead."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.findings import Finding, Severity
from midwatch.formats.service_file.parse import parse

PATH = "slos/a.yaml"


def refused(text: str, path: str = PATH) -> list[Finding]:
    return list(parse(text, path).findings)


def one(line: str) -> str:
    return f"service: a\nslo:\n  probe: 99%\n  {line}\n"


@pytest.mark.parametrize("length", ["1ms", "59s", "2d"])
def test_slices_that_nothing_can_judge_are_refused(length: str) -> None:
    text = f"service: a\nbudgeting: {{slices: {length}, good_when: 99%}}\nslo: {{probe: 99%}}\n"
    (finding,) = refused(text)
    assert (finding.code, finding.place.line) == ("slo/bad-value", 2)
    assert "1m" in finding.fix


@pytest.mark.parametrize(
    ("line", "code", "column", "fix"),
    [
        pytest.param("availability: 99,9%", "bad-unit", 17, "99.9%", id="a decimal comma"),
        pytest.param("error_rate: 0.1", "bad-unit", 15, "0.1%, or 10%", id="a rate without unit"),
        pytest.param("availability: 0.999", "bad-unit", 17, "99.9%", id="a share for a percentage"),
        pytest.param("availability: 99.9", "bad-unit", 17, "99.9%", id="a percentage without sign"),
        pytest.param("availability: 200ms", "bad-unit", 17, "99.9%", id="a duration as a target"),
        pytest.param(
            "availability: 0.1", "bad-unit", 17, "99.9%, if 0.1% may fail", id="what may fail"
        ),
        pytest.param("error_rate: 99.9", "bad-unit", 15, "0.1%, if 99.9%", id="what must succeed"),
        pytest.param("latency_p95: 0.0005ms", "bad-unit", 16, "200ms", id="below a microsecond"),
        pytest.param("availability: high", "bad-unit", 17, "99.9%", id="a word as a target"),
        pytest.param("availability: 100%", "no-budget", 17, "99.9%", id="100%"),
        pytest.param("error_rate: 0%", "no-budget", 15, "0.1%", id="no errors at all"),
        pytest.param("availability: 0%", "target-out-of-range", 17, "99.9%", id="0%"),
        pytest.param("availability: -1%", "target-out-of-range", 17, "99.9%", id="negative"),
        pytest.param("availability: 150%", "target-out-of-range", 17, "99.9%", id="above 100%"),
        pytest.param("error_rate: 100%", "target-out-of-range", 15, "0.1%", id="errors only"),
        pytest.param("latency_p95: 200", "bad-unit", 16, "200ms", id="a latency without unit"),
        pytest.param("latency_p95: 0.2", "bad-unit", 16, "200ms", id="seconds without unit"),
        pytest.param("latency_p95: 0,2s", "bad-unit", 16, "0.2s", id="seconds with a comma"),
        pytest.param("latency_p95: 200msec", "bad-unit", 16, "200ms", id="a long unit"),
        pytest.param("latency_p95: 2 seconds", "bad-unit", 16, "2s", id="a word as unit"),
        pytest.param("latency_p95: -5s", "bad-unit", 16, "positive", id="a negative latency"),
        pytest.param("latency_p95: 99%", "bad-unit", 16, "200ms", id="a percentage as latency"),
        pytest.param("latency_p95: 0ms", "bad-value", 16, "200ms", id="no time at all"),
        pytest.param("latency_p95:", "bad-value", 15, "a text", id="nothing"),
        pytest.param("latency_95: 200ms", "unknown-key", 3, "latency_p95: 200ms", id="without p"),
        pytest.param("p95: 200ms", "unknown-key", 3, "latency_p95: 200ms", id="only p95"),
        pytest.param("latency: 200ms", "unknown-key", 3, "latency_p95", id="only latency"),
        pytest.param("latency_p999: 1s", "unknown-key", 3, "latency_p99.9: 1s", id="p999"),
        pytest.param("latency_p0: 1s", "unknown-key", 3, "latency_p95: 1s", id="p0"),
        pytest.param("latency_p100: 1s", "unknown-key", 3, "latency_p99.9: 1s", id="p100"),
        pytest.param("latency_p050: 1s", "unknown-key", 3, "latency_p50: 1s", id="p050"),
        pytest.param("latency_p9999: 1s", "unknown-key", 3, "latency_p99.99: 1s", id="p9999"),
        pytest.param("latency_p100: 20", "unknown-key", 3, "latency_p99.9: 200ms", id="p100 of 20"),
        pytest.param("availabilty: 99%", "unknown-key", 3, "availability: 99.9%", id="a slip"),
        pytest.param("checkout: 99%", "unknown-key", 3, "total: …", id="a custom one, too short"),
        pytest.param("freshness: 99%", "missing-key", 14, "age_of", id="freshness of what"),
        pytest.param(
            "x y: {target: 1%, ratio: r}", "bad-name", 3, "`x-y`", id="a name with a space"
        ),
    ],
)
def test_a_wrong_line_is_one_error_that_says_what_to_write(
    line: str, code: str, column: int, fix: str
) -> None:
    (finding,) = refused(one(line))
    assert finding.code == f"slo/{code}"
    assert finding.severity is Severity.ERROR
    assert (finding.place.path, finding.place.line, finding.place.column) == (PATH, 4, column)
    assert fix in finding.fix
    assert finding.what
    assert finding.why


@pytest.mark.parametrize("name", ["p50", "p5", "p99.99", "p99.9999", "p0.1"])
def test_a_percentile_between_0_and_100_is_taken(name: str) -> None:
    assert refused(one(f"latency_{name}: 1s")) == []


@pytest.mark.parametrize(
    ("fields", "code", "fix"),
    [
        ("{target: 99%, total: a}", "bad-value", "`bad` and `good`"),
        ("{target: 99%, bad: a}", "bad-value", "add `total"),
        ("{target: 99%, total: a, bad: b, good: c}", "bad-value", "exactly one"),
        ("{target: 99%, total: a, bad: b, ratio: c}", "bad-value", "keep one"),
        ("{target: 99%, total: a, bad: 'rate(b[5m])'}", "bad-value", "both as"),
        ("{total: a, bad: b}", "missing-key", "add `target"),
        ("{target: 99%, gauge: a}", "bad-value", "bad_above"),
        ("{target: 99%, gauge: a, bound: 1s, bad_above: 2}", "bad-value", "one of"),
        ("{target: 99%, gauge: a, bad_above: many}", "bad-value", "a number"),
        ("{target: 99%, gauge: 'rate(a[5m])', bad_above: 1}", "bad-value", "a metric"),
        ("{target: 99%, age_of: a}", "missing-key", "bound"),
        ("{target: 99%, ratio: r, periode: 7d}", "unknown-key", "period: 30d"),
        ("{target: 99%, ratio: r, alerting: {pages: on}}", "unknown-key", "page: on"),
        ("{target: 99%, ratio: r, alerting: {page: maybe}}", "bad-value", "on or off"),
        ("{target: 99%, ratio: r, alerting: {minimum_bad_events: few}}", "bad-value", "3, or off"),
        ("{target: 99%, ratio: r, missing: good}", "bad-value", "one of them"),
        ("{target: 99%, ratio: r, period: 1h}", "bad-value", "30d"),
        ("{target: 99%, ratio: r, period: {calendar: mnth}}", "bad-value", "month"),
        ("{target: 99%, ratio: r, period: {time_zone: UTC}}", "missing-key", "calendar"),
        ("{target: 99%, ratio: r, budgeting: {slices: 1m}}", "missing-key", "good_when"),
        ("{target: 99%, ratio: r, budgeting: time}", "bad-value", "events"),
        (
            "{target: 99%, ratio: r, earlier_targets: [{until: soon, target: 1%}]}",
            "bad-value",
            "2026",
        ),
        (
            (
                "{target: 99%, ratio: r, earlier_targets: "
                "[{until: 2026-01-01, target: 1%}, {until: 2026-01-01, target: 2%}]}"
            ),
            "bad-value",
            "its own",
        ),
    ],
)
def test_a_wrong_field_of_an_objective_is_one_error(fields: str, code: str, fix: str) -> None:
    (finding,) = refused(f"service: a\nslo:\n  checkout: {fields}\n  probe: 99%\n")
    assert finding.code == f"slo/{code}"
    assert fix in finding.fix
    assert finding.place.line == 3


@pytest.mark.parametrize(
    ("line", "code", "fix"),
    [
        ("teir: high", "unknown-key", "`tier: critical`"),
        ("tier: hihg", "bad-value", "write high"),
        ("runbook: javascript:alert(1)", "bad-value", "https://"),
        ("runbook: [a]", "bad-value", "a text"),
        ("runbook: runbooks/../../etc/passwd", "bad-value", "runbooks/checkout.md"),
        ("runbook: https://user:secret@wiki/page", "bad-value", "before the `@`"),
        ("dashboard: https://token@grafana/d/1", "bad-value", "before the `@`"),
        ('runbook: "runbooks/\\u202ecod.md"', "bad-value", "control characters"),
        ('owner: "team\\u202etxt"', "bad-value", "control characters"),
        ("rationale: see https://user:secret@wiki/page", "bad-value", "before the `@`"),
        ("depends_on: payments", "bad-value", "a list"),
        ("code: services/checkout", "bad-value", "a list"),
        ("code: [../shop]", "bad-value", "below the repository's root"),
        ("code: [/srv/shop]", "bad-value", "below the repository's root"),
        ("code: [./]", "bad-value", "below the repository's root"),
        ("code: [.]", "bad-value", "below the repository's root"),
        ("code: ['services/*']", "bad-value", "below the repository's root"),
        ("code: [services/../lib]", "bad-value", "below the repository's root"),
        ("depends_on: [Pay Ments]", "bad-name", "`pay-ments`"),
        ("selector: 5", "bad-value", "label: value"),
        ("selector: {a-b: c}", "bad-value", "label: value"),
        ("selector: 'a=~\"(\"'", "bad-value", "label: value"),
        ('selector: \'a="b" c="d"\'', "bad-value", "label: value"),
        ("error_budget: {monthly_downtime: 43.2}", "bad-unit", "43.2m"),
        ("period: 30", "bad-unit", "write 30d"),
        ("error_budget: {montly_downtime: 43.2m}", "unknown-key", "monthly_downtime: 43.2m"),
        ("error_budget: 43.2m", "bad-value", "keys with values"),
        ("period: {calendar: month, time_zone: Europe/Berlim}", "bad-value", "Europe/Berlin"),
        ("period: {calendar: month, time_zone: ../../etc/passwd}", "bad-value", "Europe/Berlin"),
        ("policy: {slow_below: 130%}", "bad-value", "between 0% and 100%"),
        ("policy: {no_data: explode}", "bad-value", "write "),
        ("policy: {overrides: [{reason: a, by: b}]}", "missing-key", "expires"),
        (
            (
                "policy: {overrides: [{reason: a, by: b, start: 2026-01-02T00:00:00Z, "
                "expires: 2026-01-01T00:00:00Z}]}"
            ),
            "bad-value",
            "later than `start`",
        ),
        (
            "policy: {overrides: [{reason: a, by: b, expires: 9999-12-31T23:00:00-05:00}]}",
            "bad-value",
            "2026-03-01T14:30:00Z",
        ),
        (
            (
                "corrections: [{start: 2026-01-02T00:00:00Z, end: 2026-01-01T00:00:00Z, "
                "kind: load_test, reason: x}]"
            ),
            "bad-value",
            "later than the start",
        ),
        (
            (
                "corrections: [{start: 2026-01-01T00:00:00, end: 2026-01-02T00:00:00Z, "
                "kind: load_test, reason: x}]"
            ),
            "bad-value",
            "2026-01-01T00:00:00Z",
        ),
    ],
)
def test_a_wrong_line_about_the_service_is_one_error(line: str, code: str, fix: str) -> None:
    (finding,) = refused(f"service: a\nslo: {{probe: 99%}}\n{line}\n")
    assert finding.code == f"slo/{code}"
    assert fix in finding.fix
    assert finding.place.line == 3


@pytest.mark.parametrize(
    "name", ["../etc", "Api", "a b", "-a", "a-", "a..b", "x" * 64, "naïve", "a/b", "$(id)"]
)
def test_a_service_name_must_be_safe_in_files_labels_and_rules(name: str) -> None:
    (finding,) = refused(f"service: '{name}'\nslo: {{probe: 99%}}\n", "stdin")
    assert finding.code == "slo/bad-name"
    assert finding.fix.startswith("write ")


def test_a_file_is_named_for_its_service() -> None:
    (finding,) = refused("service: b\nslo: {probe: 99%}\n")
    assert finding.code == "slo/bad-name"
    assert finding.fix == "rename the file to b.yaml, or write `service: a`"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "missing-key"),
        ("# nothing\n", "missing-key"),
        ("[]", "bad-value"),
        ("words", "bad-value"),
        ("slo: {probe: 99%}", "missing-key"),
        ("service: a", "missing-key"),
        ("service: a\nslo: {}", "missing-key"),
        ("service: a\nslo: [probe]", "bad-value"),
        ("service: a\nservice: a\nslo: {probe: 99%}", "duplicate-key"),
        ("service: a\nslo: {probe: 99%}\n\tx: y", "malformed-yaml"),
    ],
)
def test_a_file_that_is_none_is_one_error(text: str, code: str) -> None:
    (finding,) = refused(text)
    assert finding.code == f"slo/{code}"


def test_all_errors_of_a_file_come_at_once_in_order_of_place() -> None:
    text = "service: A\nteir: 1\nslo:\n  availability: 99,9%\n  latency_p95: 200\nperiod: 5\n"
    assert [(f.place.line, f.code) for f in refused(text)] == [
        (1, "slo/bad-name"),
        (2, "slo/unknown-key"),
        (4, "slo/bad-unit"),
        (5, "slo/bad-unit"),
        (6, "slo/bad-unit"),
    ]


def test_what_can_be_read_is_read_beside_what_cannot() -> None:
    read = parse("service: a\nslo:\n  availability: 99%\n  latency_p95: 200\n", PATH)
    assert read.declaration is not None
    assert [objective.name for objective in read.declaration.objectives] == ["availability"]
    assert not read.is_sound


KEYS = "service slo availability latency_p95 error_rate target bound total bad period alerting calendar"
VALUES = 'month corrections policy selector 99% 200ms a {} [] ~ 1 -1 100% 99,9% job="x" on'
words = st.sampled_from([*KEYS.split(), *VALUES.split()])
trees = st.recursive(
    words | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=5),
    max_leaves=25,
)


@pytest.mark.fuzz
@given(trees)
def test_any_tree_is_read_or_refused_with_places_inside_the_file(tree: object) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True)
    read = parse(text, PATH)
    assert read.declaration is not None or read.findings
    assert all(finding.what and finding.why and finding.fix for finding in read.findings)
    assert all(finding.place.path == PATH for finding in read.findings)


@pytest.mark.fuzz
@given(st.text(max_size=200))
def test_any_text_after_a_key_is_read_or_refused(text: str) -> None:
    read = parse(f"service: a\nslo: {text}", PATH)
    assert read.declaration is not None or read.findings


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("service: a\nslo: {availability: " + "9" * 4_000_000 + "}\n", id="digits"),
        pytest.param("service: a\nslo: {latency_p95: " + "1" * 4_000_000 + "}\n", id="a span"),
        pytest.param("service: " + "a." * 2_000_000 + "\nslo: {probe: 9%}\n", id="a name"),
        pytest.param(
            "service: a\nslo: {probe: 9%}\nselector: '" + 'a="b",' * 600_000 + "'\n", id="matchers"
        ),
        pytest.param(
            "service: a\nslo: {q: {target: 9%, gauge: '" + "a" * 4_000_000 + "', bad_above: 1}}\n",
            id="a gauge",
        ),
        pytest.param("".join(f"key{n}: 1\n" for n in range(20_000)), id="unknown keys"),
        pytest.param("a: 1\n" * 20_000, id="equal keys"),
        pytest.param("service: a\n#" + " " * 4_000_000 + "\nslo: {probe: 9}\n", id="a comment"),
    ],
)
def test_a_file_that_is_made_to_be_slow_is_refused_like_any_other(text: str) -> None:
    findings = refused(text)
    assert 1 <= len(findings) <= 100
    assert all(len(finding.what) < 500 for finding in findings)
