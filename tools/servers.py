#!/usr/bin/env python3
"""Finds Prometheus and Alertmanager for the tests, or unpacks them from Debian's packages, without root.

Usage: tools/servers.py [--require]

Servers on PATH are used as they are; `MIDWATCH_TEST_SERVERS=download` ignores PATH. What is missing is fetched by apt
into `servers/bin` below `MIDWATCH_CACHE` (default: `midwatch` in `XDG_CACHE_HOME` or `~/.cache`), once, whoever
asks at the same time. What cannot be had is said in one line; the status is then 0, or 1 with `--require`.
"""

import argparse
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Server:
    """A program that tests run: `name` as upstream calls it, and the Debian package and file that hold it."""

    name: str
    package: str
    file: str


SERVERS = (
    Server("prometheus", "prometheus", "usr/bin/prometheus"),
    Server("promtool", "prometheus", "usr/bin/promtool"),
    Server("alertmanager", "prometheus-alertmanager", "usr/bin/prometheus-alertmanager"),
    Server("amtool", "prometheus-alertmanager", "usr/bin/amtool"),
)

# Debian builds both to read templates and web pages from this folder. An unpacked one finds them where its wrapper
# opened descriptor 9: the path inside is replaced by another of the same length.
ASSETS = b"/usr/share/prometheus"
HANDED_IN = b"/proc/self/fd/9".ljust(len(ASSETS), b"/")
WRAPPER = """\
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")/..
exec 9<"$here/share"
exec "$here/lib/{name}" "$@"
"""


class CannotFetchError(Exception):
    """Why a server cannot be had here, in words that say what to do."""


def servers_folder(environ: Mapping[str, str]) -> Path:
    """Where unpacked servers are kept. Raises CannotFetchError where the user has no home and names no cache."""
    places = (("MIDWATCH_CACHE", "."), ("XDG_CACHE_HOME", "midwatch"), ("HOME", ".cache/midwatch"))
    for variable, below in places:
        if environ.get(variable):
            return Path(environ[variable]).absolute() / below / "servers"
    why = "neither MIDWATCH_CACHE nor HOME is set: set MIDWATCH_CACHE to a folder that you can write to"
    raise CannotFetchError(why)


def locate(name: str, environ: Mapping[str, str]) -> Path | None:
    """Say where a server's program is: on PATH (unless told to ignore it), or unpacked; None where it is not."""
    server = next(each for each in SERVERS if each.name == name)
    if environ.get("MIDWATCH_TEST_SERVERS") != "download":
        for program in (server.name, Path(server.file).name):
            if found := shutil.which(program, path=environ.get("PATH")):
                return Path(found)
    try:
        unpacked = servers_folder(environ) / "bin" / server.name
    except CannotFetchError:
        return None
    return unpacked if os.access(unpacked, os.X_OK) else None


def fetch(servers: list[Server], environ: Mapping[str, str]) -> None:
    """Unpack `servers` into the cache. Raises CannotFetchError with the reason; nothing half-written stays."""
    for tool in ("apt-get", "dpkg-deb"):
        if shutil.which(tool, path=environ.get("PATH")) is None:
            why = f"this machine has no {tool}: install Prometheus and Alertmanager so that they are on PATH"
            raise CannotFetchError(why)
    folder = servers_folder(environ)
    try:
        for name in ("bin", "lib", "share"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            missing = [
                each for each in servers if not os.access(folder / "bin" / each.name, os.X_OK)
            ]
            if missing:
                _unpack(missing, folder, environ)
    except OSError as error:
        why = f"cannot write {folder} ({error.strerror}): set MIDWATCH_CACHE to a folder that you can write to"
        raise CannotFetchError(why) from error


def _unpack(servers: list[Server], folder: Path, environ: Mapping[str, str]) -> None:
    print(f"Unpacking {_names(servers)} from Debian packages into {folder}", file=sys.stderr)
    for abandoned in folder.glob(".unpack-*"):  # by a run that was killed; we hold the lock
        shutil.rmtree(abandoned, ignore_errors=True)
    packages = sorted({each.package for each in servers})
    with tempfile.TemporaryDirectory(dir=folder, prefix=".unpack-") as scratch:
        work = Path(scratch)
        for needed in ("lists/partial", "cache/archives/partial", "root"):
            (work / needed).mkdir(parents=True)
        complaints = _run(_apt(work, "update"), work, environ)
        try:
            _run(_apt(work, "download", *packages), work, environ)
        except CannotFetchError as error:
            # Apt says “unable to locate” where it could not reach its lists: what went wrong came first.
            raise CannotFetchError(next(iter(complaints), str(error))) from error
        for package in work.glob("*.deb"):
            _run(["dpkg-deb", "-x", package.name, "root"], work, environ)
        assets = work / "root" / ASSETS.decode().lstrip("/")
        if assets.is_dir():
            shutil.copytree(assets, folder / "share", symlinks=True, dirs_exist_ok=True)
        for server in servers:
            _place(server, work, folder)
            _run([str(work / server.name), "--version"], work, environ)
            (work / server.name).replace(folder / "bin" / server.name)


def _place(server: Server, work: Path, folder: Path) -> None:
    """Put the program into `lib`, and what starts it into `work`, ready to be moved into `bin`."""
    program = work / "root" / server.file
    program.write_bytes(program.read_bytes().replace(ASSETS, HANDED_IN))
    program.chmod(0o755)
    program.replace(folder / "lib" / server.name)
    wrapper = work / server.name
    wrapper.write_text(WRAPPER.format(name=server.name))
    wrapper.chmod(0o755)


def _apt(work: Path, *command: str) -> list[str]:
    settings = {
        "Dir::State": str(work),
        "Dir::Cache": str(work / "cache"),
        "Dir::State::status": "/var/lib/dpkg/status",
        "APT::Sandbox::User": "",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
    }
    return ["apt-get", "-qq", *(f"-o{key}={value}" for key, value in settings.items()), *command]


def _run(command: list[str], work: Path, environ: Mapping[str, str]) -> list[str]:
    """Run to the end; the lines it said. Raises CannotFetchError with the last of them."""
    done = subprocess.run(
        command,
        cwd=work,
        env={**environ, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    said = done.stdout.strip().splitlines()
    if done.returncode != 0:
        step = " ".join([Path(command[0]).name, *(word for word in command[1:] if word[0] != "-")])
        raise CannotFetchError(f"{step}: {[f'status {done.returncode}', *said][-1]}")
    return said


def _names(servers: list[Server]) -> str:
    return ", ".join(each.name for each in servers)


def main(arguments: list[str], environ: Mapping[str, str]) -> int:
    """Fetch what is missing; say in one line what cannot be had."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--require", action="store_true", help="status 1 where a server is missing")
    options = parser.parse_args(arguments)
    missing = [each for each in SERVERS if locate(each.name, environ) is None]
    if not missing:
        return 0
    try:
        fetch(missing, environ)
    except CannotFetchError as error:
        print(f"Without {_names(missing)}: {error}", file=sys.stderr)
        return 1 if options.require else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
