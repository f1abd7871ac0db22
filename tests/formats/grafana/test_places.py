"""Ids and links of dashboards."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.slo.objective import Service
from midwatch.formats.grafana.places import Places, dashboard_url, links_of, uid_of

PLACES = Places(grafana="https://grafana.example.org", files="https://git.example.org/slos/main")


def service(**more: str) -> Service:
    return Service(name="checkout", objectives=(), convention="prometheus-client", **more)  # type: ignore[arg-type]  # texts only


@pytest.mark.parametrize(
    ("name", "uid"),
    [
        ("checkout", "midwatch-slo-checkout"),
        ("overview", "midwatch-slo-overview"),
        ("a" * 27, "midwatch-slo-" + "a" * 27),
        ("a" * 28, "midwatch-slo-aaaaaaaaaaaaaaaaaa-9c547cb8"),
        ("eu.shop.checkout", "midwatch-slo-eu-shop-checkout-c5231b1f"),
    ],
)
def test_the_id_of_a_service_is_its_name_or_ends_in_a_hash_of_it(name: str, uid: str) -> None:
    assert uid_of(name) == uid


@given(st.text("abcxyz019._-", min_size=1, max_size=63), st.text("abcxyz019._-", min_size=1))
def test_ids_are_safe_and_differ_where_names_do(one: str, other: str) -> None:
    assert re.fullmatch(r"[a-z0-9_-]{8,40}", uid_of(one))
    assert (uid_of(one) == uid_of(other)) == (one == other)


def test_a_service_links_to_what_a_browser_can_open() -> None:
    found = links_of(service(runbook="https://wiki.example.com/checkout"), PLACES)
    assert found == {
        "Runbook": "https://wiki.example.com/checkout",
        "Rationale": "https://git.example.org/slos/main/slos/checkout.md",
        "Incidents": "https://git.example.org/slos/main/incidents",
    }


def test_a_path_is_a_link_where_the_repository_can_be_read_in_a_browser() -> None:
    path = service(runbook="runbooks/checkout.md")
    assert links_of(path, PLACES)["Runbook"].endswith("/main/runbooks/checkout.md")
    assert links_of(path, Places()) == {}


def test_a_link_is_never_a_script() -> None:
    assert "Runbook" not in links_of(service(runbook="javascript:alert(1)"), Places())
    made = links_of(service(runbook="javascript:alert(1)"), PLACES).get("Runbook", "https:")
    assert made.startswith("https:")


def test_an_alert_links_to_a_dashboard_only_where_grafana_is_known() -> None:
    assert dashboard_url("checkout", Places()) is None
    assert dashboard_url("checkout", PLACES) == (
        "https://grafana.example.org/d/midwatch-slo-checkout"
    )
