"""What was changed stands where it happened, and who calls whom is seen in traces too."""

import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from midwatch.bootstrap.assembly import load_services
from midwatch.bootstrap.workspace import Workspace
from midwatch.domain.errors import SourceUnreachable
from midwatch.domain.measured import NoData
from midwatch.domain.signals.causes.answer import Verdict
from midwatch.domain.signals.change import Change, ChangeOrigin
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.slo.health.verdict import Colour
from midwatch.formats.openmetrics_writer import Family, FamilyType, dump_columns
from midwatch.formats.payloads.observe import payload
from midwatch.formats.reports.look import Look
from midwatch.formats.reports.observe import markdown, page, text
from midwatch.store import changes as feed
from midwatch.store import git
from midwatch.store.repository import Repository
from midwatch.workflows.observe.observe import ObserveReport, ObserveSources, observe
from midwatch.workflows.observe.request import ObserveRequest
from midwatch.workflows.slo.counting import Unanswered

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTES = 300
DEPLOYED = 20
"""Minutes before now: from then on search fails, and front, which calls it."""
TIMES = NOW.timestamp() - 60.0 * np.arange(MINUTES, -1, -1, dtype=np.float64)
AGO = np.arange(MINUTES, -1, -1)
SERVICE = "service: {name}\nconvention: opentelemetry-http\n{code}slo: {{availability: {target}}}\n"
REQUESTS = "http_server_request_duration_seconds_count"


def at(minutes_ago: float) -> datetime:
    return NOW - timedelta(minutes=minutes_ago)


def counter(metric: str, per_minute: np.ndarray, **labels: str) -> SampleSeries:
    return SampleSeries(metric=metric, labels=labels, times=TIMES, values=np.cumsum(per_minute))


def requests() -> Iterator[SampleSeries]:
    noise = np.random.default_rng(7)
    for job in ("front", "search", "mail"):
        failing = 0.0 if job == "mail" else np.where(AGO < DEPLOYED, 180.0, 0.0)
        good = noise.poisson(600 - failing, MINUTES + 1)
        bad = noise.poisson(failing + 0.05, MINUTES + 1)
        yield counter(REQUESTS, good, job=job, http_response_status_code="200")
        yield counter(REQUESTS, bad, job=job, http_response_status_code="500")


def builds() -> Iterator[SampleSeries]:
    for job, version, kept in (
        ("search", "2.3.0", AGO >= DEPLOYED),
        ("search", "2.4.0", AGO <= DEPLOYED),
        ("front", "9", AGO >= 0),
    ):
        labels = {"job": job, "service_version": version}
        yield SampleSeries(
            metric="target_info", labels=labels, times=TIMES[kept], values=np.ones(kept.sum())
        )


def calls() -> Iterator[SampleSeries]:
    every_minute = np.full(MINUTES + 1, 600.0)
    name = "traces_service_graph_request_total"
    yield counter(name, every_minute, client="front", server="search")
    yield counter(name, every_minute, client="user", server="front")


def families() -> Iterator[Family]:
    for name, kind, series in (
        ("http_server_request_duration_seconds", FamilyType.HISTOGRAM, requests()),
        ("target_info", FamilyType.GAUGE, builds()),
        ("traces_service_graph_request", FamilyType.COUNTER, calls()),
    ):
        yield Family(name=name, type=kind, help="", series=tuple(series))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    root = tmp_path / "team"
    root.mkdir()
    (root / "shop.om").write_bytes(b"".join(dump_columns(families())))
    (root / "midwatch.toml").write_text('[sources.main]\nkind = "capture"\npath = "shop.om"\n')
    (root / "slos").mkdir()
    for name, code in (("front", ""), ("search", "code: [lib/index]\n"), ("mail", "")):
        text = (
            f"service: {name}\nconvention: opentelemetry-http\n{code}slo: {{availability: 99.9%}}\n"
        )
        (root / f"slos/{name}.yaml").write_text(text)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    commit(root, 600, "Begin")
    return root


