"""How long `midwatch slo check` of one file takes without a source, whole process.

Usage: python -m benchmarks.check_one [--runs 15]

Prints a Markdown table. The peer is what reads the generated rules of the same service.
"""

import argparse
import os
import tempfile
from pathlib import Path

from benchmarks._measure import MIDWATCH, cpu, repeated, run, table, verdict, wall
from benchmarks._repository import service_name, write_repository

from tools.servers import locate

GOAL_MS = 300


def main() -> None:
    """Measure in a repository of one service that is removed afterwards."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    name = service_name(1)
    rules = f"alerts/{name}-slo.yaml"
    commands = {"`midwatch slo check FILE`": [MIDWATCH, "slo", "check", f"slos/{name}.yaml"]}
    if promtool := locate("promtool", os.environ):
        commands["peer: `promtool check rules`"] = [str(promtool), "check", "rules", rules]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_repository(root, 2)
        run([MIDWATCH, "slo", "compile"], root)
        for shown, command in commands.items():
            runs = repeated(command, root, options.runs)
            spread = wall(runs) * 1000
            goal = "" if shown.startswith("peer") else verdict(spread.median, GOAL_MS, "ms")
            rows.append([shown, spread.text("ms"), (cpu(runs) * 1000).text("ms"), goal])
    print(table(["command", "wall", "processor", "goal"], rows))


if __name__ == "__main__":
    main()
