"""Init makes a git repository a knowledge repository, and leaves alone what is there."""

import re
import subprocess
from pathlib import Path

import pytest

from midwatch.bootstrap.settings.model import CaptureSource, PrometheusSource, Settings
from midwatch.bootstrap.settings.toml_file import parse
from midwatch.domain.errors import InputError
from midwatch.formats.memory import settings_toml
from midwatch.workflows.setup.init import FileState, InitRequest, init

EVERYTHING = (".gitignore", "midwatch.toml", "slos/README.md")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "team"
    folder.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder


def test_everything_is_made_at_the_root_of_the_work_tree(root: Path) -> None:
    (root / "deep" / "down").mkdir(parents=True)
    done = init(InitRequest(), start=root / "deep" / "down")
    assert done.root == root
    assert done.files == tuple((path, FileState.CREATED) for path in EVERYTHING)
    assert (root / ".gitignore").read_text() == ".midwatch/\n"
    assert parse((root / "midwatch.toml").read_text()) == Settings()


def test_a_second_time_changes_nothing(root: Path) -> None:
    init(InitRequest(), start=root)
    before = {path: (root / path).stat().st_mtime_ns for path in EVERYTHING}
    done = init(InitRequest(), start=root)
    assert done.files == tuple((path, FileState.KEPT) for path in EVERYTHING)
    assert {path: (root / path).stat().st_mtime_ns for path in EVERYTHING} == before


def test_what_is_there_is_kept_and_gitignore_is_extended(root: Path) -> None:
    (root / "midwatch.toml").write_text("# ours\n")
    (root / ".gitignore").write_text("*.log")
    done = dict(init(InitRequest(), start=root).files)
    assert done["midwatch.toml"] is FileState.KEPT
    assert done[".gitignore"] is FileState.EXTENDED
    assert (root / "midwatch.toml").read_text() == "# ours\n"
    assert (root / ".gitignore").read_text() == "*.log\n.midwatch/\n"


@pytest.mark.parametrize("entry", [".midwatch", ".midwatch/", "/.midwatch/"])
def test_a_gitignore_that_names_the_caches_already_stays_as_it_is(entry: str, root: Path) -> None:
    (root / ".gitignore").write_text(f"{entry}\n")
    assert dict(init(InitRequest(), start=root).files)[".gitignore"] is FileState.KEPT


def test_a_settings_file_below_the_root_marks_the_place(root: Path) -> None:
    (root / "team-a").mkdir()
    (root / "team-a" / "midwatch.toml").write_text("")
    assert init(InitRequest(), start=root / "team-a").root == root / "team-a"


def test_the_first_source_is_written_down(root: Path) -> None:
    init(InitRequest(prometheus="http://localhost:9090"), start=root)
    sources = parse((root / "midwatch.toml").read_text()).sources
    assert sources == {"main": PrometheusSource(name="main", url="http://localhost:9090")}


def test_a_capture_is_written_down(root: Path) -> None:
    init(InitRequest(capture='odd "name"\\*.om.gz'), start=root)
    sources = parse((root / "midwatch.toml").read_text()).sources
    assert sources == {"main": CaptureSource(name="main", paths=('odd "name"\\*.om.gz',))}


REFUSED = {
    "two sources": (InitRequest(prometheus="http://a", capture="b"), "one of the two"),
    "credentials": (InitRequest(prometheus="http://u:s3cr3t@a"), "secret in git"),
    "a line break": (InitRequest(capture="a\nb"), "control characters"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_stand_in_the_settings_is_refused_before_anything_is_written(
    case: str, root: Path
) -> None:
    request, why = REFUSED[case]
    with pytest.raises(InputError) as refusal:
        init(request, start=root)
    assert why in refusal.value.why
    assert "s3cr3t" not in str(refusal.value)
    assert [path.name for path in root.iterdir()] == [".git"]


def test_a_source_is_not_added_to_settings_that_are_there(root: Path) -> None:
    (root / "midwatch.toml").write_text("")
    with pytest.raises(InputError, match="there already"):
        init(InitRequest(capture="a"), start=root)


def test_outside_of_git_the_fix_is_git_init(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refusal:
        init(InitRequest(), start=tmp_path)
    assert "git init" in refusal.value.fix


def test_without_git_the_fix_is_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError) as refusal:
        init(InitRequest(), start=tmp_path)
    assert "install git" in refusal.value.fix


@pytest.mark.parametrize("url", [None, "http://localhost:9090"])
def test_every_comment_of_the_first_settings_works_once_it_is_uncommented(url: str | None) -> None:
    text = settings_toml.render(prometheus_url=url)
    live = re.sub(r"(?m)^# ?(?=\[|[\w\"*-]+ = )", "", text)
    settings = parse(live)
    assert set(settings.sources) == {"main"}
    assert set(settings.channels) == {"oncall", "team"}
    assert settings.services == (("*", "main"),)
