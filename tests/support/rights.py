"""Commands that run without the right to read everything, whoever runs the tests."""

import os
import shutil
import subprocess

import pytest

_WITHOUT = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


def without_override() -> list[str]:
    """What stands before a command so that modes of files hold for it; skips the test where that cannot be had."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("no setpriv here: root reads everything")
    if subprocess.run([*_WITHOUT, "true"], check=False, capture_output=True).returncode != 0:
        pytest.skip("setpriv is not permitted here: root reads everything")
    return _WITHOUT
