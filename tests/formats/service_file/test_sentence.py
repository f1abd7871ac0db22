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
    assert read_sentence("please") == Wish()


WHOLE = {
    "two percentiles": (
        "P95 under 200 ms and P99 under 1 s for checkout",
        {"latency_p95": "200ms", "latency_p99": "1s"},
    ),
    "two percentiles without a comma": (
        "p95 200ms p99 500ms for checkout",
        {"latency_p95": "200ms", "latency_p99": "500ms"},
    ),
    "a share and a percentile without a comma": (
        "checkout 99.9% p95 200ms",
        {"availability": "99.9%", "latency_p95": "200ms"},
    ),
    "colons": (
        "checkout: availability: 99.9%, p95: 200ms",
        {"availability": "99.9%", "latency_p95": "200ms"},
    ),
    "a limit turned around": (
        "checkout availability: never below 99.9%",
        {"availability": "99.9%"},
    ),
    "no more than": ("no more than 0.1% errors for checkout", {"error_rate": "0.1%"}),
    "not slower than": ("checkout must not be slower than 200ms at p95", {"latency_p95": "200ms"}),
    "all of them": ("95% of all requests to checkout within 1s", {"latency_p95": "1s"}),
    "nines in digits": ("4 nines for checkout", {"availability": "99.99%"}),
    "downtime in a stated period": (
        "10.08 minutes of downtime over 7 days for checkout",
        {"availability": "99.9%"},
    ),
    "a budget of a second": (
        "1 second of downtime a year for checkout",
        {"availability": "99.999996829%"},
    ),
    "a service's own": (
        "The checkout service's latency stays under 1.5 s at p99",
        {"latency_p99": "1.5s"},
    ),
}


@pytest.mark.parametrize("case", WHOLE)
def test_what_is_understood_is_understood_whole(case: str) -> None:
    sentence, objectives = WHOLE[case]
    wish = read_sentence(sentence)
    assert (dict(wish.objectives), wish.unclear) == (objectives, ())
    assert wish.services[0] == "checkout"


def test_a_downtime_a_week_is_promised_by_the_week() -> None:
    assert read_sentence("10 minutes of downtime a week for checkout").period == "7d"
    assert read_sentence("43.2 minutes of downtime a month for checkout").period is None


UNCLEAR = {
    "0.5 errors for checkout": ["0.5"],
    "latency 200 for checkout": ["200"],
    "availability of 99.9 for checkout": ["99.9"],
    "99.9% availability but 99.5% on weekends for checkout": [
        "weekends",
        "availability 99.9% and 99.5%",
    ],
    "99.9% availability for checkout and 99.5% for payments": [
        "payments",
        "availability 99.9% and 99.5%",
    ],
    "99.9% availability for checkout and payments": ["payments"],
    "99.9% for the checkout service and the payments service": ["payments service"],
    "99.9% or 99.5% availability for checkout": ["99.9% or 99.5% availability"],
    "p95 and p99 under 200ms for checkout": ["p95"],
    "p95 under 200ms, and a second latency for checkout": ["second"],
    "p95 under 200ms and under 300ms for checkout": ["latency_p95 200ms and 300ms"],
    "99.9% availability per month for checkout": ["per month"],
    "99.9% monthly availability for checkout": ["monthly"],
    "99.9% availability for checkout over 3 months": ["3 months"],
    "99.9% over 30 days and p95 under 1s over 7 days for checkout": ["period 30d and 7d"],
    "5 minutes of downtime a week over 28 days for checkout": ["period 28d and 7d"],
    "at most 10 minutes of downtime for checkout": ["at most 10 minutes of downtime"],
    "p100 under 1s for checkout": ["p100 under 1s"],
    "all requests to checkout under 200 ms": ["all"],
    "average latency under 200ms for checkout": ["average"],
    "max latency 200ms for checkout": ["max"],
    "checkout must be available 99.9% of the time in production": ["production"],
    "error rate above 1% for checkout": ["error rate above 1%"],
    "at most 99.9% availability for checkout": ["at most 99.9% availability"],
    "99.9% of requests to checkout fail": ["99.9% of requests to fail"],
    "99% of requests to checkout succeed within 1 s": ["99% of requests to succeed within 1 s"],
    "99.9% availability within 200ms for checkout": ["99.9% availability within 200ms"],
    "99% latency for checkout": ["99% latency"],
    "0.1% availability for checkout": ["0.1% availability"],
    "availability not 99.9% for checkout": ["availability not 99.9%"],
    "non-critical checkout service 99.9%": ["non-critical"],
    "the internal checkout service 99.9%": ["internal"],
    "p95 1,000 ms for checkout": ["p95 1,000 ms"],
    "p95 -200ms for checkout": ["-200ms"],
    "~99.9% availability for checkout": ["~99.9%"],
    "99.9.5% availability for checkout": ["99.9.5%"],
    "99.9% excluding 404s for checkout": ["99.9% excluding 404s"],
    "no errors for checkout": ["no errors"],
    "six nines for checkout": ["six nines"],
    "2.5 nines for checkout": ["2.5 nines"],
    "99.9% for GET requests to checkout": ["get"],
    "99.9% of users of checkout": ["users"],
    "p95 1m30s for checkout": ["1m30s"],
    "99.9% for checkout, owned by team-a": ["owned", "team-a"],
    "500 requests per second for checkout": ["500", "per second"],
    "freshness of 1h for checkout": ["freshness of 1h"],
    "hello": ["hello"],
}


