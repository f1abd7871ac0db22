"""Words that would take a terminal over are harmless in every answer, and are kept as they were said."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from midwatch.domain.incidents.event import EventKind
from midwatch.store.incidents.memory import Draft
from tests.support.incidents import INCIDENT, isolated, memory_of, repository

SAID = (
    "down \x1b[2J\x07\x9b31m\u202egnp.exe\u2066 \u061c\u2060\ufff9\u200b\u2028 \ufeff<b>*x*</b> end"
)
RAW = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)

# What is typed → whether the answer shows what was said.
ASKED = {
    "incident show --full": True,
    "incident show --format json": True,
    "incident list": True,
    "incident list --format json": True,
    "incident list --service nothing": False,
    "incident export": True,
    "incident export --format json": True,
    "incident report --offline --output ../papers": False,
    "incident report --offline --output ../papers --format json": True,
    "proposals --channel slack --channel email --channel status_page --channel pagerduty": True,
    "proposals --format json": True,
    "incident accept --as bob@example.org": False,
    "incident log again --format json": True,
    "incident watch": True,
}


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which every text of an incident is hostile."""
    for name, value in isolated(tmp_path).items():
        monkeypatch.setenv(name, value)
    root = repository(tmp_path / "team")
    (tmp_path / "papers").mkdir()
    data = {"title": SAID, "severity": "SEV2", "services": [SAID], "type": SAID, "commander": SAID}
    texts = {"text": SAID, "to": SAID, "person": SAID, "role": "scribe", SAID: [SAID, {"a": SAID}]}
    alert = {"origin": SAID, "key": SAID, "labels": {SAID: SAID}, "link": SAID, "status": "firing"}
    told: list[tuple[EventKind, Mapping[str, object]]]
    kinds = (EventKind.NOTED, EventKind.ASSIGNED, EventKind.ESCALATED, EventKind.HANDOFF)
    told = [
        (EventKind.DECLARED, {**data, "environment": SAID, "because": [{"because": SAID}]}),
        (EventKind.ALERTED, {**alert, "text": SAID}),
        (EventKind.CORRECTED, {"impact": SAID, "reason": SAID}),
        (EventKind.IDENTIFIED, {"text": SAID}),
        *((kind, texts) for kind in kinds),
        (EventKind.PROPOSED, {"action": SAID, "text": SAID}),
    ]
    memory_of(root).append(
        [Draft(incident=INCIDENT, kind=kind, actor=SAID, data=data) for kind, data in told]
    )
    return root


def ask(root: Path, line: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "midwatch", *line.split()],
        cwd=root,
        input=stdin,
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"MIDWATCH_ACTOR": "alice@example.org", "NO_COLOR": "1"},
    )


def test_no_answer_and_no_paper_holds_a_control_character(team: Path) -> None:
    for line, shows in ASKED.items():
        done = ask(team, line)
        assert done.returncode == 0, (line, done.stderr)
        assert not RAW.search(done.stdout + done.stderr), line
        assert ("gnp.exe" in done.stdout) is shows, line
    papers = [path.read_text(encoding="utf-8") for path in team.parent.glob("papers/**/*.*")]
    assert len(papers) == 2
    assert [text for text in papers if RAW.search(text) or "gnp.exe" not in text] == []


def test_what_is_refused_is_told_without_a_control_character(team: Path) -> None:
    for verb in ("show", "log", "accept", "report", "export"):
        done = ask(team, f"incident {verb} \x1b[2J\u202e")
        assert not RAW.search(done.stdout + done.stderr), verb


def test_words_are_exported_and_taken_over_as_they_were_said(team: Path, tmp_path: Path) -> None:
    other = repository(tmp_path / "other")
    done = ask(other, "incident import", stdin=ask(team, "incident export").stdout)
    assert done.returncode == 0, done.stderr
    assert not RAW.search(done.stdout)
    theirs = {event.id: event for event in memory_of(other).read().events}
    assert theirs == {event.id: event for event in memory_of(team).read().events}
    shown = json.loads(ask(other, "incident show --format json").stdout)
    assert shown["incident"]["title"] == SAID
