from collections.abc import Callable, Mapping
from importlib.resources import files

import pytest

from midwatch.domain.errors import SourceTimeout
from midwatch.domain.signals.selector import Matcher
from midwatch.domain.slo.definition.convention import Convention
from midwatch.domain.slo.indicator import CounterEvents
from midwatch.testing.metrics import InMemoryCatalogue, Series
from midwatch.workflows.slo.loading import Loaded, load, load_conventions
from tests.support.gate import AT

SHORT = "service: {name}\nslo: {{availability: 99.9%}}\n"


@pytest.fixture(scope="module")
def conventions() -> Mapping[str, Convention]:
    shipped = files("midwatch").joinpath("conventions").iterdir()
    texts = {entry.name.removesuffix(".yaml"): entry.read_text("utf-8") for entry in shipped}
    found, findings = load_conventions(texts)
    assert findings == ()
    return found


@pytest.fixture
def loaded(conventions: Mapping[str, Convention]) -> Callable[..., Loaded]:
    def load_files(texts: Mapping[str, str], catalogue: InMemoryCatalogue | None = None) -> Loaded:
        return load(texts, conventions, (lambda _: catalogue) if catalogue else None, AT)

    return load_files


def named(*names: str) -> dict[str, str]:
    return {f"slos/{name}.yaml": SHORT.format(name=name) for name in names}


def test_without_a_source_a_service_is_measured_by_its_job(loaded: Callable[..., Loaded]) -> None:
    (service,) = loaded(named("shop")).services
    assert service.convention == "prometheus-client"
    indicator = service.objectives[0].indicator
    assert isinstance(indicator, CounterEvents)
    assert indicator.valid.metric == "http_requests_total"
    assert Matcher("job", "shop") in indicator.valid.matchers


def test_a_source_tells_which_convention_each_service_follows(
    loaded: Callable[..., Loaded],
) -> None:
    catalogue = InMemoryCatalogue(
        [
            Series(metric="http_requests_total", labels={"job": "web", "code": "200"}),
            Series(metric="grpc_server_handled_total", labels={"job": "auth", "grpc_code": "OK"}),
            Series(
                metric="http_server_request_duration_seconds_count",
                labels={"job": "api", "http_response_status_code": "200"},
            ),
            Series(metric="probe_success", labels={"service": "web"}),
        ]
    )
    services = loaded(named("api", "auth", "nobody", "web"), catalogue).services
    assert {service.name: service.convention for service in services} == {
        "api": "opentelemetry-http",
        "auth": "grpc-server",
        "nobody": "prometheus-client",
        "web": "prometheus-client",
    }
    assert len(catalogue.asked) == 1


def test_services_of_two_sources_are_looked_up_in_their_own(
    conventions: Mapping[str, Convention],
) -> None:
    grpc = Series(metric="grpc_server_handled_total", labels={"job": "b", "grpc_code": "OK"})
    sources = {"a": InMemoryCatalogue(()), "b": InMemoryCatalogue([grpc]), "c": None}
    services = load(named("a", "b", "c"), conventions, sources.get, AT).services
    assert [service.convention for service in services] == [
        "prometheus-client",
        "grpc-server",
        "prometheus-client",
    ]


def test_a_declared_convention_is_not_looked_up(loaded: Callable[..., Loaded]) -> None:
    catalogue = InMemoryCatalogue((), failure=SourceTimeout("ask prod"))
    text = "service: a\nconvention: grpc-server\nslo: {availability: 99.9%}\n"
    (service,) = loaded({"slos/a.yaml": text}, catalogue).services
    assert service.convention == "grpc-server"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("service: a\nslo: {availability: 99,9%, probe: 99%}\n", "slo/bad-unit"),
        ("service: a\nconvention: nothing\nslo: {availability: 99%}\n", "slo/unknown-convention"),
        (
            "service: a\nconvention: blackbox-probe\nslo: {availability: 99%}\n",
            "slo/unbound-objective",
        ),
    ],
)
def test_a_file_with_an_error_gives_no_service_and_stops_no_other(
    loaded: Callable[..., Loaded], text: str, code: str
) -> None:
    read = loaded({"slos/a.yaml": text, **named("b")})
    assert [service.name for service in read.services] == ["b"]
    assert code in {finding.code for finding in read.findings}


def test_every_key_of_a_service_has_its_place(loaded: Callable[..., Loaded]) -> None:
    places = loaded(named("shop")).places["shop"]
    assert (places["slo.availability"].path, places["slo.availability"].line) == (
        "slos/shop.yaml",
        2,
    )


def test_a_source_that_fails_leaves_the_conventions_of_the_others_standing(
    conventions: Mapping[str, Convention],
) -> None:
    error = SourceTimeout("ask prod", why="no answer in 30 s")
    sources = {
        "auth": InMemoryCatalogue(
            [Series(metric="grpc_server_handled_total", labels={"job": "auth", "grpc_code": "OK"})]
        ),
        "web": InMemoryCatalogue(failure=error),
    }
    texts = named("auth", "web")
    texts["slos/told.yaml"] = SHORT.format(name="told") + "convention: grpc-server\n"
    found = load(texts, conventions, lambda name: sources.get(name, sources["web"]), AT)
    assert found.undetected == {"web": error}
    assert {s.name: s.convention for s in found.services if s.name != "web"} == {
        "auth": "grpc-server",
        "told": "grpc-server",
    }
