"""Programs on PATH, and which version they are."""

import shutil
import subprocess
from pathlib import Path

_PATIENCE_SECONDS = 10


def find(name: str, path: str) -> Path | None:
    """Where a program is, on a PATH; None where it is not."""
    found = shutil.which(name, path=path)
    return Path(found) if found else None


def version(program: Path) -> str | None:
    """The first line that it says of its version, None where it says none."""
    try:
        done = subprocess.run(  # noqa: S603 - a program that PATH names, asked for its version
            [str(program), "--version"],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=_PATIENCE_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = (done.stdout or done.stderr).splitlines()
    return lines[0] if lines and done.returncode == 0 else None
