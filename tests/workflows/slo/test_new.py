from collections.abc import Callable
from pathlib import Path

import pytest

from midwatch.domain.errors import InputError, SourceTimeout
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.slo.indicator import CounterEvents
from midwatch.ports.events import CountRequest
from midwatch.store.repository import Repository
from midwatch.testing.metrics import InMemoryCatalogue, Series
from midwatch.workflows.slo.live_facts import LiveSources
from midwatch.workflows.slo.new import NewFile, NewRequest, propose, write
from tests.support.gate import AT, Answer, Counted, nothing_counted

BUCKETS = {"0.1": 0.80, "0.25": 0.96, "1": 0.99}
SHOP = [
    Series(metric="http_requests_total", labels={"job": "api-service", "code": "200"}),
    *(
        Series(
            metric="http_request_duration_seconds_bucket", labels={"job": "api-service", "le": le}
        )
        for le in (*BUCKETS, "+Inf")
    ),
    Series(metric="http_request_duration_seconds_count", labels={"job": "api-service"}),
]
GRPC = [Series(metric="grpc_server_handled_total", labels={"job": "auth", "grpc_code": "OK"})]
PROBED = [Series(metric="probe_success", labels={"service": "mail"})]


def history(request: CountRequest) -> Counts:
    """0.07% of requests failed; of durations, what the buckets say."""
    assert isinstance(request.indicator, CounterEvents)
    le = {m.label: m.value for m in request.indicator.selected.matchers}.get("le")
    good = 0.9993 if le is None else BUCKETS[le.split("|")[0]]
    return Counts(bad=1e6 * (1 - good), valid=1e6)


def source(
    series: list[Series], answer: Answer = nothing_counted, failure: SourceTimeout | None = None
) -> LiveSources:
    catalogue, counts = InMemoryCatalogue(series, failure=failure), Counted(answer)
    return LiveSources(catalogue_for=lambda _: catalogue, counts_for=lambda _: counts)


@pytest.fixture
def new(tmp_path: Path) -> Callable[..., NewFile]:
    def make(sources: LiveSources | None = None, **said: object) -> NewFile:
        request = NewRequest(at=AT, **said)  # type: ignore[arg-type]  # fields by name
        return propose(request, repository=Repository(tmp_path, tmp_path), sources=sources)

    return make


def test_one_sentence_is_a_file(new: Callable[..., NewFile]) -> None:
    made = new(sentence="99.9% availability for the API service, P95 under 200 ms")
    assert made.path == "slos/api.yaml"
    assert made.text == "service: api\nslo:\n  availability: 99.9%\n  latency_p95: 200ms\n"
    assert made.proposals == ()


def test_the_source_tells_which_name_is_meant(new: Callable[..., NewFile]) -> None:
    made = new(source(SHOP), sentence="99.9% availability for the API service")
    assert made.path == "slos/api-service.yaml"
    assert (made.convention, made.detected) == ("prometheus-client", True)


def test_what_a_service_calls_is_written_down(new: Callable[..., NewFile]) -> None:
    made = new(sentence="99.9% availability for the checkout service", depends_on=("auth", "db"))
    assert made.declaration.depends_on == ("auth", "db")


def test_flags_win_over_the_sentence(new: Callable[..., NewFile]) -> None:
    made = new(
        sentence="99.9% availability for the API service over 28 days",
        service="checkout",
        objectives={"availability": "99.5%", "error_rate": "1%"},
        owner="team-shop",
        tier="critical",
        environment="production",
        period="7d",
    )
    assert made.text == (
        "service: checkout\nowner: team-shop\ntier: critical\nenvironment: production\nperiod: 7d\n"
        "slo:\n  availability: 99.5%\n  error_rate: 1%\n"
    )


def test_targets_are_those_that_every_past_period_would_have_met(
    new: Callable[..., NewFile],
) -> None:
    made = new(source(SHOP, history), service="api-service")
    assert "availability: 99.9%\n" in made.text
    assert "latency_p95: 250ms\n" in made.text
    availability, latency = made.proposals
    assert (availability.is_measured, latency.is_measured) == (True, True)
    assert [type(answer) for answer in availability.measured] == [Measured] * 3
    assert made.no_history is None


