"""Compiling: only what passes the gate, and only where it is known which metrics a service has."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from midwatch.domain.errors import SourceFailed
from midwatch.domain.notification import NotificationPlan
from midwatch.store.repository import Repository
from midwatch.testing.metrics import InMemoryCatalogue
from midwatch.workflows.slo.compile import CompileOutcome, CompileRequest, compile_slos
from midwatch.workflows.slo.live_facts import LiveSources

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
