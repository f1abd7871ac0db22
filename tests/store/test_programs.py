"""A program is found on the PATH that is named, and asked for its version."""

import os
import sys
from pathlib import Path

from midwatch.store import programs


def script(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{text}\n")
    path.chmod(0o755)
    return path


def test_a_program_is_found_where_the_path_says(tmp_path: Path) -> None:
    found = script(tmp_path, "promtool", "print('promtool, version 2.42.0')\nprint('build')")
    assert programs.find("promtool", str(tmp_path)) == found
    assert programs.find("promtool", "") is None
    assert programs.version(found) == "promtool, version 2.42.0"


def test_a_program_that_fails_or_is_silent_has_no_version(tmp_path: Path) -> None:
    assert programs.version(script(tmp_path, "fails", "raise SystemExit(3)")) is None
    assert programs.version(script(tmp_path, "silent", "pass")) is None
    assert programs.version(tmp_path / "nowhere") is None
    assert programs.version(Path(os.devnull)) is None
