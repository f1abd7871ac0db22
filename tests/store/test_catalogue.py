"""A team's own catalogue file wins over ours of the same name."""

from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.store import catalogue


def test_the_teams_files_replace_ours_and_add_to_them(tmp_path: Path) -> None:
    (tmp_path / "conventions").mkdir()
    ours = catalogue.load("conventions")
    name = next(iter(ours), "prometheus-client")
    (tmp_path / "conventions" / f"{name}.yaml").write_text("ours: no\n")
    (tmp_path / "conventions" / "theirs.yaml").write_text("theirs: yes\n")
    both = catalogue.load("conventions", tmp_path)
    assert both[name] == "ours: no\n"
    assert both["theirs"] == "theirs: yes\n"
    assert set(both) == {*ours, name, "theirs"}


def test_a_team_without_files_of_its_own_has_ours(tmp_path: Path) -> None:
    assert catalogue.load("conventions", tmp_path) == catalogue.load("conventions")


def test_a_file_that_cannot_be_read_is_told_and_ours_stands(tmp_path: Path) -> None:
    ours = catalogue.load("checklists")
    (tmp_path / "checklists" / "dns.yaml").mkdir(parents=True)
    (tmp_path / "checklists" / "database.yaml").write_bytes(b"\xff")
    (tmp_path / "checklists" / "theirs.yaml").write_text("theirs: yes\n")
    found = catalogue.readable("checklists", tmp_path)
    assert dict(found.texts) == {**ours, "theirs": "theirs: yes\n"}
    assert set(found.unreadable) == {"checklists/database.yaml", "checklists/dns.yaml"}
    with pytest.raises(InputError, match=r"checklists/database\.yaml"):
        catalogue.load("checklists", tmp_path)


def test_a_folder_that_is_none_of_the_teams_is_told_and_ours_stands(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "checklists").symlink_to("/etc")
    found = catalogue.readable("checklists", tmp_path / "root")
    assert found.texts == catalogue.load("checklists")
    assert set(found.unreadable) == {"checklists/"}


def test_a_catalogue_that_leads_out_of_the_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "conventions").symlink_to("/etc")
    with pytest.raises(InputError):
        catalogue.load("conventions", tmp_path / "root")
