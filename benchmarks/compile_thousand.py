"""How long `midwatch slo compile` of a thousand services with three objectives each takes, and what it needs.

Usage: python -m benchmarks.compile_thousand [--services 1000] [--runs 3]

Prints a Markdown table: one row for the first compile, one for a second that has nothing to change.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks._measure import MIDWATCH, Run, Spread, cpu, run, table, verdict, wall
from benchmarks._repository import OBJECTIVES, write_repository

GOAL_S, GOAL_MIB = 15, 400
_MEGA = 1e6


def main() -> None:
    """Measure in repositories that are removed afterwards."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--services", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    first, again, written = [], [], ""
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write_repository(root, options.services)
            first.append(run([MIDWATCH, "slo", "compile"], root))
            again.append(run([MIDWATCH, "slo", "compile"], root))
            written = size(root)
    header = ["objectives", "compile", "written", "wall", "processor", "peak memory", "goals"]
    count = f"{options.services * OBJECTIVES:,}"
    rows = [
        [count, "first", written, *measured(first)],
        [count, "nothing to change", "0", *measured(again)],
    ]
    print(table(header, rows))


def measured(runs: list[Run]) -> list[str]:
    """The cells that tell what the runs took."""
    time, peak = wall(runs), Spread.of(each.peak_mib for each in runs)
    kept = f"{verdict(time.median, GOAL_S, 's')}; {verdict(peak.most, GOAL_MIB, 'MiB')}"
    return [time.text("s"), cpu(runs).text("s"), peak.text("MiB"), kept]


def size(root: Path) -> str:
    """How many files lie there, and how large they are together."""
    sizes = [path.stat().st_size for path in root.rglob("*") if path.is_file()]
    return f"{len(sizes):,} files, {sum(sizes) / _MEGA:.0f} MB"


if __name__ == "__main__":
    main()
