"""What every test may ask for: real servers, a scripted one, and golden folders."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from tests.support import servers
from tests.support.golden import Golden
from tests.support.http import ScriptedServer, scripted_server

# The same examples on every run; `make fuzz` draws new ones, and more.
settings.register_profile("midwatch", deadline=None, derandomize=True)
settings.register_profile(
    "fuzz", deadline=None, max_examples=int(os.environ.get("MIDWATCH_FUZZ_EXAMPLES", "2000"))
)
settings.load_profile("midwatch")


class StartPrometheus(Protocol):
    def __call__(
        self,
        *,
        config: str = servers.FAST,
        rules: Mapping[str, str] | None = None,
        tsdb_dir: Path | None = None,
        flags: Sequence[str] = (),
    ) -> AbstractContextManager[servers.RunningServer]: ...


class StartAlertmanager(Protocol):
    def __call__(
        self, *, config: str, flags: Sequence[str] = ()
    ) -> AbstractContextManager[servers.RunningServer]: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden", action="store_true", help="rewrite golden folders: review the diff"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(rewrite=request.config.getoption("--rewrite-golden"))


@pytest.fixture(scope="session")
def promtool() -> Path:
    return servers.program("promtool")


@pytest.fixture(scope="session")
def amtool() -> Path:
    return servers.program("amtool")


@pytest.fixture(scope="session")
def start_prometheus(tmp_path_factory: pytest.TempPathFactory) -> StartPrometheus:
    servers.program("prometheus")

    def start(
        *,
        config: str = servers.FAST,
        rules: Mapping[str, str] | None = None,
        tsdb_dir: Path | None = None,
        flags: Sequence[str] = (),
    ) -> AbstractContextManager[servers.RunningServer]:
        folder = tmp_path_factory.mktemp("prometheus")
        return servers.prometheus(
            folder, config=config, rules=rules, tsdb_dir=tsdb_dir, flags=flags
        )

    return start


@pytest.fixture(scope="session")
def start_alertmanager(tmp_path_factory: pytest.TempPathFactory) -> StartAlertmanager:
    servers.program("alertmanager")

    def start(
        *, config: str, flags: Sequence[str] = ()
    ) -> AbstractContextManager[servers.RunningServer]:
        folder = tmp_path_factory.mktemp("alertmanager")
        return servers.alertmanager(folder, config=config, flags=flags)

    return start


@pytest.fixture(scope="session")
def backfill_openmetrics(promtool: Path) -> Callable[[str | Path, Path], None]:
    def backfill(source: str | Path, data_dir: Path) -> None:
        servers.backfill_openmetrics(promtool, source, data_dir)

    return backfill


@pytest.fixture
def scripted_http_server() -> Iterator[ScriptedServer]:
    with scripted_server() as server:
        yield server
