import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from midwatch.domain.errors import SourceFailed
from midwatch.formats.openmetrics_writer import dump_columns
from midwatch.providers.local_stack.config import SILENT_ALERTMANAGER, prometheus_config
from midwatch.providers.local_stack.exporter import serving
from midwatch.providers.local_stack.programs import find_programs
from midwatch.providers.local_stack.stack import LocalStack, backfill, free_ports, local_stack
from midwatch.workflows.demo.live import ShopPages
from midwatch.workflows.demo.live_counters import LiveShop
from midwatch.workflows.demo.shop import SERVICES
from midwatch.workflows.demo.telemetry import generate
from tests.support import servers

RULES = """\
groups:
  - name: payments
    interval: 1s
    rules:
      - alert: Failing
        expr: >
          sum by (service) (label_replace(
            increase(http_requests_total{job="payments", code=~"5.."}[5m]), "service", "$1", "job", "(.*)"))
          / 300 > 0.05
        labels: {severity: page}
"""
JOBS = tuple(service.name for service in SERVICES)


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - a live stack lives in the present


@contextmanager
def live(folder: Path, rules: str = RULES) -> Iterator[tuple[LocalStack, ShopPages]]:
    for name in ("prometheus", "promtool", "alertmanager"):
        servers.program(name)
    programs, ports = find_programs(os.environ), free_ports()
    history = generate(7, now(), timedelta(days=12))
    pages = ShopPages(LiveShop.continuing(history), now)
    (folder / "history.om").write_bytes(b"".join(dump_columns(history.families)))
    (folder / "rules.yaml").write_text(rules)
    config = prometheus_config(JOBS, ports, [folder / "rules.yaml"])
    (folder / "prometheus.yml").write_text(config)
    (folder / "alertmanager.yml").write_text(SILENT_ALERTMANAGER)
    with ExitStack() as opened:
        opened.enter_context(serving(pages.page, ports.metrics))
        backfill(programs, folder)
        stack = opened.enter_context(
            local_stack(programs, folder, ports, jobs=len(JOBS), sleep=time.sleep)
        )
        yield stack, pages


def answer(stack: LocalStack, query: str) -> dict[str, float]:
    reply = httpx.get(
        f"{stack.prometheus_url}/api/v1/query", params={"query": query}, trust_env=False
    )
    result = reply.json()["data"]["result"]
    return {each["metric"].get("job", ""): float(each["value"][1]) for each in result}


@pytest.fixture(scope="module")
def stack_and_pages(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[LocalStack, ShopPages]]:
    with live(tmp_path_factory.mktemp("live")) as both:
        yield both


def test_scraped_counters_go_on_where_history_ended_in_the_same_series(
    stack_and_pages: tuple[LocalStack, ShopPages],
) -> None:
    stack, _ = stack_and_pages
    assert answer(stack, "sum(resets(http_requests_total[1h]))") == {"": 0}
    assert answer(stack, "count(http_requests_total)") == {"": 18}
    assert answer(stack, "count(last_over_time(http_requests_total[1h]))") == {"": 18}
    history_and_present = "count_over_time(http_requests_total{job='api', code='200'}[30m])"
    assert answer(stack, history_and_present)["api"] > 29


def test_requests_come_as_fast_as_in_the_history(
    stack_and_pages: tuple[LocalStack, ShopPages],
) -> None:
    stack, _ = stack_and_pages
    before = answer(stack, "sum by (job) (rate(http_requests_total[50m] offset 10m))")
    across = answer(stack, "sum by (job) (rate(http_requests_total[10m]))")
    assert set(across) == set(JOBS)
    assert across == pytest.approx(before, rel=0.15)


def test_every_service_is_a_job_of_its_own_that_is_up(
    stack_and_pages: tuple[LocalStack, ShopPages],
) -> None:
    stack, _ = stack_and_pages
    assert answer(stack, "up") == dict.fromkeys(JOBS, 1.0)


def test_an_outage_fires_in_prometheus_and_arrives_in_alertmanager(
    stack_and_pages: tuple[LocalStack, ShopPages],
) -> None:
    stack, pages = stack_and_pages
    labels = {"service": "payments", "severity": "page"}
    assert stack.page_fired(labels) is None
    assert not stack.page_arrived(labels)
    began = pages.begin_outage("payments")
    while not stack.page_arrived(labels):
        time.sleep(0.2)
    fired = stack.page_fired(labels)
    assert fired is not None
    assert began < fired <= now()
    assert not stack.page_arrived(labels | {"service": "web"})


def test_rules_that_prometheus_refuses_are_told_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(SourceFailed) as told, live(tmp_path, rules="groups: [{name: 1, x: 2}]"):
        pass
    assert told.value.what.startswith("prometheus ended with status")
    assert "field x not found" in told.value.why