def test_an_error_rate_is_proposed_as_a_rate(new: Callable[..., NewFile]) -> None:
    made = new(source(SHOP, history), service="api-service", objectives={"error_rate": None})
    assert "error_rate: 0.1%\n" in made.text


def test_without_history_the_common_values_stand_and_that_is_said(
    new: Callable[..., NewFile],
) -> None:
    made = new(source(SHOP), service="api-service")
    assert "availability: 99.9%\n" in made.text
    assert [proposal.is_measured for proposal in made.proposals] == [False, False]
    assert all(isinstance(answer, NoData) for p in made.proposals for answer in p.measured)


def test_without_a_source_the_common_values_stand_and_that_is_said(
    new: Callable[..., NewFile],
) -> None:
    made = new(service="shop")
    assert made.text == "service: shop\nslo:\n  availability: 99.9%\n  latency_p95: 200ms\n"
    assert made.no_history == "no source is named in midwatch.toml"
    assert not made.detected


def test_a_source_that_does_not_answer_stops_nothing(new: Callable[..., NewFile]) -> None:
    broken = source([], failure=SourceTimeout("ask prod", why="no answer in 30 s"))
    made = new(broken, service="shop")
    assert made.no_history == "ask prod: no answer in 30 s"
    assert made.proposals[0].value == "99.9%"


def test_a_convention_that_is_not_the_usual_one_is_written_down(
    new: Callable[..., NewFile],
) -> None:
    made = new(source(GRPC), service="auth", objectives={"availability": "99.9%"})
    assert "convention: grpc-server\n" in made.text


def test_a_service_that_is_only_probed_promises_its_probe(new: Callable[..., NewFile]) -> None:
    made = new(source(PROBED), service="mail")
    assert made.text == "service: mail\nconvention: blackbox-probe\nslo:\n  probe: 99.9%\n"


@pytest.mark.parametrize(
    ("said", "what", "fix"),
    [
        pytest.param({}, "no service", "midwatch slo new checkout", id="no name"),
        pytest.param({"sentence": "99.9% please"}, "no service", "midwatch slo new", id="unsaid"),
        pytest.param(
            {"sentence": "99.9% for checkout, 0.5 errors"},
            "not understood: “0.5”",
            "give the number a unit",
            id="half understood",
        ),
        pytest.param({"service": "../x"}, "cannot be a name", "write `x`", id="an unsafe name"),
        pytest.param(
            {"service": "a", "objectives": {"availability": "99,9%"}},
            "comma",
            "99.9%",
            id="a comma",
        ),
        pytest.param(
            {"service": "a", "objectives": {"latency_p95": "200"}}, "unit", "200ms", id="no unit"
        ),
        pytest.param(
            {"service": "a", "objectives": {"availability": "100%"}}, "100%", "99.9%", id="100%"
        ),
        pytest.param({"service": "a", "tier": "hihg"}, "hihg", "high", id="an unknown tier"),
        pytest.param({"service": "a", "period": "5"}, "no unit", "5", id="a period without unit"),
    ],
)
def test_what_is_wrong_is_refused_in_the_words_of_the_gate(
    new: Callable[..., NewFile], said: dict[str, object], what: str, fix: str
) -> None:
    with pytest.raises(InputError) as refused:
        new(**said)
    assert what in refused.value.what
    assert fix in refused.value.fix


def test_nothing_is_written_before_it_is_asked_for(
    new: Callable[..., NewFile], tmp_path: Path
) -> None:
    made = new(service="shop")
    assert not (tmp_path / "slos").exists()
    assert write(made, repository=Repository(tmp_path, tmp_path)) == ("slos/shop.yaml",)
    assert (tmp_path / "slos/shop.yaml").read_text(encoding="utf-8") == made.text


def test_a_file_that_is_there_is_replaced_only_if_that_is_allowed(
    new: Callable[..., NewFile], tmp_path: Path
) -> None:
    write(new(service="shop"), repository=Repository(tmp_path, tmp_path))
    with pytest.raises(InputError, match="there already"):
        new(service="shop")
    assert new(service="shop", overwrite=True).replaces
