"""Doctor looks at everything, goes on past what is broken, and its status says how bad it is."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from midwatch.bootstrap.examinations import examinations
from midwatch.bootstrap.workspace import Workspace
from midwatch.domain.errors import InputError, SourceTimeout, UnknownName
from midwatch.domain.findings import Diagnosis, Health
from midwatch.store.repository import Repository
from midwatch.workflows.setup.doctor import DoctorReport, DoctorRequest, Examination, doctor
from tests.architecture.sources import ROOT
from tests.conftest import StartAlertmanager, StartPrometheus
from tests.support.servers import FAST

WELL = Diagnosis(subject="a", health=Health.OK, what="fine")
NOTE = Diagnosis(subject="a", health=Health.NOTE, what="optional")
ILL = Diagnosis(subject="a", health=Health.PROBLEM, what="wrong", fix="mend it")


def looking(*found: Diagnosis) -> Examination:
    return Examination(subject="a", look=lambda: found)


def failing(error: Exception) -> Examination:
    def look() -> Iterator[Diagnosis]:
        yield WELL
        raise error

    return Examination(subject="b", look=look)


STATUSES = {
    "all is well": ([looking(WELL)], 0),
    "a note is no problem": ([looking(NOTE)], 0),
    "a problem": ([looking(ILL), looking(WELL)], 4),
    "a missing file is a problem": ([failing(InputError("read x", fix="y"))], 4),
    "no answer": ([failing(SourceTimeout("ask x", fix="y"))], 3),
    "no answer is worse than a problem": ([failing(SourceTimeout("ask x")), looking(ILL)], 3),
}


@pytest.mark.parametrize("case", STATUSES)
def test_the_status_says_how_bad_it_is(case: str) -> None:
    looks, status = STATUSES[case]
    assert doctor(DoctorRequest(), looks).exit_code == status


def test_after_an_error_the_rest_is_still_looked_at() -> None:
    report = doctor(DoctorRequest(), [failing(SourceTimeout("ask x", fix="y")), looking(WELL)])
    assert [d.health for d in report.diagnoses] == [Health.OK, Health.NO_ANSWER, Health.OK]
    assert report.diagnoses[1].fix == "y"


def test_one_source_can_be_chosen_and_an_unknown_one_is_refused() -> None:
    looks = [
        looking(WELL),
        Examination(subject="m", look=lambda: [NOTE], source="main"),
        Examination(subject="o", look=lambda: [ILL], source="other"),
    ]
    report = doctor(DoctorRequest(sources=("main",)), looks)
    assert report.diagnoses == (WELL, NOTE)
    with pytest.raises(UnknownName, match="mian"):
        doctor(DoctorRequest(sources=("mian",)), looks)


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """The repository of a team that has compiled its objectives."""
    folder = tmp_path / "team"
    shutil.copytree(ROOT / "examples" / "shop", folder)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder


def examine(folder: Path, **environ: str) -> DoctorReport:
    with Workspace(repository=Repository(folder), environ=environ) as here:
        return doctor(DoctorRequest(), list(examinations(here)))


def of(report: DoctorReport, subject: str) -> list[tuple[Health, str]]:
    return [(d.health, d.what) for d in report.diagnoses if d.subject == subject]


def rules_of(folder: Path) -> dict[str, str]:
    paths = [path for path in (folder / "alerts").glob("*.yaml") if "_test" not in path.name]
    return {path.name: path.read_text() for path in paths}


Settle = Callable[[Path, str], None]


def name_source(folder: Path, url: str) -> None:
    (folder / "midwatch.toml").write_text(f'[sources.main]\nkind = "prometheus"\nurl = "{url}"\n')


def test_a_prometheus_that_has_loaded_what_is_written_is_well(
    team: Path, start_prometheus: StartPrometheus
) -> None:
    with start_prometheus(config=FAST, rules=rules_of(team)) as server:
        name_source(team, server.url)
        report = examine(team)
    found = of(report, "source main")
    assert {health for health, _ in found} == {Health.OK}
    assert any("answers: 2." in what or "answers: 3." in what for _, what in found)
    assert any("clock agrees" in what for _, what in found)
    assert any("rules of alerts/ are loaded as they are written" in what for _, what in found)


def test_rules_that_are_missing_different_or_left_over_are_told_apart(
    team: Path, start_prometheus: StartPrometheus
) -> None:
    loaded = rules_of(team)
    checkout = loaded["checkout-slo.yaml"]
    loaded["old-slo.yaml"] = checkout.replace("checkout", "old-checkout")
    loaded["checkout-slo.yaml"] = checkout.replace('job="checkout"', 'job="elsewhere"')
    del loaded["payments-slo.yaml"]
    with start_prometheus(config=FAST, rules=loaded) as server:
        name_source(team, server.url)
        report = examine(team)
    problems = [what for health, what in of(report, "source main") if health is Health.PROBLEM]
    told = "\n".join(problems)
    assert "alerts/payments-slo.yaml: " in told
    assert "are not loaded" in told
    assert "alerts/checkout-slo.yaml: " in told
    assert "loaded otherwise than written" in told
    assert "group old-checkout-availability-fast: " in told
    assert "written nowhere" in told
    assert "midwatch-meta" not in told
    assert report.exit_code == 4


def test_a_source_that_does_not_answer_is_told_with_a_fix(team: Path) -> None:
    (team / "midwatch.toml").write_text(
        '[sources.main]\nkind = "prometheus"\nurl = "http://127.0.0.1:1"\nretries = 0\n'
    )
    report = examine(team)
    (last,) = [d for d in report.diagnoses if d.subject == "source main"]
    assert (last.health, report.exit_code) == (Health.NO_ANSWER, 3)
    assert last.fix


def test_a_secret_that_is_not_there_is_named_and_one_that_is_there_is_not_shown(
    team: Path,
) -> None:
    (team / "midwatch.toml").write_text(
        '[sources.main]\nkind = "prometheus"\nurl = "http://127.0.0.1:1"\nretries = 0\n'
        'token = {env = "PROM_TOKEN"}\nheaders = {X-Key = {file = "key"}}\n'
    )
    report = examine(team, PROM_TOKEN="s3cr3t-t0k3n")  # noqa: S106 - the test's own
    assert of(report, "source main") == [
        (Health.OK, "sources.main.token is found in $PROM_TOKEN"),
        (Health.PROBLEM, "sources.main.headers.X-Key refers to the file key"),
    ]
    assert "s3cr3t" not in repr(report)


def test_a_capture_tells_its_last_sample(team: Path) -> None:
    (team / "telemetry.om").write_text("up 1 1772331240\n# EOF\n")
    (team / "midwatch.toml").write_text('[sources.c]\nkind = "capture"\npath = "telemetry.om"\n')
    ((health, what),) = of(examine(team), "source c")
    assert health is Health.OK
    assert "2026-03-01 02:14:00 UTC" in what


def test_an_empty_capture_is_a_problem(team: Path) -> None:
    (team / "telemetry.om").write_text("# EOF\n")
    (team / "midwatch.toml").write_text('[sources.c]\nkind = "capture"\npath = "telemetry.om"\n')
    assert of(examine(team), "source c") == [(Health.PROBLEM, "telemetry.om holds no sample")]


def test_alertmanager_is_asked_where_its_address_is_known(
    team: Path, start_alertmanager: StartAlertmanager
) -> None:
    config = "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n"
    with start_alertmanager(config=config) as server:
        (team / "midwatch.toml").write_text(f'[alertmanager]\nurl = "{server.url}"\n')
        ((health, what),) = of(examine(team), "alertmanager")
    assert health is Health.OK
    assert server.url in what


SURROUNDINGS = {
    "settings that are no TOML": ("a = \n", "midwatch.toml", Health.PROBLEM),
    "settings without a source": ("", "midwatch.toml", Health.NOTE),
    "promtool that is missing": ("", "promtool", Health.NOTE),
}


@pytest.mark.parametrize("case", SURROUNDINGS)
def test_the_surroundings_are_looked_at(case: str, team: Path) -> None:
    text, subject, health = SURROUNDINGS[case]
    (team / "midwatch.toml").write_text(text)
    ((found, _),) = of(examine(team, PATH=""), subject)
    assert found is health


def test_a_folder_outside_of_git_is_a_problem(tmp_path: Path) -> None:
    ((health, what),) = of(examine(tmp_path), "git")
    assert health is Health.PROBLEM
    assert "no git repository" in what
