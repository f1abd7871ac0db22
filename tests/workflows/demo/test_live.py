from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from midwatch.domain.errors import SourceFailed, SourceTimeout, UnknownName
from midwatch.workflows.demo.live import (
    Outage,
    PageTimes,
    Servers,
    ShopPages,
    Surroundings,
    Theory,
    page_labels,
    require_known_service,
    run,
)
from midwatch.workflows.demo.live_counters import LiveShop
from midwatch.workflows.demo.telemetry import generate

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
THEORY = Theory(
    detection=timedelta(seconds=51.84),
    scrape=timedelta(seconds=5),
    evaluation=timedelta(seconds=30),
)
OUTAGE = Outage(service="payments", theory=THEORY)


@pytest.fixture(scope="module")
def shop() -> LiveShop:
    return LiveShop.continuing(generate(7, START, timedelta(days=12)))


@dataclass
class World:
    """A clock that moves by sleeping, and servers in which a page fires and arrives at set moments."""

    shop: LiveShop
    fires_after: timedelta | None = None
    arrives_after: timedelta | None = None
    interrupted_at: timedelta | None = None
    dies_at: timedelta | None = None
    now: datetime = START
    said: list[str] = field(default_factory=list)
    asked: list[Mapping[str, str]] = field(default_factory=list)

    def sleep(self, length: float) -> None:
        self.now += timedelta(seconds=length)
        if self.interrupted_at is not None and self.now - START >= self.interrupted_at:
            raise KeyboardInterrupt

    def require_running(self) -> None:
        if self.dies_at is not None and self.now - START >= self.dies_at:
            raise SourceFailed("prometheus ended with signal 9")

    def page_fired(self, labels: Mapping[str, str]) -> datetime | None:
        self.require_running()
        self.asked.append(labels)
        if self.fires_after is None or self.now < START + self.fires_after:
            return None
        return START + self.fires_after

    def page_arrived(self, labels: Mapping[str, str]) -> bool:
        self.asked.append(labels)
        return self.arrives_after is not None and self.now >= START + self.arrives_after

    def run(
        self, *, duration: timedelta | None = None, outage: Outage | None = None
    ) -> PageTimes | None:
        servers = Servers(
            prometheus_url="http://127.0.0.1:9090",
            alertmanager_url="http://127.0.0.1:9093",
            metrics_url="http://127.0.0.1:9100",
            page_fired=self.page_fired,
            page_arrived=self.page_arrived,
            require_running=self.require_running,
        )
        return run(
            duration=duration,
            outage=outage,
            servers=servers,
            pages=ShopPages(self.shop, self.clock),
            surroundings=Surroundings(clock=self.clock, sleep=self.sleep, say=self.said.append),
        )

    def clock(self) -> datetime:
        return self.now

    @property
    def told(self) -> str:
        return "\n".join(self.said)


def test_it_says_what_runs_where(shop: LiveShop) -> None:
    world = World(shop)
    world.run(duration=timedelta(seconds=5))
    for place in ("127.0.0.1:9090", "127.0.0.1:9093", "127.0.0.1:9100/metrics"):
        assert place in world.told


def test_it_ends_when_its_time_is_up(shop: LiveShop) -> None:
    world = World(shop)
    assert world.run(duration=timedelta(minutes=3)) is None
    assert world.now == START + timedelta(minutes=3)
    assert "It ends at 12:03:00 UTC, or with Ctrl-C" in world.told


def test_without_a_time_it_goes_on_until_it_is_stopped(shop: LiveShop) -> None:
    world = World(shop, interrupted_at=timedelta(hours=2))
    assert world.run() is None
    assert world.told.endswith("Stopped.")
    assert "Ctrl-C ends it" in world.told


def test_the_page_is_timed_from_the_outage_to_prometheus_and_to_alertmanager(
    shop: LiveShop,
) -> None:
    world = World(shop, fires_after=timedelta(seconds=60), arrives_after=timedelta(seconds=61))
    times = world.run(duration=timedelta(seconds=90), outage=OUTAGE)
    assert times == PageTimes(
        began=START,
        fired=START + timedelta(seconds=60),
        arrived=START + timedelta(seconds=61),
    )
    assert "12:00:00 UTC: from now on every request of payments fails." in world.told
    assert "The page is due within 86.8 s: 51.8 s until" in world.told
    assert "fired by Prometheus      60.0 s after the outage began (in time)" in world.told
    assert "active in Alertmanager   61.0 s after the outage began" in world.told


def test_a_page_later_than_theory_allows_is_called_late(shop: LiveShop) -> None:
    world = World(shop, fires_after=timedelta(seconds=87), arrives_after=timedelta(seconds=88))
    world.run(duration=timedelta(seconds=90), outage=OUTAGE)
    assert "87.0 s after the outage began (late" in world.told


def test_only_the_page_of_the_failing_service_s_availability_counts(shop: LiveShop) -> None:
    world = World(shop, fires_after=timedelta(0), arrives_after=timedelta(0))
    world.run(duration=timedelta(seconds=1), outage=OUTAGE)
    assert set(map(str, world.asked)) == {str(page_labels("payments"))}
    assert page_labels("payments") == {
        "service": "payments",
        "objective": "availability",
        "severity": "page",
    }


@pytest.mark.parametrize(
    ("fires", "arrives"),
    [
        pytest.param(None, None, id="it never fires"),
        pytest.param(timedelta(seconds=60), None, id="it fires and never arrives"),
    ],
)
def test_a_page_that_does_not_come_is_an_error_that_says_where_to_look(
    shop: LiveShop, fires: timedelta | None, arrives: timedelta | None
) -> None:
    world = World(shop, fires_after=fires, arrives_after=arrives)
    with pytest.raises(SourceTimeout, match="wait for the page of payments") as told:
        world.run(outage=OUTAGE)
    assert "compile the folder's files anew" in told.value.fix
    assert world.now >= START + THEORY.latest + timedelta(minutes=2)


def test_ctrl_c_while_the_page_is_awaited_ends_well(shop: LiveShop) -> None:
    world = World(shop, interrupted_at=timedelta(seconds=20))
    assert world.run(outage=OUTAGE) is None
    assert world.told.endswith("Stopped.")


@pytest.mark.parametrize("outage", [OUTAGE, None], ids=["awaiting a page", "just going on"])
def test_a_server_that_dies_is_reported(shop: LiveShop, outage: Outage | None) -> None:
    world = World(shop, dies_at=timedelta(seconds=30))
    with pytest.raises(SourceFailed, match="prometheus ended with signal 9"):
        world.run(outage=outage)


def test_the_shop_s_pages_show_the_outage_from_its_first_second_on(shop: LiveShop) -> None:
    now = [START]
    pages = ShopPages(shop, lambda: now[0])
    now[0] += timedelta(seconds=60)
    before = failures(pages.page("payments"))
    assert pages.begin_outage("payments") == START + timedelta(seconds=60)
    now[0] += timedelta(seconds=60)
    assert failures(pages.page("payments")) - before > 200


def failures(page: str) -> float:
    lines = (line for line in page.splitlines() if 'code="5' in line)
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines)


def test_an_unknown_service_is_refused_with_the_nearest_known_one() -> None:
    require_known_service(None)
    require_known_service("payments")
    with pytest.raises(UnknownName, match="payment") as refused:
        require_known_service("payment")
    assert "payments" in refused.value.fix
