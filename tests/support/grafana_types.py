"""TypeScript's own compiler over dashboards, with the types that Grafana publishes."""

import fcntl
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import pytest

from tools.servers import CannotFetchError, servers_folder

SOURCES = Path(__file__).parents[2] / "tools" / "grafana_types"
_SETTINGS = """\
{"compilerOptions": {"strict": true, "noEmit": true, "skipLibCheck": true, "module": "esnext", "target": "es2022",
  "moduleResolution": "bundler", "types": []}, "include": ["*.ts"]}
"""
_NINE = """\
{"extends": "./tsconfig.json", "compilerOptions": {"strictNullChecks": false, "noImplicitAny": false},
  "include": ["*.ts"]}
"""


def installed() -> Path:
    """The folder of the locked packages, installed once a lock; skips the test where that cannot be."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        _not_here("node and npm are not on PATH")
    try:
        cache = servers_folder(os.environ).parent / "grafana-types"
    except CannotFetchError as error:
        _not_here(str(error))
    lock = (SOURCES / "package-lock.json").read_bytes()
    folder = cache / sha256(lock).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with (cache / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            for name in ("package.json", "package-lock.json"):
                shutil.copy(SOURCES / name, folder)
            flags = ("--ignore-scripts", "--no-audit", "--no-fund", "--silent")
            done = subprocess.run(
                [str(npm), "ci", *flags], cwd=folder, capture_output=True, text=True, check=False
            )
            if done.returncode:
                _not_here(f"npm ci: {(done.stderr or done.stdout).strip()[:200]}")
            (folder / "complete").touch()
    return folder


def _not_here(why: str) -> NoReturn:
    pytest.skip(f"dashboards are not held to Grafana's types: {why}")


def complaints(dashboards: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    """What the compiler says about each dashboard (name → JSON): as one of 11.6 exactly, as one that 9.5 can read."""
    packages = installed()
    (folder / "node_modules").symlink_to(packages / "node_modules")
    shutil.copy(SOURCES / "dashboards.ts", folder)
    found: dict[str, list[str]] = {name: [] for name in dashboards}
    (folder / "tsconfig.json").write_text(_SETTINGS)
    for kind, settings in (("Eleven", "tsconfig.json"), ("Nine", "nine.json")):
        for name, text in dashboards.items():
            (folder / f"{name}.ts").write_text(_checked(text, kind), encoding="utf-8")
        (folder / "nine.json").write_text(_NINE)
        done = subprocess.run(
            ["node", "node_modules/typescript/bin/tsc", "-p", settings, "--pretty", "false"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        for line in done.stdout.splitlines():
            if place := re.match(r"([\w-]+)\.ts\(", line):
                found.setdefault(place[1], []).append(f"{kind}: {line}")
        assert done.returncode == 0 or any(found.values()), done.stdout + done.stderr
    return found


def _checked(text: str, kind: str) -> str:
    """A module that holds the dashboard to a type: 11.6 knows every field of it, 9.5 need not."""
    begin = f'import type {{ {kind} }} from "./dashboards";\n'
    if kind == "Eleven":
        return f"{begin}export const dashboard: Eleven = {text.strip()};\n"
    return f"{begin}const value = {text.strip()} as const;\nexport const dashboard: Nine = value;\n"
