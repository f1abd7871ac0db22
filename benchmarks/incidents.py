"""How long what a person types in an incident takes, whole process, with many incidents and with a long one.

Usage: python -m benchmarks.incidents [--runs 7]

Prints a Markdown table: commands on a repository of 1,000 incidents of 20 events and one of 2,000, packed as after a
fetch. The peer counts the commits of the same branch with git.
"""

import argparse
import secrets
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks._measure import MIDWATCH, cpu, repeated, run, table, verdict, wall

from midwatch.domain.incidents.event import EventKind
from midwatch.store.incidents.memory import Draft, IncidentMemory

INCIDENTS, EVENTS, LONG = 1_000, 20, 2_000
BIG = "2026-03-10-big"
ACTOR = "oncall@example.org"
BATCH = 2_000


def main() -> None:
    """Measure in a repository that is removed afterwards."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        prepare(root)
        for shown, command, goal in COMMANDS:
            runs = repeated(command, root, options.runs)
            spread = wall(runs) * 1000
            held = verdict(spread.median, goal, "ms") if goal else ""
            memory = f"{max(each.peak_mib for each in runs):.0f} MiB"
            rows.append([shown, spread.text("ms"), (cpu(runs) * 1000).text("ms"), memory, held])
    print(table(["command", "wall", "processor", "peak memory", "goal"], rows))


ALERT = "Database replica lag > 10 minutes (current: 25 min)"
COMMANDS = (
    (
        "`incident triage --offline`",
        [MIDWATCH, "incident", "triage", "--offline", ALERT],
        1_000,
    ),
    ("`incident list`, of 1,000", [MIDWATCH, "incident", "list"], 1_000),
    ("`incident show`, of 2,000 events", [MIDWATCH, "incident", "show", BIG], 500),
    (
        "`incident log`, among 1,000",
        [MIDWATCH, "incident", "log", BIG, "a note", "--as", ACTOR],
        300,
    ),
    ("peer: `git rev-list --count midwatch`", ["git", "rev-list", "--count", "midwatch"], None),
)


def prepare(root: Path) -> None:
    """A repository with many incidents, all but a few resolved, packed."""
    run(["git", "init", "--quiet"], root)
    now = datetime(2026, 1, 1, tzinfo=UTC)

    def clock() -> datetime:
        nonlocal now
        now += timedelta(seconds=1)
        return now

    memory = IncidentMemory.of(root, now=clock, chance=secrets.token_hex)
    drafts = list(_drafts())
    for start in range(0, len(drafts), BATCH):
        memory.append(drafts[start : start + BATCH])
    run(["git", "gc", "--quiet"], root)


def _drafts() -> Iterator[Draft]:
    for number in range(INCIDENTS):
        day = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=6 * number)
        name = f"{day:%Y-%m-%d}-number-{number}"
        data = {"title": f"Number {number}", "severity": "SEV2", "services": ["api"]}
        yield _draft(name, EventKind.DECLARED, data)
        yield from _notes(name, EVENTS - 2)
        if number > EVENTS:
            yield _draft(name, EventKind.PHASE, {"phase": "resolved", "text": "over"})
    yield _draft(BIG, EventKind.DECLARED, {"title": "A long one", "severity": "SEV1"})
    yield from _notes(BIG, LONG - 1)


def _notes(name: str, count: int) -> Iterator[Draft]:
    for number in range(count):
        yield _draft(name, EventKind.NOTED, {"text": f"what was seen and done, {number}; " * 4})


def _draft(name: str, kind: EventKind, data: dict[str, object]) -> Draft:
    return Draft(incident=name, kind=kind, actor=ACTOR, data=data)


if __name__ == "__main__":
    main()