@pytest.mark.parametrize("sentence", UNCLEAR)
def test_what_is_not_understood_is_handed_back(sentence: str) -> None:
    unclear = [part.words.strip("-") for part in read_sentence(sentence).unclear]
    assert unclear == [words.strip("-") for words in UNCLEAR[sentence]]
    assert all(part.fix for part in read_sentence(sentence).unclear)


@pytest.mark.parametrize(
    "sentence",
    [
        "99.9% availability for checkout {}",
        "99.9% availability for {} checkout",
        "checkout {} 99.9%",
        "the checkout service {}, 99.9%",
    ],
)
@pytest.mark.parametrize(
    ("word", "fix"),
    [
        *((word, "at all times") for word in ("only", "weekends", "weekdays", "mostly", "twice")),
        *((word, "over 30 days") for word in ("daily", "monthly")),
        *((word, "--environment") for word in ("staging", "production")),
    ],
)
def test_a_word_that_limits_a_promise_is_no_part_of_the_name(
    sentence: str, word: str, fix: str
) -> None:
    wish = read_sentence(sentence.format(word))
    assert wish.services[0] == "checkout"
    (unclear,) = wish.unclear
    assert unclear.words == word
    assert fix in unclear.fix


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("99.9% availability for the API gateway service", "api-gateway"),
        ("99.9% availability for night batch", "night-batch"),
        ("team portal: 99.9%", "team-portal"),
    ],
)
def test_a_name_may_have_two_words(sentence: str, name: str) -> None:
    wish = read_sentence(sentence)
    assert (wish.services[0], wish.unclear) == (name, ())


def test_a_long_sentence_is_not_read_by_half() -> None:
    wish = read_sentence("99.9% availability for checkout, " * 40)
    assert wish.unclear
    assert not wish.objectives


SAID = "99.9% 0,1 % p95 p999 under 200 ms half a second of the api service for , and error rate"
ALSO = "downtime month 28 days calendar three nines median availability"
words = st.sampled_from([*SAID.split(), *ALSO.split()]) | st.text(max_size=6)


@pytest.mark.fuzz
@given(st.lists(words, max_size=25).map(" ".join))
def test_any_sentence_is_a_wish(sentence: str) -> None:
    wish = read_sentence(sentence)
    assert all(name for name in wish.services)
    assert all(value is None or value[0].isdigit() for value in wish.objectives.values())


SAYINGS = (
    "{}% availability",
    "{}% of requests succeed",
    "errors below {}%",
    "p95 under {} ms",
    "{}th percentile",
    "{}% of requests within 3 s",
    "over {} days",
    "at least {}",
    "{} minutes",
    "never {}%",
    "{}",
)
JOINTS = (", ", " and ", " ", " but ", "; ")


@pytest.mark.fuzz
@given(st.lists(st.tuples(st.sampled_from(SAYINGS), st.sampled_from(JOINTS)), max_size=6))
def test_no_number_of_a_sentence_is_lost(said: list[tuple[str, str]]) -> None:
    numbers = [str(51 + 7 * place) for place, _ in enumerate(said)]
    parts = (saying.format(n) + joint for (saying, joint), n in zip(said, numbers, strict=True))
    wish = read_sentence(f"{''.join(parts)}for the checkout service")
    assert [n for n in numbers if n not in repr(wish)] == []
