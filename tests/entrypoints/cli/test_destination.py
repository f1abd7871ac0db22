"""Where an answer may go."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.entrypoints.cli._output import check_destination, write_out


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_picture_is_never_written_to_a_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "midwatch", "slo", "status", "--format", "png"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm"},
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert "not writing a png to your terminal" in done.stderr
    assert "fix  add --output status.png" in done.stderr


REFUSED = {
    "a name that means another form": ("text", "status.png", "--format png"),
    "a folder that is not there": ("png", "nowhere/status.png", "make the folder"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_meant_is_refused_before_anything_is_asked(case: str, folder: Path) -> None:
    form, name, fix = REFUSED[case]
    with pytest.raises(InputError) as refused:
        check_destination(form, name)
    assert fix in refused.value.fix
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("form", "name"),
    [("png", "status.png"), ("png", "STATUS.PNG"), ("html", "page"), ("text", "status.txt")],
)
def test_other_names_are_taken_as_they_are(form: str, name: str, folder: Path) -> None:
    check_destination(form, name)
    write_out(b"content", name)
    assert (folder / name).read_bytes() == b"content"


def test_a_file_that_is_there_is_replaced_in_full(folder: Path) -> None:
    (folder / "status.html").write_text("before, and longer")
    write_out(b"after", "status.html")
    assert [path.name for path in folder.iterdir()] == ["status.html"]
    assert (folder / "status.html").read_text() == "after"


def test_a_folder_is_no_file_to_write(folder: Path) -> None:
    (folder / "pictures").mkdir()
    with pytest.raises(InputError):
        write_out(b"content", "pictures")
