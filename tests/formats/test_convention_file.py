from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.signals.selector import Matcher, Selector
from midwatch.domain.slo.definition.convention import DurationUnit, Role
from midwatch.formats.convention_file import parse

SHIPPED = {
    entry.name.removesuffix(".yaml"): entry.read_text(encoding="utf-8")
    for entry in files("midwatch").joinpath("conventions").iterdir()
    if entry.name.endswith(".yaml")
}
TEAM = """\
name: legacy
title: Our old proxy
source: https://wiki.example.org/proxy
server_failure: "5.."
client_failure: "4.."
duration_unit: milliseconds
roles:
  requests_total: {metric: proxy_requests, service_label: backend, code_label: status, selector: {side: in}}
  duration_bucket: {metric: proxy_ms_bucket, service_label: backend}
up: {metric: proxy_up, service_label: backend}
"""


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_a_shipped_convention_is_sound_and_names_its_source(name: str) -> None:
    read = parse(SHIPPED[name], f"conventions/{name}.yaml")
    assert read.findings == ()
    assert read.convention is not None
    assert read.convention.name == name
    assert read.convention.title
    assert read.convention.source.startswith("https://")
    assert read.convention.roles


def test_the_first_conventions_are_shipped() -> None:
    expected = {"prometheus-client", "opentelemetry-http", "grpc-server", "blackbox-probe"}
    assert expected | {"node-resources", "container-resources", "traces-service-graph"} == set(
        SHIPPED
    )


def test_a_team_writes_its_own() -> None:
    convention = parse(TEAM, "conventions/legacy.yaml").convention
    assert convention is not None
    assert convention.roles[Role.REQUESTS_TOTAL].of("shop") == Selector(
        "proxy_requests", (Matcher("backend", "shop"), Matcher("side", "in"))
    )
    assert convention.duration_unit is DurationUnit.MILLISECONDS
    assert (convention.server_failure, convention.client_failure) == ("5..", "4..")
    assert convention.up is not None
    assert convention.up.of("shop") == Selector("proxy_up", (Matcher("backend", "shop"),))


@pytest.mark.parametrize(
    ("before", "after", "code", "line", "fix"),
    [
        ("name: legacy", "name: other", "bad-name", 1, "write `name: legacy`"),
        ("source: https", "sauce: https", "unknown-key", 3, "`source: "),
        ('"5.."', '"5("', "bad-value", 4, "correct"),
        ("milliseconds", "msec", "bad-value", 6, "write one of them"),
        ("requests_total: {", "request_total: {", "unknown-key", 8, "requests_total"),
        ("metric: proxy_requests", "metric: proxy-requests", "bad-value", 8, "as the source"),
        ("service_label: backend}\n", "}\n", "missing-key", 9, "service_label: job"),
        ("code_label: status", "code_label: a-b", "bad-value", 8, "correct"),
        (
            "title: Our old proxy",
            "title: Our old proxy\ntitle: again",
            "duplicate-key",
            3,
            "keep one",
        ),
        ("roles:\n", "roles: {\n", "malformed-yaml", 9, "bracket"),
    ],
)
def test_what_is_wrong_in_a_convention_is_said_with_its_place(
    before: str, after: str, code: str, line: int, fix: str
) -> None:
    read = parse(TEAM.replace(before, after, 1), "conventions/legacy.yaml")
    assert read.convention is None
    found = [f for f in read.findings if f.code == f"slo/{code}"]
    assert [finding.place.line for finding in found] == [line]
    assert fix in found[0].fix


SHARE = """\
name: pool
source: https://wiki.example.org/pool
roles:
  memory_available_bytes: {metric: pool_free_bytes, service_label: pool}
  memory_limit_bytes: {metric: pool_size_bytes, service_label: pool}
"""


@pytest.mark.parametrize(
    ("before", "after", "code", "line", "fix"),
    [
        (
            "  memory_limit_bytes: {metric: pool_size_bytes, service_label: pool}\n",
            "",
            "missing-key",
            4,
            "add `memory_limit_bytes: {metric: …, service_label: pool}`",
        ),
        (
            "  memory_available_bytes: {metric: pool_free_bytes, service_label: pool}\n",
            "",
            "missing-key",
            4,
            "add `memory_bytes` or `memory_available_bytes`, or remove it",
        ),
        (
            "pool_size_bytes, service_label: pool",
            "pool_size_bytes, service_label: name",
            "bad-value",
            5,
            "record one of them with the labels of the other",
        ),
    ],
    ids=["no limit", "nothing beside the limit", "a limit of other series"],
)
def test_half_a_share_is_refused(before: str, after: str, code: str, line: int, fix: str) -> None:
    assert parse(SHARE, "conventions/pool.yaml").findings == ()
    read = parse(SHARE.replace(before, after, 1), "conventions/pool.yaml")
    assert [(found.code, found.place.line) for found in read.findings] == [(f"slo/{code}", line)]
    assert fix in read.findings[0].fix


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_only_what_tells_of_services_by_name_stands_beside_them(name: str) -> None:
    convention = parse(SHIPPED[name], f"conventions/{name}.yaml").convention
    assert convention is not None
    assert convention.stands_beside == (name == "container-resources")


def test_an_empty_convention_says_what_to_write() -> None:
    read = parse("", "conventions/legacy.yaml")
    assert [finding.code for finding in read.findings] == ["slo/missing-key"]


@pytest.mark.fuzz
@given(st.text(max_size=80) | st.text(alphabet=TEAM, max_size=120))
def test_any_text_is_a_convention_or_refused(text: str) -> None:
    read = parse(text, "conventions/legacy.yaml")
    assert (read.convention is None) == bool(read.findings)
