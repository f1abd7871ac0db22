"""The page on events names every kind and every field that there is."""

import json
import re
from datetime import UTC, datetime

from midwatch.domain.incidents.event import Event, EventKind
from midwatch.formats.memory import event_file
from midwatch.workflows.incident.declare import MOST_ALERTS
from midwatch.workflows.incident.recording import LONGEST_LINE, LONGEST_TEXT
from tests.architecture.sources import ROOT

PAGE = (ROOT / "docs" / "reference" / "events.md").read_text(encoding="utf-8")


def first_column(heading: str) -> set[str]:
    """What the first column of a section's table names."""
    section = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    cells = re.findall(r"^\| (`[^|]+`) \|", section, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_every_kind_of_event_is_told() -> None:
    assert first_column("Kinds") == {kind.value for kind in EventKind}


def test_every_field_of_the_envelope_is_told() -> None:
    at = datetime(2026, 3, 10, 2, 14, tzinfo=UTC)
    event = Event(
        id=event_file.event_id(at, "0123abcd"),
        incident="2026-03-10-x",
        kind="noted",
        occurred_at=at,
        recorded_at=at,
        actor="a",
        writer="0123abcd",
        confidential=True,
    )
    assert first_column("The envelope") == set(json.loads(event_file.render(event)))


def test_every_limit_is_told() -> None:
    limits = PAGE.split("\n## Limits\n", 1)[1]
    told = [
        f"| {LONGEST_TEXT:,} characters |",
        f"| {LONGEST_LINE} characters |",
        f"| alerts of one payload that are recorded | {MOST_ALERTS} |",
        f"| {event_file.LARGEST // 1024} KiB |",
    ]
    assert [line for line in told if line not in limits] == []
