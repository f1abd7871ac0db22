"""Every dashboard of every example, as Grafana would read it. No Grafana is run."""

import re
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from string import ascii_uppercase

import promql_parser
import pytest

from midwatch.domain.slo.objective import Service
from midwatch.store import catalogue
from midwatch.workflows.slo.loading import load, load_conventions
from tests.support import grafana
from tests.workflows.slo.test_compile import AT

EXAMPLES = Path(__file__).parents[2] / "examples"
DASHBOARDS = sorted(EXAMPLES.glob("*/dashboards/*.json"))
OVERVIEWS = [path for path in DASHBOARDS if path.stem == "overview"]
SERVICES = [path for path in DASHBOARDS if path.stem != "overview"]
IN_MONTH = AT + timedelta(days=3, hours=5)
SOURCE = {"type": "prometheus", "uid": "${datasource}"}

every_dashboard = pytest.mark.parametrize("path", DASHBOARDS, ids=lambda path: path.stem)
every_service = pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
every_overview = pytest.mark.parametrize("path", OVERVIEWS, ids=lambda p: p.parent.parent.name)


def service_of(path: Path) -> Service:
    file = path.parent.parent / "slos" / f"{path.stem.removesuffix('-slo')}.yaml"
    conventions, _ = load_conventions(catalogue.load("conventions", None))
    (service,) = load({file.name: file.read_text("utf-8")}, conventions, None, AT).services
    return service


def titled(dashboard: grafana.Json, title: str) -> list[grafana.Json]:
    return [panel for panel in grafana.queried(dashboard) if panel["title"].startswith(title)]


def limits(panel: grafana.Json) -> list[float]:
    steps = panel["fieldConfig"]["defaults"]["thresholds"]["steps"]
    return [step["value"] for step in steps if step["value"] is not None]


def test_every_service_has_a_dashboard_and_every_repository_an_overview() -> None:
    services = {path.with_suffix("") for path in EXAMPLES.glob("*/slos/*.yaml")}
    assert {p.parent.parent / "slos" / p.stem.removesuffix("-slo") for p in SERVICES} == services
    assert {p.parent.parent for p in OVERVIEWS} == {p.parent.parent for p in services}


@every_dashboard
def test_a_dashboard_is_of_the_schema_of_grafana_11_6(path: Path) -> None:
    assert grafana.load(path)["schemaVersion"] == 41


def test_ids_of_dashboards_are_short_safe_and_their_own() -> None:
    for folder in {path.parent for path in DASHBOARDS}:
        uids = [grafana.load(path)["uid"] for path in DASHBOARDS if path.parent == folder]
        assert len(set(uids)) == len(uids)
        assert all(re.fullmatch(r"[a-z0-9_-]{8,40}", uid) for uid in uids)


@every_dashboard
def test_panels_have_numbers_of_their_own(path: Path) -> None:
    numbers = [panel["id"] for panel in grafana.load(path)["panels"]]
    assert numbers == list(range(1, len(numbers) + 1))


@every_dashboard
def test_panels_lie_within_24_columns_and_never_overlap(path: Path) -> None:
    places = [panel["gridPos"] for panel in grafana.load(path)["panels"]]
    assert all(p["x"] >= 0 and p["w"] > 0 and p["x"] + p["w"] <= 24 for p in places)
    overlapping = [
        (a, b)
        for a, b in combinations(places, 2)
        if a["x"] < b["x"] + b["w"]
        and b["x"] < a["x"] + a["w"]
        and a["y"] < b["y"] + b["h"]
        and b["y"] < a["y"] + a["h"]
    ]
    assert overlapping == []


@every_dashboard
def test_queries_are_lettered_in_order(path: Path) -> None:
    for panel in grafana.queried(grafana.load(path)):
        letters = [target["refId"] for target in panel["targets"]]
        assert letters == list(ascii_uppercase[: len(letters)]), panel["title"]


@every_dashboard
def test_every_query_asks_the_source_that_the_variable_names(path: Path) -> None:
    dashboard = grafana.load(path)
    (variable,) = dashboard["templating"]["list"]
    assert (variable["name"], variable["type"]) == ("datasource", "datasource")
    assert variable["query"] == "prometheus"
    for panel in grafana.queried(dashboard):
        assert panel["datasource"] == SOURCE
        assert all(target["datasource"] == SOURCE for target in panel["targets"])
    assert all(mark["datasource"] == SOURCE for mark in dashboard["annotations"]["list"])


@every_dashboard
def test_every_panel_says_what_it_means_in_which_unit_and_what_no_data_is(path: Path) -> None:
    for panel in grafana.queried(grafana.load(path)):
        defaults = panel["fieldConfig"]["defaults"]
        assert panel["title"]
        assert panel["description"]
        assert defaults["unit"]
        assert re.match("no traffic|nothing recorded|less than|no such", defaults["noValue"])


@every_dashboard
def test_every_query_can_be_parsed(path: Path) -> None:
    for asked in grafana.asked(grafana.load(path), IN_MONTH):
        promql_parser.parse(asked.query)


@every_service
def test_every_objective_shows_compliance_budget_and_burn(path: Path) -> None:
    dashboard, objectives = grafana.load(path), service_of(path).objectives
    headings = [panel["title"] for panel in dashboard["panels"] if panel["type"] == "row"]
    assert [h.partition(":")[0] for h in headings[: len(objectives)]] == [
        objective.name for objective in objectives
    ]
    for title in ("SLI (target", "Budget left, as time", "Burn rate now"):
        assert len(titled(dashboard, title)) == len(objectives)


@every_service
def test_the_burn_rate_shows_where_alerts_begin(path: Path) -> None:
    for panel in titled(grafana.load(path), "Burn rate"):
        if panel["type"] == "timeseries":
            assert limits(panel) == [1, 3, 6, 14.4]
            assert panel["fieldConfig"]["defaults"]["custom"]["thresholdsStyle"]["mode"] == "dashed"
        else:
            overrides = panel["fieldConfig"]["overrides"]
            own = [
                override["properties"][0]["value"]["steps"][1]["value"] for override in overrides
            ]
            assert own == [14.4, 6, 3, 1]


@every_service
def test_the_latency_draws_every_latency_that_is_promised(path: Path) -> None:
    bounds = [
        objective.latency.bound.total_seconds()
        for objective in service_of(path).objectives
        if objective.latency is not None
    ]
    drawn = [limits(panel) for panel in titled(grafana.load(path), "Latency")]
    assert drawn == [bounds] if bounds else not any(drawn)


@every_service
def test_the_errors_draw_what_the_objectives_allow(path: Path) -> None:
    budgets = sorted(
        {
            float(objective.target.budget)
            for objective in service_of(path).objectives
            if objective.kind.value in {"availability", "error_rate"}
        }
    )
    for panel in titled(grafana.load(path), "Errors"):
        assert sorted(set(limits(panel))) == budgets


@every_service
def test_a_service_leads_to_the_overview(path: Path) -> None:
    links = {link["title"]: link["url"] for link in grafana.load(path)["links"]}
    assert links["All objectives"] == "/d/midwatch-overview"


@every_overview
def test_a_row_of_the_overview_leads_to_the_dashboard_of_its_service(path: Path) -> None:
    tables = [panel for panel in grafana.panels(grafana.load(path)) if panel["type"] == "table"]
    assert tables
    for table in tables:
        properties = {
            o["matcher"]["options"]: o["properties"] for o in table["fieldConfig"]["overrides"]
        }
        (link,) = properties["service"][0]["value"]
        assert link["url"] == "${__data.fields.link:raw}"
        assert properties["link"] == [{"id": "custom.hidden", "value": True}]
