"""Real Prometheus and Alertmanager on loopback, each ended by the test that started it."""

import contextlib
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.servers import locate

READY_WITHIN_S = 20.0
STOPPED_WITHIN_S = 10.0
PORT_TRIES = 3  # another process may take a free port before the server does

FAST = """\
global:
  scrape_interval: 1s
  evaluation_interval: 1s
rule_files: ["rules/*.yaml"]
"""


class ServerDidNotStart(Exception):
    """The program ended or stayed silent; the message ends with its last log lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningServer:
    """A server that answers at `url` (no slash at the end) as process `pid`; its files and log are in `folder`."""

    url: str
    pid: int
    folder: Path

    @property
    def log(self) -> str:
        """Everything the server has said so far."""
        return (self.folder / "log").read_text(errors="replace")


def program(name: str) -> Path:
    """The server's program; skips the test where it is not to be had, fails it where servers were promised."""
    found = locate(name, os.environ)
    if found is None and os.environ.get("MIDWATCH_TEST_SERVERS") == "download":
        pytest.fail(f"{name} is not in the cache: run tools/servers.py --require", pytrace=False)
    if found is None:
        pytest.skip(f"{name} is not on PATH: run tools/servers.py")
    return found


@contextlib.contextmanager
def prometheus(
    folder: Path,
    *,
    config: str = FAST,
    rules: Mapping[str, str] | None = None,
    tsdb_dir: Path | None = None,
    flags: Sequence[str] = (),
) -> Iterator[RunningServer]:
    """Run Prometheus on `config`, with `rules` as files beside it in `rules/`.

    What was backfilled stays, however old: nothing is dropped by age. Raises ServerDidNotStart.
    """
    path = _write(folder, "prometheus.yml", config)
    for name, text in (rules or {}).items():
        _write(folder / "rules", name, text)
    command = [
        str(program("prometheus")),
        f"--config.file={path}",
        f"--storage.tsdb.path={tsdb_dir or folder / 'data'}",
        "--storage.tsdb.retention.time=100y",
        "--web.enable-lifecycle",
        "--rules.alert.resend-delay=1s",
        "--log.level=warn",
        *flags,
    ]
    with _running(command, folder) as server:
        yield server


@contextlib.contextmanager
def alertmanager(
    folder: Path, *, config: str, flags: Sequence[str] = ()
) -> Iterator[RunningServer]:
    """Run Alertmanager on `config`, alone. Raises ServerDidNotStart."""
    command = [
        str(program("alertmanager")),
        f"--config.file={_write(folder, 'alertmanager.yml', config)}",
        f"--storage.path={folder / 'data'}",
        "--cluster.listen-address=",
        "--log.level=warn",
        *flags,
    ]
    with _running(command, folder) as server:
        yield server


def backfill_openmetrics(promtool: Path, source: str | Path, data_dir: Path) -> None:
    """Make blocks in `data_dir` from OpenMetrics text with timestamps (or a file of it, which ends with `# EOF`)."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = (
        source if isinstance(source, Path) else _write(data_dir.parent, "backfill.om", str(source))
    )
    flags = ("--quiet", "--max-block-duration=744h")
    made = subprocess.run(
        [promtool, "tsdb", "create-blocks-from", "openmetrics", *flags, path, data_dir],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr


@contextlib.contextmanager
def _running(command: list[str], folder: Path) -> Iterator[RunningServer]:
    for tries_left in reversed(range(PORT_TRIES)):
        address = f"127.0.0.1:{free_port()}"
        process = _start([*command, f"--web.listen-address={address}"], folder)
        server = RunningServer(url=f"http://{address}", pid=process.pid, folder=folder)
        try:
            if _is_ready(server, process):
                yield server
                return
        finally:
            _end(process)
        if not tries_left or "address already in use" not in server.log:
            tail = "\n".join(server.log.splitlines()[-5:])
            raise ServerDidNotStart(f"{command[0]} (status {process.returncode}) said:\n{tail}")


def _start(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )


def _is_ready(server: RunningServer, process: subprocess.Popen[bytes]) -> bool:
    """Wait until it answers; False where it ended or stayed silent."""
    deadline = time.monotonic() + READY_WITHIN_S
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"{server.url}/-/ready", timeout=1).close()  # noqa: S310 - loopback
            return process.poll() is None
        time.sleep(0.02)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End this very process, by the handle that started it."""
    process.terminate()
    try:
        process.wait(STOPPED_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text)
    return path
