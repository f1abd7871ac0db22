from pathlib import Path

import pytest

from midwatch.domain.errors import InputError, SourceTimeout
from midwatch.domain.findings import Severity
from midwatch.domain.units import TimeRange
from midwatch.store.repository import Repository
from midwatch.testing.metrics import InMemoryCatalogue, Series
from midwatch.workflows.slo.check import CheckRequest, check
from midwatch.workflows.slo.live_facts import LiveSources
from tests.support.gate import AT, Counted, Example, one_file, run, steady

SHORT = "service: {name}\nslo: {{availability: 99.9%}}\n"
WARNED = one_file("service: shop\nslo: {availability: 95%}\n")
BROKEN = one_file("service: shop\nslo:\n  availability: 99,9%\n")


def test_a_file_that_is_right_passes(tmp_path: Path) -> None:
    result = run(one_file(SHORT.format(name="shop")), tmp_path, strict=True)
    assert (result.is_held, result.exit_code) == (False, 0)
    assert result.services == ("shop",)


def test_an_error_holds_the_gate(tmp_path: Path) -> None:
    result = run(BROKEN, tmp_path)
    assert (result.is_held, result.exit_code) == (True, 4)
    assert result.count(Severity.ERROR) == 1


@pytest.mark.parametrize(("strict", "exit_code"), [(False, 0), (True, 4)])
def test_a_warning_holds_it_only_strictly(tmp_path: Path, strict: bool, exit_code: int) -> None:  # noqa: FBT001 - a table's column
    result = run(WARNED, tmp_path, strict=strict)
    assert result.count(Severity.WARNING) == 1
    assert result.exit_code == exit_code


def test_a_comment_with_a_reason_silences_a_warning(tmp_path: Path) -> None:
    text = "service: shop\nslo:\n  availability: 95% # midwatch: ignore slo/slow-page (nightly)\n"
    result = run(one_file(text), tmp_path, strict=True)
    assert not result.is_held
    assert [finding.code for finding in result.silenced] == ["slo/slow-page"]


def test_no_comment_makes_a_file_readable(tmp_path: Path) -> None:
    text = "service: shop\nslo:\n  availability: 95 # midwatch: ignore slo/bad-unit (why not)\n"
    result = run(one_file(text), tmp_path)
    assert result.is_held
    assert result.silenced == ()


def test_only_the_files_that_are_named_are_told_of(tmp_path: Path) -> None:
    files = {"slos/a.yaml": "service: a\nslo: {x: 1}\n", "slos/b.yaml": SHORT.format(name="b")}
    result = run(Example(files=files, paths=("slos/b.yaml",)), tmp_path)
    assert result.paths == ("slos/b.yaml",)
    assert not result.is_held


def test_findings_are_in_order_of_place(tmp_path: Path) -> None:
    files = {f"slos/{n}.yaml": f"service: {n}\nteir: x\nslo: {{availability: 9}}\n" for n in "ba"}
    places = [finding.place for finding in run(Example(files=files), tmp_path).findings]
    assert places == sorted(places)
    assert len(places) == 5


def test_a_path_that_is_not_there_is_an_error_of_the_command(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"read slos/x\.yaml"):
        run(Example(files={"slos/a.yaml": ""}, paths=("slos/x.yaml",)), tmp_path)


def test_a_convention_of_the_team_that_is_wrong_is_told(tmp_path: Path) -> None:
    files = {"slos/a.yaml": SHORT.format(name="a"), "conventions/ours.yaml": "nam: ours\n"}
    result = run(Example(files=files), tmp_path)
    told = {f.code for f in result.findings if f.place.path == "conventions/ours.yaml"}
    assert told == {"slo/unknown-key", "slo/missing-key"}
    assert result.is_held


def test_a_source_that_fails_midway_stops_no_other_check(tmp_path: Path) -> None:
    files = {"slos/a.yaml": "service: a\nslo: {availability: 95%}\n"}
    (tmp_path / "slos").mkdir()
    (tmp_path / "slos/a.yaml").write_text(files["slos/a.yaml"], encoding="utf-8")
    catalogue = InMemoryCatalogue([Series(metric="http_requests_total", labels={"job": "a"})])
    counts = Counted(steady(1000), failure=SourceTimeout("count events", why="no answer"))
    result = check(
        CheckRequest(),
        repository=Repository(tmp_path, tmp_path),
        sources=LiveSources(catalogue_for=lambda _: catalogue, counts_for=lambda _: counts),
        at=AT,
    )
    told = {finding.code: finding.severity for finding in result.findings}
    assert told["slo/facts-skipped"] is Severity.WARNING
    assert "slo/slow-page" in told


