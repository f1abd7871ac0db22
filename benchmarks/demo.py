"""How long `midwatch demo` takes: a month of a shop made up, walked from init to status, whole process.

Usage: python -m benchmarks.demo [--runs 3]

Prints a Markdown table.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks._measure import MIDWATCH, Spread, cpu, run, table, verdict, wall

GOAL_S = 15


def main() -> None:
    """Measure in folders that are removed afterwards."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    runs = []
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory() as folder:
            runs.append(run([MIDWATCH, "demo"], Path(folder)))
    time, peak = wall(runs), Spread.of(each.peak_mib for each in runs)
    row = [time.text("s"), cpu(runs).text("s"), peak.text("MiB")]
    header = ["command", "wall", "processor", "peak memory", "goal"]
    print(table(header, [["`midwatch demo`", *row, verdict(time.median, GOAL_S, "s")]]))


if __name__ == "__main__":
    main()
