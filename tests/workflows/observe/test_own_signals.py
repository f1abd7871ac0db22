"""Signals of a person's own: whoever can answers, and what is full is told in every form."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from midwatch.bootstrap.assembly import load_services
from midwatch.bootstrap.workspace import Workspace
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.slo.health.own_signal import OwnSignal
from midwatch.domain.slo.health.verdict import Colour, ReasonKind
from midwatch.domain.untrusted import for_markdown
from midwatch.formats.openmetrics_writer import Family, FamilyType, dump_columns
from midwatch.formats.payloads.observe import payload
from midwatch.formats.reports.look import Look
from midwatch.formats.reports.observe import markdown, page, picture, text
from midwatch.formats.reports.observe.chart import custom
from midwatch.store.repository import Repository
from midwatch.workflows.observe.asking import Answers
from midwatch.workflows.observe.custom import signals
from midwatch.workflows.observe.frames import frame
from midwatch.workflows.observe.observe import ObserveReport, observe
from midwatch.workflows.observe.request import ObserveRequest
from tests.conftest import StartPrometheus
from tests.workflows.observe.asked_again import asked_again

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FULL = {"pool_ratio": "pool_in_use / pool_size"}
NOWHERE = "http://127.0.0.1:9"


def telemetry() -> bytes:
    times = NOW.timestamp() - 60.0 * np.arange(120, -1, -1, dtype=np.float64)

    def series(metric: str, values: float | np.ndarray, **labels: str) -> SampleSeries:
        column = np.broadcast_to(values, times.shape).astype(np.float64)
        return SampleSeries(metric=metric, labels=labels, times=times, values=column)

    counted = series("http_requests_total", np.arange(121.0) * 60, job="web", code="200")
    families = [
        Family(name="http_requests", type=FamilyType.COUNTER, help="Requests.", series=(counted,))
    ]
    families += [
        Family(name=name, type=FamilyType.GAUGE, help="Pool.", series=(series(name, value),))
        for name, value in (("pool_in_use", 93.0), ("pool_size", 100.0))
    ]
    return b"".join(dump_columns(families))


@pytest.fixture(scope="module")
def urls(
    tmp_path_factory: pytest.TempPathFactory,
    start_prometheus: StartPrometheus,
    backfill_openmetrics: Callable[[str | Path, Path], None],
) -> Iterator[Mapping[str, str]]:
    """A Prometheus with the pool, one with nothing, and an address where nobody listens."""
    folder = tmp_path_factory.mktemp("pool")
    (folder / "pool.om").write_bytes(telemetry())
    backfill_openmetrics(folder / "pool.om", folder / "data")
    with start_prometheus(tsdb_dir=folder / "data") as full, start_prometheus() as empty:
        yield {"full": full.url, "empty": empty.url, "nowhere": NOWHERE}


def observed(
    root: Path, sources: Mapping[str, str], metrics: Mapping[str, str] = FULL
) -> ObserveReport:
    """`sources`: name → address, or a capture's path; each has a service of its name."""
    (root / "slos").mkdir()
    lines = []
    for name, place in sources.items():
        kind, key = ("prometheus", "url") if "://" in place else ("capture", "path")
        lines.append(f'[sources.{name}]\nkind = "{kind}"\n{key} = "{place}"\n')
        service = f"service: {name}\nconvention: prometheus-client\nslo: {{availability: 99.9%}}\n"
        (root / f"slos/{name}.yaml").write_text(service)
    routes = "".join(f'"{name}" = "{name}"\n' for name in sources)
    (root / "midwatch.toml").write_text(f"{''.join(lines)}[services]\n{routes}")
    with Workspace(repository=Repository(root), environ={}, now=lambda: NOW) as here:
        loaded = load_services(here, NOW)
        request = ObserveRequest(at=NOW, custom_metrics=metrics)
        asked = here.sources.observing(loaded.undetected)
        return observe(request, loaded, asked, repository=here.repository)


def only(report: ObserveReport) -> OwnSignal:
    (own,) = report.seen.custom
    return own


def test_the_first_listed_source_that_has_something_answers_and_is_named(
    urls: Mapping[str, str], tmp_path: Path
) -> None:
    sources = {"zebra": urls["empty"], "main": urls["full"], "another": urls["full"]}
    own = only(observed(tmp_path, sources))
    assert isinstance(own.reading.current, Measured)
    assert own.reading.current.value == pytest.approx(0.93)
    assert own.reading.current.provenance.source == "main"
    assert isinstance(own.reading.track, Measured)
    assert own.reading.track.provenance.source == "main"


