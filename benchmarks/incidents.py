"""How long what a person types in an incident takes, whole process, with many incidents and with a long one.

Usage: python -m benchmarks.incidents [--runs 7]

Prints a Markdown table: commands on a repository of 1,000 incidents of 20 events and one of 2,000, packed as after a
fetch, and triage of an outage on the live demo's Prometheus. One peer counts the commits of the same branch with git,
the other asks that Prometheus one question with promtool. Needs Prometheus, which tools/servers.py brings.
"""

import argparse
import re
import secrets
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks._measure import MIDWATCH, cpu, repeated, run, table, verdict, wall

from midwatch.domain.incidents.event import EventKind
from midwatch.store.incidents.memory import Draft, IncidentMemory
from tests.support import servers

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
        rows += [measured(*each, root, options.runs) for each in COMMANDS]
        with live_shop(root) as (shop, url):
            rows += [measured(*each, shop, options.runs) for each in live_commands(url)]
    print(table(["command", "wall", "processor", "peak memory", "goal"], rows))


def measured(
    shown: str, command: Sequence[str], goal: float | None, folder: Path, runs: int
) -> list[str]:
    """One row."""
    made = repeated(command, folder, runs)
    spread = wall(made) * 1000
    held = verdict(spread.median, goal, "ms") if goal else ""
    memory = f"{max(each.peak_mib for each in made):.0f} MiB"
    return [shown, spread.text("ms"), (cpu(made) * 1000).text("ms"), memory, held]


@contextmanager
def live_shop(folder: Path) -> Iterator[tuple[Path, str]]:
    """The demo's shop on a real Prometheus, with an outage of payments that pages; its folder and the address."""
    command = [MIDWATCH, "demo", "--live", "--outage", "payments", "--duration", "20m"]
    shop, log = folder / "shop", folder / "demo.txt"
    with log.open("w") as said:
        demo = subprocess.Popen([*command, "--output", "shop"], cwd=folder, stdout=said)
    try:
        while "the page is in Alertmanager" not in (text := log.read_text()):
            if demo.poll() is not None:
                raise SystemExit(text)
            time.sleep(1)
        [url] = re.findall(r"Prometheus +(http://\S+)", text)
        (shop / "midwatch.toml").write_text(f'[sources.live]\nkind = "prometheus"\nurl = "{url}"\n')
        yield shop, url
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(60)


def live_commands(url: str) -> Iterator[tuple[str, list[str], float | None]]:
    """Triage by telemetry, and one question to the same server."""
    triage = [MIDWATCH, "incident", "triage", "--service", "payments", "payments fails"]
    yield "`incident triage`, live, answers of the source included", triage, 2_000
    query = 'sum(increase(http_requests_total{job="payments", code=~"5.."}[5m]))'
    promtool = str(servers.program("promtool"))
    yield "peer: `promtool query instant`, once", [promtool, "query", "instant", url, query], None


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
