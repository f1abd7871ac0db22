import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.formats.service_file.sentence import Wish, read_sentence


@pytest.mark.parametrize(
    ("sentence", "service", "objectives"),
    [
        (
            "99.9% availability for the API service, P95 under 200 ms",
            "api",
            {"availability": "99.9%", "latency_p95": "200ms"},
        ),
        ("checkout: 99.95% uptime", "checkout", {"availability": "99.95%"}),
        (
            "The payments service should be available 99.99% of the time",
            "payments",
            {"availability": "99.99%"},
        ),
        (
            "95% of requests to search under half a second",
            "search",
            {"latency_p95": "500ms"},
        ),
        ("three nines for checkout", "checkout", {"availability": "99.9%"}),
        ("three and a half nines for checkout", "checkout", {"availability": "99.95%"}),
        ("errors below 0.1% for auth", "auth", {"error_rate": "0.1%"}),
        ("less than 1% of requests to auth may fail", "auth", {"error_rate": "1%"}),
        ("99.9% of requests to auth must not fail", "auth", {"availability": "99.9%"}),
        (
            "auth must have an error rate of at most 0,5 %",
            "auth",
            {"error_rate": "0.5%"},
        ),
        (
            "The 99th percentile of the checkout API stays below 1.5 seconds",
            "checkout",
            {"latency_p99": "1.5s"},
        ),
        (
            "median < 50ms and p99.9 ≤ 2s for “image-proxy”",
            "image-proxy",
            {"latency_p50": "50ms", "latency_p99.9": "2s"},
        ),
        (
            "at most 43.2 minutes of downtime a month for the web site",
            "web",
            {"availability": "99.9%"},
        ),
        ("p999 under 3 s, service billing", "billing", {"latency_p99.9": "3s"}),
        ("the cart app answers within 300 milliseconds", "cart", {"latency_p95": "300ms"}),
        (
            "We promise 99,5 percent availability for payment gateway, p90 within two seconds",
            "payment-gateway",
            {"availability": "99.5%", "latency_p90": "2s"},
        ),
        (
            "availability and p95 for the api service",
            "api",
            {"availability": None, "latency_p95": None},
        ),
        ("requests to search error-free in 99.9% of cases", "search", {"availability": "99.9%"}),
    ],
)
def test_a_sentence_says_what_is_promised_of_which_service(
    sentence: str, service: str, objectives: dict[str, str | None]
) -> None:
    wish = read_sentence(sentence)
    assert dict(wish.objectives) == objectives
    assert wish.services[:1] == (service,)


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("99.9% availability over 28 days for api", "28d"),
        ("99.9% availability for api over a rolling 7 day window", "7d"),
        ("99.9% availability for api in 4 weeks", "4w"),
        ("99.9% availability for api each calendar month", {"calendar": "month"}),
        ("99.9% availability for api", None),
    ],
)
def test_a_period_is_what_days_or_a_calendar_say(
    sentence: str, period: str | dict[str, str] | None
) -> None:
    wish = read_sentence(sentence)
    assert wish.period == period
    assert wish.objectives == {"availability": "99.9%"}


def test_a_kind_of_thing_may_be_part_of_the_name() -> None:
    services = read_sentence("99.9% availability for the API service").services
    assert services[:2] == ("api", "api-service")


def test_a_critical_service_is_of_that_tier() -> None:
    assert read_sentence("the critical api service, 99.9%").tier == "critical"


def test_what_says_nothing_is_an_empty_wish() -> None:
    assert read_sentence("hello") == Wish()


SAID = "99.9% 0,1 % p95 p999 under 200 ms half a second of the api service for , and error rate"
ALSO = "downtime month 28 days calendar three nines median availability"
words = st.sampled_from([*SAID.split(), *ALSO.split()]) | st.text(max_size=6)


@pytest.mark.fuzz
@given(st.lists(words, max_size=25).map(" ".join))
def test_any_sentence_is_a_wish(sentence: str) -> None:
    wish = read_sentence(sentence)
    assert all(name for name in wish.services)
    assert all(value is None or value[0].isdigit() for value in wish.objectives.values())