class Dead(InMemoryCatalogue):
    """A source that fails each question anew."""

    def metric_names(self, span: TimeRange) -> frozenset[str]:  # noqa: ARG002 - the port's
        raise SourceTimeout("ask prod", why="no answer")


def test_one_dead_source_is_told_once_for_what_is_declared_and_what_is_not(tmp_path: Path) -> None:
    declared = f"{SHORT.format(name='b')}convention: prometheus-client\n"
    (tmp_path / "slos").mkdir()
    (tmp_path / "slos/a.yaml").write_text(SHORT.format(name="a"), encoding="utf-8")
    (tmp_path / "slos/b.yaml").write_text(declared, encoding="utf-8")
    catalogue = Dead()
    result = check(
        CheckRequest(),
        repository=Repository(tmp_path, tmp_path),
        sources=LiveSources(catalogue_for=lambda _: catalogue, counts_for=lambda _: None),
        at=AT,
    )
    assert [one.place.path for one in result.findings if one.code == "slo/facts-skipped"] == [
        "slos/a.yaml"
    ]


@pytest.mark.parametrize(
    ("series", "fix"), [(None, "name a source in midwatch.toml"), ((), "leave --offline out")]
)
def test_offline_it_says_what_it_takes_to_ask_a_source(
    series: tuple[Series, ...] | None, fix: str, tmp_path: Path
) -> None:
    example = one_file(SHORT.format(name="shop"), series=series)
    (finding,) = run(example, tmp_path, offline=True).findings
    assert finding.code == "slo/facts-skipped"
    assert fix in finding.fix


def test_a_source_is_asked_once_for_all_services(tmp_path: Path) -> None:
    names = [f"s{number}" for number in range(20)]
    series = [
        Series(metric="http_requests_total", labels={"job": name, "code": "200"}) for name in names
    ]
    catalogue, counts = InMemoryCatalogue(series), Counted(steady(1000))
    (tmp_path / "slos").mkdir()
    for name in names:
        (tmp_path / f"slos/{name}.yaml").write_text(SHORT.format(name=name), encoding="utf-8")
    result = check(
        CheckRequest(),
        repository=Repository(tmp_path, tmp_path),
        sources=LiveSources(catalogue_for=lambda _: catalogue, counts_for=lambda _: counts),
        at=AT,
    )
    assert result.findings == ()
    assert len(catalogue.asked) == 2
    assert len(counts.asked) == len(set(counts.asked))


def test_objectives_without_a_bucket_get_no_rules(tmp_path: Path) -> None:
    labels = {"job": "shop"}
    histogram = [
        Series(metric="http_request_duration_seconds_count", labels=labels),
        Series(metric="http_request_duration_seconds_bucket", labels={**labels, "le": "0.1"}),
        Series(metric="http_request_duration_seconds_bucket", labels={**labels, "le": "+Inf"}),
    ]
    text = "service: shop\nslo: {latency_p95: 200ms, latency_p99: 100ms}\n"
    result = run(one_file(text, series=histogram), tmp_path)
    assert result.without_rules == {"shop-latency_p95"}


def test_a_source_that_fails_leaves_the_facts_of_the_others_standing(tmp_path: Path) -> None:
    names = ("dark", "light", "night")
    (tmp_path / "slos").mkdir()
    for name in names:
        text = f"service: {name}\nslo: {{availability: 99.9%}}\n"
        (tmp_path / f"slos/{name}.yaml").write_text(text, encoding="utf-8")
    dark = InMemoryCatalogue(failure=SourceTimeout("ask dark", why="no answer in 30 s"))
    light = InMemoryCatalogue([Series(metric="up", labels={"job": "light"})])
    found = check(
        CheckRequest(),
        repository=Repository(tmp_path, tmp_path),
        sources=LiveSources(
            catalogue_for=lambda name: light if name == "light" else dark,
            counts_for=lambda _: None,
        ),
        at=AT,
    )
    assert [(one.code, one.place.path) for one in found.findings] == [
        ("slo/facts-skipped", "slos/dark.yaml"),
        ("slo/metric-absent", "slos/light.yaml"),
    ]