def commit(root: Path, minutes_ago: float, subject: str) -> None:
    said = {"NAME": "ops", "EMAIL": "ops@example.org", "DATE": at(minutes_ago).isoformat()}
    who = {f"GIT_{role}_{key}": said[key] for role in ("AUTHOR", "COMMITTER") for key in said}
    for act in (["add", "-A"], ["commit", "-q", "-m", subject]):
        subprocess.run(["git", *act], cwd=root, check=True, env=os.environ | who)


def observed(root: Path, *, failing: bool = False, **asked: object) -> ObserveReport:
    with Workspace(repository=Repository(root), environ={}, now=lambda: NOW) as here:
        loaded = load_services(here, NOW)
        sources = here.sources.observing(loaded.undetected)
        if failing:
            error = SourceUnreachable("reach main", why="it hung up", fix="look whether it runs")
            sources = ObserveSources(
                counting=sources.counting,
                tracks_for=sources.tracks_for,
                topology_for=lambda _: Unanswered(error),
            )
        request = ObserveRequest(at=NOW, **asked)  # type: ignore[arg-type]  # fields by name
        return observe(request, loaded, sources, repository=here.repository)


def changes_of(report: ObserveReport, service: str) -> list[Change]:
    (health,) = (each for each in report.seen.services if each.service.name == service)
    return [seen.change for seen in health.changes]


def test_a_new_version_is_a_deployment_with_before_and_after(root: Path) -> None:
    report = observed(root)
    (change,) = changes_of(report, "search")
    assert (change.kind, change.version) == ("deployment", "2.4.0")
    assert change.origin is ChangeOrigin.VERSION_LABEL
    assert change.summary == "2.4.0 began to run; 2.3.0 ran before"
    assert change.at == at(DEPLOYED)
    (search,) = (each for each in report.seen.services if each.service.name == "search")
    (moved,) = (m for m in search.changes[0].moved if m.signal == "errors")
    assert moved.before == pytest.approx(0, abs=0.01)
    assert moved.after == pytest.approx(0.3, abs=0.05)
    assert changes_of(report, "front") == changes_of(report, "mail") == []


def test_a_deployment_that_the_feed_has_is_told_once_in_the_words_of_the_feed(root: Path) -> None:
    made = Change(
        at=at(DEPLOYED + 2),
        service="search",
        kind="deployment",
        summary="Roll out the new index",
        version="2.4.0",
    )
    feed.append(Repository(root), made)
    assert changes_of(observed(root), "search") == [made]


def test_the_service_that_traces_show_to_be_called_is_confirmed_by_its_deployment(
    root: Path,
) -> None:
    report = observed(root)
    assert [health.colour for health in report.seen.services[:2]] == [Colour.RED, Colour.RED]
    assert report.seen.services[0].service.name == "search"
    assert report.seen.causes is not None
    (suspect, *_) = report.seen.causes.suspects
    assert (suspect.service, suspect.verdict) == ("search", Verdict.CONFIRMED)
    assert suspect.evidence.path == ("front", "search")


def test_what_only_traces_show_to_be_called_is_measured_though_it_was_not_asked_for(
    root: Path,
) -> None:
    report = observed(root, services=("front",))
    assert [health.service.name for health in report.seen.services] == ["front"]
    assert report.seen.causes is not None
    assert report.seen.causes.suspects[0].service == "search"


