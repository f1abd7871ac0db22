"""The night of an outage, typed at the command line in two clones while real servers tell what goes on."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from midwatch.domain.incidents.account.record import IncidentRecord
from midwatch.domain.incidents.event import timeline
from midwatch.domain.incidents.incident import Incident, incident_of
from midwatch.domain.measured import Measured
from midwatch.formats.memory import timeline_file
from tests.support.http import Reply, ScriptedServer, scripted_server
from tests.support.incidents import memory_of, run

NIGHT, DAY = "night@example.org", "day@example.org"
HOOK = "/alerts"
PATIENCE_S = 30.0
ALERTMANAGER = """\
route: {receiver: midwatch, group_by: [alertname, service], group_wait: 0s, group_interval: 1s}
receivers:
  - name: midwatch
    webhook_configs: [{url: "URL", send_resolved: true}]
"""


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - what servers measure happens at present


@contextmanager
def receiver() -> Iterator[ScriptedServer]:
    """Where Alertmanager sends its webhooks."""
    with scripted_server() as server:
        server.script(HOOK, Reply(body="ok"))
        yield server


def webhook_of(server: ScriptedServer, service: str) -> str:
    """The payload, as it was sent, of the page of a service."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        for request in server.requests:
            told = json.loads(request.body)
            if told["groupLabels"].get("service") == service:
                return request.body.decode()
        time.sleep(0.1)
    raise AssertionError([request.body[:200] for request in server.requests])


@dataclass(frozen=True)
class Clone:
    """A person at a clone; `said` remembers between which moments a verb ran."""

    root: Path
    person: str
    said: list[tuple[datetime, datetime]] = field(default_factory=list)

    def __call__(self, *arguments: str, stdin: str = "") -> str:
        """What a verb answers."""
        before = now()
        done = subprocess.run(
            [sys.executable, "-m", "midwatch", *arguments],
            cwd=self.root,
            input=stdin,
            check=False,
            capture_output=True,
            encoding="utf-8",
            env=os.environ | {"MIDWATCH_ACTOR": self.person, "NO_COLOR": "1"},
        )
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        self.said.append((before, now()))
        return done.stdout

    def data(self, *arguments: str, stdin: str = "") -> Any:  # noqa: ANN401 - JSON
        """The same as data."""
        return json.loads(self(*arguments, "--format", "json", stdin=stdin))


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the night left: the answers of triage, the events in both clones, and the papers."""

    triage: Mapping[str, Any]
    failing: float
    calls: list[tuple[datetime, datetime]]
    night: Incident
    day: Incident
    record: IncidentRecord
    report: str


def check(team: Path, folder: Path, tour: str, pager: ScriptedServer) -> None:
    """Play the night while the outage goes on, and hold all that it left against what servers and clocks say."""
    [url] = re.findall(r"Prometheus +(http://\S+)", tour)
    night, day = clones(team, folder, url)
    told = play(night, day, url, webhook_of(pager, "payments"))
    check_triage(told)
    check_timeline(told)
    check_times(told)
    check_budget(told, url, day)


def clones(root: Path, folder: Path, url: str) -> tuple[Clone, Clone]:
    """Two clones of the team's repository with a remote between them; both ask Prometheus."""
    toml = f'[sources.live]\nkind = "prometheus"\nurl = "{url}"\n'
    (root / "midwatch.toml").write_text(toml)
    (root / ".gitignore").write_text(".midwatch/\n")
    remote = folder / "remote.git"
    run(folder, "init", "-q", "--bare", "-b", "main", str(remote))
    run(root, "checkout", "-q", "-B", "main")
    run(root, "add", ".")
    run(root, "commit", "-q", "-m", "Begin")
    run(root, "remote", "add", "origin", str(remote))
    run(root, "push", "-q", "origin", "main")
    run(folder, "clone", "-q", str(remote), "second")
    return Clone(root, NIGHT), Clone(folder / "second", DAY)


