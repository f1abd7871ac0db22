"""A repository is found from anywhere inside it, and names its service files."""

from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.store.repository import Repository


def repository(root: Path, *files: str) -> Path:
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return root


FOUND = {
    "by midwatch.toml, upwards": (["midwatch.toml"], "slos/deep", "."),
    "by .git, upwards": ([".git/HEAD"], "slos", "."),
    "by a midwatch.toml below .git": (
        [".git/HEAD", "team/midwatch.toml"],
        "team/slos",
        "team",
    ),
    "by .git below a midwatch.toml of somebody else": (
        ["midwatch.toml", "team/.git/HEAD"],
        "team/slos",
        "team",
    ),
    "as the folder itself where there is neither": ([], "here", "here"),
}


@pytest.mark.parametrize("case", FOUND)
def test_a_repository_is_found(case: str, tmp_path: Path) -> None:
    files, start, root = FOUND[case]
    repository(tmp_path, *files)
    (tmp_path / start).mkdir(parents=True)
    assert Repository.find(tmp_path / start).root == (tmp_path / root).resolve()


FILES = ("slos/web.yaml", "slos/api.yml", "slos/team/db.yaml", "slos/.#web.yaml", "slos/notes.md")
PATTERNS = {
    "nothing: the folder slos": (".", (), ("slos/api.yml", "slos/team/db.yaml", "slos/web.yaml")),
    "a file": (".", ("slos/web.yaml",), ("slos/web.yaml",)),
    "a file, from inside a folder": ("slos", ("web.yaml",), ("slos/web.yaml",)),
    "a folder": ("slos", ("team",), ("slos/team/db.yaml",)),
    "a glob": (".", ("slos/*.yaml",), ("slos/web.yaml",)),
    "the same file twice": (".", ("slos/web.yaml", "slos/*b.yaml"), ("slos/web.yaml",)),
    "a name with any ending": (".", ("slos/notes.md",), ("slos/notes.md",)),
}


@pytest.mark.parametrize("case", PATTERNS)
def test_patterns_name_service_files(case: str, tmp_path: Path) -> None:
    start, patterns, expected = PATTERNS[case]
    root = repository(tmp_path, "midwatch.toml", *FILES)
    assert Repository.find(root / start).slo_paths(patterns) == expected


def test_texts_come_by_path(tmp_path: Path) -> None:
    found = Repository(repository(tmp_path, *FILES))
    assert found.service_texts(["slos/web.yaml"]) == {"slos/web.yaml": "slos/web.yaml"}


@pytest.mark.parametrize("patterns", [(), ("slos",), ("*.yaml",), ("/*.yaml",)])
def test_an_empty_folder_is_an_error_that_says_how_to_begin(
    patterns: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "slos").mkdir()
    with pytest.raises(InputError) as refusal:
        Repository(tmp_path).slo_paths(patterns)
    assert refusal.value.fix


def test_a_link_that_leads_out_is_named_and_refused_when_read(tmp_path: Path) -> None:
    root = repository(tmp_path / "root", "slos/web.yaml")
    (tmp_path / "secret.yaml").write_text("secret")
    (root / "slos" / "a.yaml").symlink_to("../../secret.yaml")
    paths = Repository(root).slo_paths()
    assert paths == ("slos/a.yaml", "slos/web.yaml")
    with pytest.raises(InputError, match=r"slos/a\.yaml"):
        Repository(root).service_texts(paths)


def test_a_missing_file_reads_as_none_where_that_is_asked(tmp_path: Path) -> None:
    assert Repository(tmp_path).read_if_there("midwatch.toml") is None
    repository(tmp_path, "midwatch.toml")
    assert Repository(tmp_path).read_if_there("midwatch.toml") == "midwatch.toml"
