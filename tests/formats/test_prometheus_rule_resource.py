"""Rule files as resources that prometheus-operator takes."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from midwatch.formats.prometheus_rule_resource import SIZE_LIMIT, resource_name, resources
from midwatch.formats.prometheus_rules import service_rules
from tests.rules.services import available, latency, service


def test_a_resource_holds_the_groups_of_the_rule_file() -> None:
    rules = service_rules(service("api", available(), latency()))
    (text,) = resources(rules, "api-slo", "generated")
    resource = yaml.safe_load(text)
    assert resource["kind"] == "PrometheusRule"
    assert resource["spec"] == rules


@pytest.mark.parametrize("limit", [SIZE_LIMIT, 40_000, 20_000])
def test_no_resource_is_larger_than_the_operator_takes(limit: int) -> None:
    rules = service_rules(service("api", available(), latency(200), latency(500, "99")))
    texts = list(resources(rules, "api-slo", "generated", limit))
    assert max(len(text.encode()) for text in texts) <= limit
    parts = [yaml.safe_load(text) for text in texts]
    assert [group for part in parts for group in part["spec"]["groups"]] == rules["groups"]
    assert len({part["metadata"]["name"] for part in parts}) == len(parts)


@given(st.text(min_size=1, max_size=400))
def test_every_name_is_one_that_kubernetes_takes(name: str) -> None:
    made = resource_name(f"a{name}", "-2")
    assert len(made) <= 253
    assert re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", made)
