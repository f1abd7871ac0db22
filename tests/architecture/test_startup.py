"""Asking for help loads nothing heavy."""

import json
import subprocess
import sys

import pytest

HEAVY = (
    "font_source_sans_pro",
    "httpx",
    "mcp",
    "numpy",
    "promql_parser",
    "pydantic",
    "resvg_py",
    "rich",
    "yaml",
)
HELP = """
import json, sys
sys.argv = ["midwatch", *{arguments}]
from midwatch.entrypoints.cli.main import main
try:
    main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_and_version_import_no_heavy_library(arguments: list[str]) -> None:
    asked = subprocess.run(
        [sys.executable, "-c", HELP.format(arguments=arguments)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "midwatch" in asked.stdout.lower()
    loaded = {name.split(".")[0] for name in json.loads(asked.stderr.splitlines()[-1])}
    assert sorted(loaded & set(HEAVY)) == []


def test_importing_the_package_imports_no_heavy_library() -> None:
    listed = subprocess.run(
        [sys.executable, "-c", "import midwatch, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted({name.split(".")[0] for name in listed.stdout.split()} & set(HEAVY)) == []