def play(night: Clone, day: Clone, url: str, hook: str) -> Told:
    """From the webhook to the papers."""
    triage = night.data("incident", "triage", stdin=hook)
    name = night.data("incident", "declare", stdin=hook)["incident"]["id"]
    earlier = (now() - timedelta(seconds=7)).replace(microsecond=0)
    night("incident", "log", "support says that cards fail", "--at", earlier.isoformat())
    night("incident", "log", "no deployment today")
    night("incident", "handoff", "--to", DAY, "--next", "call the card network")
    night("sync")
    day("sync")
    day("incident", "accept")
    day("incident", "update", "--impact-began", triage["impact_began"])
    day("incident", "mitigate", "moved to the second gateway")
    over = json.loads(hook)
    for alert in over["alerts"]:
        alert |= {"status": "resolved", "endsAt": now().isoformat()}
    assert day.data("incident", "declare", stdin=json.dumps(over))["resolution_proposed"]
    day("incident", "resolve", "cards are accepted again")
    day("sync")
    night("sync")
    papers = day.root / "incidents" / name
    text = (papers / "timeline.yaml").read_text(encoding="utf-8")
    return Told(
        triage=triage,
        failing=asked(url, held(triage, "requests-failing")),
        calls=[*night.said, *day.said],
        night=incident_of(memory_of(night.root).read(name).events),
        day=incident_of(memory_of(day.root).read(name).events),
        record=timeline_file.parse(text, "timeline.yaml"),
        report=(papers / "report.md").read_text(encoding="utf-8"),
    )


def held(triage: Mapping[str, Any], rule: str) -> Mapping[str, Any]:
    """The rule of a triage that held."""
    [found] = [each for each in triage["indications"] if each["rule"] == rule]
    return dict(found)


def asked(url: str, told: Mapping[str, Any]) -> float:
    """The share that Prometheus gives for the query which is told beside a number, at its moment."""
    shown = told["provenance"]
    parts = dict(part.split(": ", 1) for part in shown["query"].split("; "))
    at = datetime.fromisoformat(shown["range_end"]).timestamp()
    return query(url, parts["bad"], at) / query(url, parts["valid"], at)


def query(url: str, text: str, at: float) -> float:
    """The value of an instant query."""
    with urlopen(f"{url}/api/v1/query?{urlencode({'query': text, 'time': at})}") as answer:  # noqa: S310 - loopback
        [series] = json.load(answer)["data"]["result"]
    return float(series["value"][1])


def check_triage(told: Told) -> None:
    """The severity rests on a share that Prometheus confirms."""
    failing = held(told.triage, "requests-failing")
    assert told.triage["severity"] == "SEV2"
    assert told.triage["services"] == ["payments"]
    assert failing["provenance"]["source"] == "live"
    assert 0.1 < failing["value"] <= 1
    assert failing["value"] == pytest.approx(told.failing, rel=1e-6)


def check_timeline(told: Told) -> None:
    """Every event, in order, to the second; each recorded while its verb ran; and the same in both clones."""
    assert told.night.events == told.day.events == timeline(told.day.events)
    assert [(each.at, each.actor) for each in told.record.events] == [
        (event.occurred_at.replace(microsecond=0), event.actor) for event in told.day.events
    ]
    for event in told.day.events:
        assert any(before <= event.recorded_at <= after for before, after in told.calls), event
    kinds = [event.kind for event in sorted(told.day.events, key=lambda one: one.recorded_at)]
    assert kinds == [
        *("declared", "alerted", "noted", "noted", "handoff", "accepted", "corrected"),
        *("phase", "alerted", "proposed", "phase"),
    ]
    assert told.day.owner == DAY


def check_times(told: Told) -> None:
    """Each time follows from the moments beside it."""
    moments, spans = told.record.moments, told.record.durations
    ends = {
        "to_detect": ("began", "detected"),
        "to_acknowledge": ("detected", "acknowledged"),
        "to_mitigate": ("began", "mitigated"),
        "to_resolve": ("began", "resolved"),
    }
    for name, (start, end) in ends.items():
        span = spans[name]
        assert isinstance(span, Measured), span
        told_seconds = (moments[end] - moments[start]).total_seconds()
        assert abs(span.value.total_seconds() - told_seconds) <= 1, name


def check_budget(told: Told, url: str, clone: Clone) -> None:
    """What it cost was counted between its beginning and its end, and is a share of what the month allows."""
    [spent] = [one for one in told.record.budget if one.objective == "payments-availability"]
    assert isinstance(spent.share, Measured)
    origin = spent.share.provenance
    assert origin.range is not None
    assert origin.range.start.replace(microsecond=0) == told.record.moments["began"]
    bad = dict(part.split(": ", 1) for part in origin.query.split("; "))["bad"]
    status = clone.data("slo", "status", "payments")
    [allowed] = [
        one["budget"]["value"]["allowed_count"]
        for one in status["objectives"]
        if one["id"] == "payments-availability"
    ]
    counted = query(url, bad, told.day.events[-1].occurred_at.timestamp())
    assert spent.share.value == pytest.approx(counted / allowed, rel=0.02)
    assert f"{spent.share.value:.1%}" in told.report
