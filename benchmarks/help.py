"""How long `midwatch --help` takes, whole process, beside an empty Python and Prometheus' own tool.

Usage: python -m benchmarks.help [--runs 15]

Prints a Markdown table.
"""

import argparse
import os
import sys
from pathlib import Path

from benchmarks._measure import MIDWATCH, cpu, repeated, table, verdict, wall

from tools.servers import locate

GOAL_MS = 120


def main() -> None:
    """Measure each command in turn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    commands = {
        "`midwatch --help`": [MIDWATCH, "--help"],
        "peer: `python -c pass`": [sys.executable, "-c", "pass"],
    }
    if promtool := locate("promtool", os.environ):
        commands["peer: `promtool --help`"] = [str(promtool), "--help"]
    rows = []
    for name, command in commands.items():
        runs = repeated(command, Path.cwd(), options.runs)
        spread = wall(runs) * 1000
        goal = "" if name.startswith("peer") else verdict(spread.median, GOAL_MS, "ms")
        rows.append([name, spread.text("ms"), (cpu(runs) * 1000).text("ms"), goal])
    print(table(["command", "wall", "processor", "goal"], rows))


if __name__ == "__main__":
    main()
