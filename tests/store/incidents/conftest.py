"""A repository in which somebody is at work."""

from pathlib import Path

import pytest

from tests.support.incidents import isolated, repository


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in isolated(tmp_path).items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.fixture
def team(home: Path) -> Path:
    return repository(home / "team")
