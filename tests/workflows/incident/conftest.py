"""The incidents of a repository in which somebody is at work, and the clock on its wall."""

from pathlib import Path

import pytest

from midwatch.store.incidents.memory import IncidentMemory
from tests.support.incidents import Clock, isolated, memory_of, repository


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> IncidentMemory:
    for name, value in isolated(tmp_path).items():
        monkeypatch.setenv(name, value)
    return memory_of(repository(tmp_path / "team"), clock=clock)