def test_commits_to_a_services_file_and_to_its_code_are_its_changes(root: Path) -> None:
    (root / "lib/index").mkdir(parents=True)
    (root / "lib/index/rank.py").write_text("rank = 1\n")
    commit(root, 50, "Rank by age")
    (root / "slos/mail.yaml").write_text(SERVICE.format(name="mail", code="", target="99%"))
    (root / "lib/other.py").write_text("other = 1\n")
    commit(root, 40, "Promise less mail")
    report = observed(root)
    ranked, deployed = changes_of(report, "search")
    assert (ranked.kind, ranked.summary, ranked.at) == ("commit", "Rank by age", at(50))
    assert (ranked.origin, deployed.origin) == (ChangeOrigin.COMMIT, ChangeOrigin.VERSION_LABEL)
    assert [change.summary for change in changes_of(report, "mail")] == ["Promise less mail"]
    assert changes_of(report, "front") == []


def test_a_commit_alone_confirms_nothing_for_it_may_not_be_deployed(root: Path) -> None:
    (root / "lib/index").mkdir(parents=True)
    (root / "lib/index/rank.py").write_text("rank = 1\n")
    commit(root, DEPLOYED + 1, "Rank by age")
    telemetry = (root / "shop.om").read_text().replace("2.3.0", "2.4.0")
    (root / "shop.om").write_text(telemetry)
    report = observed(root)
    assert report.seen.causes is not None
    assert report.seen.causes.suspects[0].verdict is Verdict.LIKELY


def test_a_source_that_tells_no_versions_is_said_and_leaves_the_rest_standing(root: Path) -> None:
    report = observed(root, failing=True)
    (absent,) = report.seen.untold
    assert "it hung up" in absent.reason
    assert report.seen.services[0].colour is Colour.RED
    assert report.exit_code == 4
    healthy = observed(root, failing=True, services=("mail",))
    assert healthy.exit_code == 3


def test_versions_and_calls_are_explained_by_their_queries(root: Path) -> None:
    seen = observed(root).seen
    told = text.render(seen, Look(width=400), explain=True)
    assert "versions: 2.3.0, 2.4.0" in told
    assert "min by (service_version)" in told
    assert "calls: 2 pairs" in told
    assert "sum by (client, server) (increase(traces_service_graph_request_total[1h])) > 0" in told
    html = page.render(seen, explain=True)
    assert "calls: 2 pairs" in html


def test_commits_of_others_hide_none_of_a_services_own(root: Path) -> None:
    api, web = root / "k8s/api.yaml", root / "k8s/web.yaml"
    api.parent.mkdir()
    (root / "slos/mail.yaml").write_text(
        SERVICE.format(name="mail", code="code: [k8s/api.yaml]\n", target="99.9%")
    )
    commit(root, 400, "Build mail from k8s")
    api.write_text("replicas: 3\n")
    commit(root, 50, "Three of mail")
    for number in range(12):
        web.write_text(f"replicas: {number}\n")
        commit(root, 40 - number, f"Web {number}")
    assert [change.summary for change in changes_of(observed(root), "mail")] == ["Three of mail"]


def test_of_many_commits_a_page_shows_the_newest_and_counts_the_others(root: Path) -> None:
    (root / "lib/index").mkdir(parents=True)
    for number in range(14):
        (root / "lib/index/rank.py").write_text(f"rank = {number}\n")
        commit(root, 59 - number, f"Rank {number}")
    seen = observed(root).seen
    told = text.render(seen, Look(width=400))
    assert "Rank 3" not in told
    assert "Rank 4" in told
    assert "Rank 13" in told
    assert "and 4 earlier commits" in told
    assert "2.4.0 began to run" in told
    assert "and 4 earlier commits" in markdown.render(seen)
    data = payload(seen, requests=0, waited=timedelta(0))
    (search,) = (each for each in data.services if each.service == "search")
    assert len(search.changes) == 15


def test_a_history_that_cannot_be_read_is_said_and_holds_nothing_up(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = NoData(reason="commits: `git log` failed: it ended with status 128; see what it says")
    monkeypatch.setattr(git, "commits", lambda *_: broken)
    report = observed(root, services=("mail",))
    assert report.seen.untold == (broken,)
    assert "not known: commits" in text.render(report.seen, Look(width=400))
    assert report.exit_code == 0
