"""Compiling: only what passes the gate, and only where it is known which metrics a service has."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from midwatch.domain.errors import SourceFailed
from midwatch.domain.notification import NotificationPlan
from midwatch.formats.grafana.places import Places
from midwatch.store.repository import Repository
from midwatch.testing.metrics import InMemoryCatalogue, Series
from midwatch.workflows.slo.compile import CompileOutcome, CompileRequest, compile_slos
from midwatch.workflows.slo.live_facts import LiveSources
from tests.support import grafana

AT = datetime(2026, 3, 1, tzinfo=UTC)
UNDECLARED = "service: a\nslo: {availability: 99.9%}\n"
DECLARED = f"{UNDECLARED}convention: prometheus-client\n"


BROKEN = InMemoryCatalogue(failure=SourceFailed("describe metrics", why="status 500"))


def compiled(folder: Path, text: str, *, offline: bool = False) -> CompileOutcome:
    (folder / "slos").mkdir(exist_ok=True)
    (folder / "slos/a.yaml").write_text(text, encoding="utf-8")
    return compile_slos(
        CompileRequest(offline=offline),
        repository=Repository(folder, folder),
        sources=LiveSources(catalogue_for=lambda _: BROKEN, counts_for=lambda _: None),
        at=AT,
        plan=NotificationPlan(),
    )


def test_no_rule_is_written_while_nobody_can_say_how_metrics_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceFailed) as held:
        compiled(tmp_path, UNDECLARED)
    assert "--offline" in held.value.fix
    assert not (tmp_path / "alerts").exists()


def test_no_rule_is_written_while_nobody_can_say_which_buckets_there_are(tmp_path: Path) -> None:
    with pytest.raises(SourceFailed):
        compiled(tmp_path, DECLARED.replace("}", ", latency_p95: 200ms}"))
    assert not (tmp_path / "alerts").exists()


def test_offline_no_source_is_asked_and_files_are_taken_at_their_word(tmp_path: Path) -> None:
    outcome = compiled(tmp_path, UNDECLARED.replace("}", ", latency_p95: 200ms}"), offline=True)
    assert outcome.compiled is not None
    assert BROKEN.asked == []
    (told,) = (one for one in outcome.checked.findings if one.code == "slo/facts-skipped")
    assert "--offline" in told.fix


def test_a_declared_convention_needs_no_source(tmp_path: Path) -> None:
    assert compiled(tmp_path, DECLARED).compiled is not None
    assert (tmp_path / "alerts/a-slo.yaml").exists()


def test_what_the_gate_holds_is_not_written(tmp_path: Path) -> None:
    assert compiled(tmp_path, DECLARED.replace("99.9%", "100%")).compiled is None
    assert not (tmp_path / "alerts").exists()


def in_full(
    folder: Path, text: str, request: CompileRequest, catalogue: InMemoryCatalogue | None = None
) -> None:
    (folder / "slos").mkdir(exist_ok=True)
    (folder / "slos/a.yaml").write_text(text, encoding="utf-8")
    sources = LiveSources(catalogue_for=lambda _: catalogue, counts_for=lambda _: None)
    compile_slos(
        request,
        repository=Repository(folder, folder),
        sources=sources if catalogue is not None else None,
        at=AT,
        plan=NotificationPlan(),
        places=Places(grafana="https://grafana.example.org"),
    )


def panels(folder: Path) -> set[str]:
    dashboard = grafana.load(folder / "dashboards/a-slo.json")
    return {panel["title"] for panel in grafana.queried(dashboard)}


def test_alerts_lead_to_the_dashboard_that_is_written_for_their_service(tmp_path: Path) -> None:
    in_full(tmp_path, DECLARED, CompileRequest())
    rules = (tmp_path / "alerts/a-slo.yaml").read_text(encoding="utf-8")
    assert "dashboard: https://grafana.example.org/d/midwatch-slo-a\n" in rules


def test_a_dashboard_that_the_service_file_names_stays_the_alerts_own(tmp_path: Path) -> None:
    in_full(tmp_path, f"{DECLARED}dashboard: https://mine.example.org\n", CompileRequest())
    rules = (tmp_path / "alerts/a-slo.yaml").read_text(encoding="utf-8")
    assert "dashboard: https://mine.example.org\n" in rules
    assert "midwatch-slo-a" not in rules


def test_without_dashboards_none_is_written_and_none_is_linked(tmp_path: Path) -> None:
    in_full(tmp_path, DECLARED, CompileRequest(dashboards=False))
    assert not (tmp_path / "dashboards").exists()
    assert "grafana" not in (tmp_path / "alerts/a-slo.yaml").read_text(encoding="utf-8")


def test_a_file_alone_leaves_the_overview_as_it_is(tmp_path: Path) -> None:
    in_full(tmp_path, DECLARED, CompileRequest(paths=("slos/a.yaml",)))
    written = sorted(path.name for path in (tmp_path / "dashboards").iterdir())
    assert written == ["a-slo.json"]


def test_dashboards_show_the_signals_that_the_source_has_and_no_other(tmp_path: Path) -> None:
    job = {"job": "a"}
    has = InMemoryCatalogue(
        series=(
            Series(metric="http_requests_total", labels={**job, "code": "200"}),
            Series(metric="process_cpu_seconds_total", labels=job),
            Series(metric="process_resident_memory_bytes", labels={"job": "other"}),
        ),
        newest=AT,
    )
    in_full(tmp_path, DECLARED, CompileRequest(), has)
    assert {"Requests by outcome", "Errors", "CPU"} <= panels(tmp_path)
    assert not {"Latency", "Memory", "Requests in flight"} & panels(tmp_path)


def test_a_source_is_not_asked_about_signals_whose_metric_it_does_not_know(tmp_path: Path) -> None:
    has = InMemoryCatalogue(
        series=(Series(metric="http_requests_total", labels={"job": "a", "code": "200"}),),
        newest=AT,
    )
    in_full(tmp_path, DECLARED, CompileRequest(), has)
    assert {selector.metric for asked in has.asked for selector in asked} == {"http_requests_total"}