def test_a_capture_before_it_does_not_keep_a_prometheus_from_answering(
    urls: Mapping[str, str], tmp_path: Path
) -> None:
    (tmp_path / "pool.om").write_bytes(telemetry())
    own = only(observed(tmp_path, {"tape": "pool.om", "main": urls["full"]}))
    assert isinstance(own.reading.current, Measured)
    assert own.reading.current.provenance.source == "main"


def test_a_source_that_is_down_does_not_keep_another_from_answering(
    urls: Mapping[str, str], tmp_path: Path
) -> None:
    own = only(observed(tmp_path, {"down": urls["nowhere"], "main": urls["full"]}))
    assert isinstance(own.reading.current, Measured)


def test_where_nobody_has_it_who_did_not_answer_is_said(
    urls: Mapping[str, str], tmp_path: Path
) -> None:
    report = observed(tmp_path, {"main": urls["empty"], "down": urls["nowhere"]})
    current = only(report).reading.current
    assert isinstance(current, NoData)
    assert current.source_failed
    assert report.exit_code == 3


def test_where_nobody_has_it_the_query_is_told_rather_than_that_a_capture_cannot_say(
    urls: Mapping[str, str], tmp_path: Path
) -> None:
    (tmp_path / "pool.om").write_bytes(telemetry())
    current = only(observed(tmp_path, {"tape": "pool.om", "main": urls["empty"]})).reading.current
    assert isinstance(current, NoData)
    assert "nothing in the range for max(pool_in_use / pool_size)" in current.reason


def test_a_capture_alone_says_who_could_answer(tmp_path: Path) -> None:
    (tmp_path / "pool.om").write_bytes(telemetry())
    own = only(observed(tmp_path, {"tape": "pool.om"}))
    assert isinstance(own.reading.current, NoData)
    assert "ask a Prometheus" in own.reading.current.reason
    assert own.colour is Colour.NO_DATA


def test_a_share_above_80_percent_is_told_in_every_form(
    urls: Mapping[str, str], tmp_path: Path
) -> None:
    report = observed(tmp_path, {"main": urls["full"]}, {**FULL, "pool_size": "pool_size"})
    full, plain = report.seen.custom
    assert (full.colour, plain.colour) == (Colour.YELLOW, Colour.GREEN)
    assert [reason.kind for reason in full.reasons] == [ReasonKind.SATURATED]
    sentence = "pool_ratio is 93.0%, above 80%"
    assert sentence in text.render(report.seen, Look(width=120))
    assert sentence in page.render(report.seen)
    assert sentence in custom(full, report.seen).notes
    assert picture.render(report.seen, width=390, dark=False).startswith(b"\x89PNG")
    written = markdown.render(report.seen)
    assert f"- make more room: {for_markdown('pool_ratio')} is above 80%" in written
    assert f"| yellow | {for_markdown('pool_ratio')} | 93.0% | ≤ 80.0% |" in written
    data = payload(report.seen, requests=1, waited=timedelta(0)).custom
    assert [(one.state, [r.kind for r in one.reasons]) for one in data] == [
        ("yellow", ["saturated"]),
        ("green", []),
    ]


def test_every_number_is_explained_by_a_query_that_gives_it(
    urls: Mapping[str, str], tmp_path: Path
) -> None:
    report = observed(tmp_path, {"web": urls["full"]})
    (health,) = report.seen.services
    errors = health.reading("errors")
    assert errors is not None
    for number in (errors.current, only(report).reading.current):
        assert isinstance(number, Measured)
        assert asked_again(urls["full"], number.provenance) == pytest.approx(number.value)
    assert "or vector(0)" in errors.current.provenance.query  # type: ignore[union-attr]  # measured
    explained = text.render(report.seen, Look(width=100), explain=True)
    paged = page.render(report.seen, explain=True)
    for told in ("max(pool_in_use / pool_size)", "burn rate over 1h", "/ sum(increase("):
        assert told in explained
        assert told in paged


def test_without_a_service_there_is_nobody_to_ask_and_that_is_said() -> None:
    looked = frame(NOW, timedelta(hours=1), None)
    (own,) = signals(FULL, Answers(looked, {}))
    assert isinstance(own.reading.current, NoData)
    assert "no service is described yet" in own.reading.current.reason
