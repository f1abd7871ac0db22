from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from midwatch.formats.openmetrics_writer import series_name
from midwatch.workflows.demo.live_counters import LiveShop, outage_shares
from midwatch.workflows.demo.shop import SERVICES
from midwatch.workflows.demo.telemetry import Telemetry, generate

END = datetime(2026, 11, 23, 12, 3, 11, tzinfo=UTC)
END_S = END.timestamp()
JOBS = tuple(service.name for service in SERVICES)


@pytest.fixture(scope="module")
def history() -> Telemetry:
    return generate(7, END, timedelta(days=12))


@pytest.fixture(scope="module")
def shop(history: Telemetry) -> LiveShop:
    return LiveShop.continuing(history)


def samples(page: str) -> dict[str, float]:
    lines = (line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in lines}


def failed(page: dict[str, float], job: str) -> float:
    return sum(v for name, v in page.items() if f'job="{job}",code="5' in name)


def served(page: dict[str, float], job: str) -> float:
    return page[f'http_request_duration_seconds_count{{job="{job}"}}']


def test_the_first_page_shows_every_series_where_its_history_ended(
    history: Telemetry, shop: LiveShop
) -> None:
    ended = {series_name(s.metric, s.labels): float(s.values[-1]) for s in history.series}
    assert samples(shop.exposition(END_S)) == ended


def test_an_hour_later_as_many_requests_have_come_as_in_the_hour_before(
    history: Telemetry, shop: LiveShop
) -> None:
    now, later = (samples(shop.exposition(END_S + passed)) for passed in (0, 3600))
    for job in JOBS:
        name = f'http_request_duration_seconds_count{{job="{job}"}}'
        [past] = [s for s in history.series if series_name(s.metric, s.labels) == name]
        hour = past.values[-1] - past.values[-61]
        assert later[name] - now[name] == pytest.approx(hour, abs=20)


@pytest.mark.parametrize("outage", [None, "payments", "web", "database"])
def test_counters_never_fall_second_by_second(shop: LiveShop, outage: str | None) -> None:
    before = samples(shop.exposition(END_S))
    for passed in range(1, 120):
        if outage is not None and passed == 30:
            shop = shop.with_outage(outage, END_S + passed)
        after = samples(shop.exposition(END_S + passed))
        assert all(after[name] >= before[name] for name in before)
        before = after


def test_every_page_agrees_with_itself(shop: LiveShop) -> None:
    page = samples(shop.with_outage("auth", END_S + 10).exposition(END_S + 60.5))
    for job in JOBS:
        codes = sum(v for name, v in page.items() if f'requests_total{{job="{job}"' in name)
        buckets = [v for name, v in page.items() if f'bucket{{job="{job}"' in name]
        assert codes == served(page, job) == buckets[-1]
        assert buckets == sorted(buckets)


def test_from_the_outage_on_every_request_of_the_service_fails(shop: LiveShop) -> None:
    began = END_S + 30
    before = samples(shop.exposition(began))
    after = samples(shop.with_outage("payments", began).exposition(began + 60))
    grown = served(after, "payments") - served(before, "payments")
    assert grown > 200
    assert failed(after, "payments") - failed(before, "payments") == pytest.approx(grown, abs=16)


def test_callers_see_their_share_of_an_outage(shop: LiveShop) -> None:
    began = END_S + 30
    before = samples(shop.exposition(began))
    after = samples(shop.with_outage("payments", began).exposition(began + 600))

    def share(job: str) -> float:
        grown = served(after, job) - served(before, job)
        return (failed(after, job) - failed(before, job)) / grown

    assert share("api") == pytest.approx(0.12, abs=0.01)
    assert share("web") == pytest.approx(0.12 * 0.7, abs=0.01)
    assert max(share(job) for job in ("auth", "database", "cache")) < 0.001


@pytest.mark.parametrize(
    ("root", "hurt"),
    [
        pytest.param("web", {"web"}, id="nobody calls web"),
        pytest.param("cache", {"cache"}, id="without the cache all is slower and nothing fails"),
        pytest.param("auth", {"auth", "api", "web"}, id="without auth nobody logs in"),
        pytest.param(
            "database", {"database", "payments", "api", "web"}, id="without the database no money"
        ),
    ],
)
def test_an_outage_hurts_whoever_needs_the_service(root: str, hurt: set[str]) -> None:
    shares = outage_shares(root)
    assert {job for job, share in shares.items() if share > 0} == hurt
    assert shares[root] == max(shares.values()) == 1.0


def test_an_unknown_service_cannot_fail(shop: LiveShop) -> None:
    with pytest.raises(KeyError, match="checkout"):
        shop.with_outage("checkout", END_S)


def test_a_page_of_one_service_is_its_part_of_the_whole(shop: LiveShop) -> None:
    whole = samples(shop.exposition(END_S + 5))
    parts = [samples(shop.exposition(END_S + 5, job)) for job in JOBS]
    assert merged(parts) == whole
    assert sum(map(len, parts)) == len(whole)


def merged(parts: Iterable[dict[str, float]]) -> dict[str, float]:
    return {name: value for part in parts for name, value in part.items()}


def test_each_metric_is_described_once_on_a_page(shop: LiveShop) -> None:
    types = [line for line in shop.exposition(END_S).splitlines() if line.startswith("# TYPE")]
    assert types[:2] == [
        "# TYPE http_requests_total counter",
        "# TYPE http_request_duration_seconds histogram",
    ]
    assert len(set(types)) == len(types)


def test_what_went_before_is_not_changed_by_an_outage(shop: LiveShop) -> None:
    flow = shop.flows["payments"]
    failing = shop.with_outage("payments", END_S + 10).flows["payments"]
    np.testing.assert_array_equal(failing.events(END_S + 10), flow.events(END_S + 10))
