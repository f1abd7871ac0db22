"""Whole processes, measured from outside: time on the wall, time on processors, peak memory."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

MIDWATCH = str(Path(sys.executable).with_name("midwatch"))
"""The command that was installed beside this interpreter."""
_KIBI = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One process, with everything it started and waited for.

    `peak_mib` is of the largest single process, and never below the memory of whoever measures.
    """

    wall_s: float
    cpu_s: float
    peak_mib: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What several runs gave."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """Of at least one value."""
        known = sorted(values)
        return cls(median=statistics.median(known), least=known[0], most=known[-1])

    def __mul__(self, factor: float) -> "Spread":
        """The same in another unit."""
        return Spread(
            median=self.median * factor, least=self.least * factor, most=self.most * factor
        )

    def text(self, unit: str) -> str:
        """The median, and the range in brackets, with three significant digits."""
        least, most = significant(self.least), significant(self.most)
        return f"{significant(self.median)} {unit} ({least}–{most})"


class ProcessFailed(Exception):
    """A measured command ended with a status other than 0."""


def run(command: Sequence[str], folder: Path) -> Run:
    """Run to the end in a folder; what it says goes nowhere. Raises ProcessFailed."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise ProcessFailed(f"{' '.join(command)}: status {process.returncode}")
    return Run(wall_s=wall, cpu_s=usage.ru_utime + usage.ru_stime, peak_mib=usage.ru_maxrss / _KIBI)


def repeated(command: Sequence[str], folder: Path, runs: int) -> list[Run]:
    """Several runs, after one that warms the system's caches. Raises ProcessFailed."""
    run(command, folder)
    return [run(command, folder) for _ in range(runs)]


def wall(runs: Iterable[Run]) -> Spread:
    """Seconds on the wall."""
    return Spread.of(each.wall_s for each in runs)


def cpu(runs: Iterable[Run]) -> Spread:
    """Seconds on processors, of the system and of the program."""
    return Spread.of(each.cpu_s for each in runs)


def significant(value: float) -> str:
    """Three significant digits, or all that stand before the point."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three digits


def verdict(value: float, goal: float, unit: str) -> str:
    """The goal, and whether the value keeps it."""
    return f"≤ {goal:g} {unit}: {'kept' if value <= goal else '**missed**'}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
