"""A writer that is killed, a disk that is full, a file system that is read-only: nothing is ever half-written."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.store.files import write_atomically

FILES = 40
WRITER = f"""
import sys
from pathlib import Path
from midwatch.store.files import write_atomically
root, generation = Path(sys.argv[1]), 0
print("ready", flush=True)
while True:
    generation += 1
    write_atomically(root, {{f"{{n}}.txt": str(generation) * 5000 for n in range({FILES})}})
"""
IN_A_SMALL_PLACE = """
set -e
mount -t tmpfs -o size={size} none "$1"
echo old > "$1/a.txt"
{then}
exec "$2" -c '
import sys
from pathlib import Path
from midwatch.domain.errors import InputError
from midwatch.store.files import write_atomically
root = Path(sys.argv[1])
try:
    write_atomically(root, {{"a.txt": "new", "made/b.txt": "x" * 4_000_000}})
except InputError as error:
    print(error.why, "|", error.fix)
print(sorted(path.name for path in root.rglob("*")), (root / "a.txt").read_text())
' "$1"
"""


@pytest.mark.parametrize("patience_s", [0.0, 0.003, 0.011, 0.029, 0.071])
def test_a_killed_writer_leaves_every_file_old_or_new_and_the_next_write_clears_up(
    patience_s: float, tmp_path: Path
) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, tmp_path], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    with writer, writer.stdout as output:
        output.readline()
        threading.Event().wait(patience_s)
        writer.send_signal(signal.SIGKILL)
    written = [path.read_text() for path in tmp_path.glob("*.txt")]
    assert all(len(set(text)) >= 1 and text == text[: len(text) // 5000] * 5000 for text in written)
    write_atomically(tmp_path, {f"{n}.txt": "done" for n in range(FILES)})
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"{n}.txt" for n in range(FILES)
    )


def run_in_a_small_place(folder: Path, *, size: str, then: str) -> str:
    """Run the script in a mount namespace of its own; skips the test where the system grants none."""
    if shutil.which("unshare") is None:
        pytest.skip("no unshare here: a full disk cannot be made")
    allowed = subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True)
    if allowed.returncode != 0:
        pytest.skip("unshare -rm is not permitted here: a full disk cannot be made")
    script = IN_A_SMALL_PLACE.format(size=size, then=then)
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", folder, sys.executable],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def test_a_full_disk_changes_nothing_and_says_so(tmp_path: Path) -> None:
    said = run_in_a_small_place(tmp_path, size="1m", then="")
    assert "the disk is full | free some space" in said
    assert "['a.txt'] old" in said


def test_a_read_only_file_system_changes_nothing_and_says_so(tmp_path: Path) -> None:
    said = run_in_a_small_place(tmp_path, size="1m", then='mount -o remount,ro none "$1"')
    assert "the file system is read-only | mount it writable" in said
    assert "['a.txt'] old" in said


def test_two_writers_take_turns(tmp_path: Path) -> None:
    def write(word: str) -> None:
        for _ in range(20):
            write_atomically(tmp_path, {"a.txt": word * 1000, "b.txt": word * 1000})

    threads = [threading.Thread(target=write, args=(word,)) for word in ("x", "y")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    texts = {(tmp_path / name).read_text() for name in ("a.txt", "b.txt")}
    assert texts in ({"x" * 1000}, {"y" * 1000})


def test_when_a_rename_fails_the_files_renamed_before_it_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("old")
    rename = Path.replace

    def fail_on_c(source: Path, target: Path) -> Path:
        if target.name == "c.txt":
            raise OSError(5, os.strerror(5))
        return rename(source, target)

    monkeypatch.setattr(Path, "replace", fail_on_c)
    with pytest.raises(InputError, match=r"write c\.txt"):
        write_atomically(tmp_path, {"a.txt": "new", "b.txt": "new", "c.txt": "new"})
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"
