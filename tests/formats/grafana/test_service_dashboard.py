"""What a service's dashboard shows, by what is known of it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from midwatch.domain.signals.selector import Selector
from midwatch.domain.slo.objective import Service
from midwatch.formats.grafana.overview import overview_dashboard
from midwatch.formats.grafana.places import Places
from midwatch.formats.grafana.service_dashboard import service_dashboard
from midwatch.store import catalogue
from midwatch.workflows.slo.loading import load, load_conventions
from tests.support import grafana

AT = datetime(2026, 3, 1, tzinfo=UTC)
HTTP = "service: shop\nslo: {availability: 99.9%, latency_p95: 200ms}\n"
OWN = "service: shop\nslo: {sales: {target: 99%, total: sales_total, bad: lost_sales_total}}\n"


def bound(text: str, convention: str = "prometheus-client") -> Service:
    conventions, _ = load_conventions(catalogue.load("conventions", None))
    (service,) = load(
        {"slos/shop.yaml": f"{text}convention: {convention}\n"}, conventions, None, AT
    ).services
    return service


def seen(service: Service, is_there: Callable[[Selector], bool]) -> Service:
    return replace(service, signals=service.signals.where(is_there))


def shown(service: Service) -> grafana.Json:
    found: grafana.Json = json.loads(service_dashboard(service, Places()))
    return found


def titles(service: Service) -> list[str]:
    return [panel["title"] for panel in grafana.queried(shown(service))]


def panel(service: Service, title: str) -> grafana.Json:
    return next(p for p in grafana.queried(shown(service)) if p["title"] == title)


def test_without_a_source_the_convention_says_which_signals_there_are() -> None:
    expected = ["Latency", "Requests by outcome", "Errors", "CPU", "Memory", "Requests in flight"]
    assert titles(bound(HTTP))[-6:] == expected


def test_with_a_source_only_what_it_has_is_shown() -> None:
    service = seen(bound(HTTP), lambda selector: selector.metric.startswith("http_requests_total"))
    assert titles(service)[-2:] == ["Requests by outcome", "Errors"]


def test_a_service_that_counts_by_its_own_metrics_shows_no_signals_that_nobody_has_seen() -> None:
    assert "Latency" not in titles(bound(OWN))
    assert titles(seen(bound(OWN), lambda s: s.metric == "process_cpu_seconds_total"))[-1] == "CPU"


@pytest.mark.parametrize(
    ("convention", "name", "query"),
    [
        (
            "opentelemetry-http",
            "Deployments",
            "{now} unless {before}".format(
                now='group by (service_version) (target_info{job="shop"})',
                before='group by (service_version) (target_info{job="shop"} offset $__rate_interval)',
            ),
        ),
        ("prometheus-client", "Restarts", 'max(process_start_time_seconds{job="shop"}) * 1000'),
        (
            "grpc-server",
            "Restarts",
            'sum(resets(grpc_server_handled_total{job="shop"}[$__rate_interval])) > 0',
        ),
    ],
)
def test_deployments_are_marked_by_the_best_that_the_convention_has(
    convention: str, name: str, query: str
) -> None:
    (mark,) = shown(bound(HTTP, convention))["annotations"]["list"]
    assert (mark["name"], mark["expr"], mark["target"]["expr"]) == (name, query, query)


def test_a_source_without_start_times_marks_where_counters_begin_again() -> None:
    service = seen(bound(HTTP), lambda s: s.metric != "process_start_time_seconds")
    (mark,) = shown(service)["annotations"]["list"]
    assert mark["expr"] == 'sum(resets(http_requests_total{job="shop"}[$__rate_interval])) > 0'


def test_every_promised_latency_is_in_sight() -> None:
    text = "service: shop\nslo: {latency_p95: 200ms, latency_p99: 2s}\n"
    defaults = panel(bound(text), "Latency")["fieldConfig"]["defaults"]
    assert [step["value"] for step in defaults["thresholds"]["steps"]] == [None, 0.2, 2.0]
    assert defaults["custom"]["axisSoftMax"] > 2


def test_an_idle_counter_is_shown_as_how_busy_a_machine_is() -> None:
    service = seen(bound(OWN, "node-resources"), lambda _: True)
    fullest, _ = (target["expr"] for target in panel(service, "CPU")["targets"])
    assert fullest.startswith("max(1 - avg without (cpu, core) (rate(node_cpu_seconds_total")
    assert panel(service, "CPU")["fieldConfig"]["defaults"]["unit"] == "percentunit"


def test_a_machine_is_shown_as_full_as_it_is_not_as_free() -> None:
    service = seen(bound(OWN, "node-resources"), lambda _: True)
    assert "Memory" not in titles(service)
    for title, metrics in (
        ("Memory share", ("node_memory_MemAvailable_bytes", "node_memory_MemTotal_bytes")),
        ("Filesystem share", ("node_filesystem_avail_bytes", "node_filesystem_size_bytes")),
    ):
        fullest, mean = (target["expr"] for target in panel(service, title)["targets"])
        assert (fullest[:8], mean[:8]) == ("max(1 - ", "avg(1 - ")
        assert all(metric in fullest for metric in metrics)
        assert panel(service, title)["fieldConfig"]["defaults"]["unit"] == "percentunit"


def test_a_share_is_shown_where_the_source_has_its_limit_too() -> None:
    containers = bound(OWN, "container-resources")
    assert titles(seen(containers, lambda _: True))[-3:] == ["CPU", "Memory", "Memory share"]
    without = seen(containers, lambda selector: "limit" not in selector.metric)
    assert titles(without)[-2:] == ["CPU", "Memory"]


def test_a_calendar_objective_looks_at_its_month_so_far_in_its_own_zone() -> None:
    text = f"{HTTP}period: {{calendar: month, time_zone: Europe/Berlin}}\n"
    dashboard = shown(bound(text))
    assert dashboard["timezone"] == "Europe/Berlin"
    sli = next(p for p in grafana.queried(dashboard) if p["title"].startswith("SLI"))
    assert sli["timeFrom"] == "now/M"
    assert "slo status" in sli["description"]
    assert not any(p["title"].startswith("Budget burn-down") for p in grafana.queried(dashboard))


def test_what_a_panel_cannot_know_it_says() -> None:
    text = f"{HTTP}budgeting: {{slices: 1m, good_when: 99%}}\nmissing: bad\n"
    meaning = panel(bound(text), "SLI (target 99.9%)")["description"]
    assert "slices of 1m" in meaning
    assert "Missing telemetry counts as bad" in meaning


def test_a_persons_text_is_no_markup() -> None:
    service = replace(
        bound(HTTP), owner="<img src=x onerror=alert(1)>", rationale="[a](javascript:b)"
    )
    about = grafana.panels(shown(service))[0]["options"]["content"]
    assert "owner: \\<img" in about
    assert "\\[a\\](" in about


def test_the_words_of_a_failure_that_never_happened_are_zero_and_not_nothing() -> None:
    queries = [target["expr"] for target in panel(bound(HTTP), "Requests by outcome")["targets"]]
    assert all(" or 0 * sum(rate(http_requests_total" in query for query in queries)


def test_the_overview_finds_dashboards_of_names_that_make_no_id() -> None:
    odd = replace(bound(HTTP), name="eu.shop")
    (first, *_) = (
        panel["targets"][0]["expr"]
        for panel in grafana.queried(json.loads(overview_dashboard([bound(HTTP), odd])))
        if panel["type"] == "table"
    )
    assert '"link", "/d/midwatch-slo-$1", "service", "([a-z0-9_-]{1,27})"' in first
    assert '"link", "/d/midwatch-slo-eu-shop-' in first
