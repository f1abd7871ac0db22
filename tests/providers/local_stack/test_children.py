import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from midwatch.domain.errors import SourceFailed
from midwatch.providers.local_stack.children import running
from midwatch.providers.local_stack.interrupts import STOPPING, stopping_once

SLEEPER = ("/bin/sh", "-c", "echo awake; exec sleep 600")


def runs(pid: int) -> bool:
    """Whether a process is there and is no zombie."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"


def wait_until_gone(pid: int) -> bool:
    for _ in range(200):
        if not runs(pid):
            return True
        time.sleep(0.05)
    return False


def test_a_program_ends_with_its_block(tmp_path: Path) -> None:
    with running("sleeper", SLEEPER, tmp_path) as child:
        child.require_running()
        pid = child.pid
    assert not runs(pid)


def test_a_program_ends_when_its_block_fails(tmp_path: Path) -> None:
    def fail_inside() -> None:
        with running("sleeper", SLEEPER, tmp_path) as child:
            pids.append(child.pid)
            raise LookupError

    pids: list[int] = []
    with pytest.raises(LookupError):
        fail_inside()
    assert not runs(pids[0])


def test_a_program_that_dies_is_reported_with_its_last_words(tmp_path: Path) -> None:
    dying = ("/bin/sh", "-c", "echo listening; echo 'disk is full \033[31m' >&2; exit 3")
    with running("prometheus", dying, tmp_path) as child:
        child.process.wait()
        wait_for_words(child.log)
        with pytest.raises(SourceFailed) as told:
            child.require_running()
    assert told.value.what == "prometheus ended with status 3"
    assert told.value.why == "its last words: listening; disk is full \\x1b[31m"


def wait_for_words(log: object) -> None:
    for _ in range(100):
        if "full" in str(log):
            return
        time.sleep(0.02)


def test_a_program_that_somebody_killed_is_reported_by_the_signal(tmp_path: Path) -> None:
    with running("prometheus", SLEEPER, tmp_path) as child:
        child.process.kill()
        child.process.wait()
        with pytest.raises(SourceFailed, match="prometheus ended with signal 9"):
            child.require_running()


def test_a_step_that_fails_is_an_error_and_one_that_succeeds_is_not(tmp_path: Path) -> None:
    with running("promtool", ("/bin/true",), tmp_path) as child:
        child.require_success()
    with (
        running("promtool", ("/bin/false",), tmp_path) as child,
        pytest.raises(SourceFailed, match="promtool ended with status 1"),
    ):
        child.require_success()


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with (
        pytest.raises(SourceFailed, match="start prometheus"),
        running("prometheus", SLEEPER, tmp_path / "gone"),
    ):
        pass


HOLDER = textwrap.dedent(
    """
    import sys, time
    from pathlib import Path
    from midwatch.providers.local_stack.children import running
    from midwatch.providers.local_stack.interrupts import stopping_once

    with stopping_once(), running("sleeper", ("/bin/sleep", "600"), Path.cwd()) as child:
        print(child.pid, flush=True)
        time.sleep(600)
    """
)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a killed parent")
@pytest.mark.parametrize(
    "number",
    [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL],
    ids=lambda number: str(number.name),
)
def test_whatever_ends_us_ends_the_servers_too(tmp_path: Path, number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        stderr=subprocess.DEVNULL,
    ) as holder:
        assert holder.stdout is not None
        pid = int(holder.stdout.readline())
        assert runs(pid)
        holder.send_signal(number)
        holder.wait()
    assert wait_until_gone(pid)


def test_the_first_signal_stops_and_the_next_ones_wait_for_the_end() -> None:
    before = [signal.getsignal(number) for number in STOPPING]
    with stopping_once():
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGINT)
    assert [signal.getsignal(number) for number in STOPPING] == before
