"""The shop on real servers: what to look at, an outage on request, and how long the page took."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from midwatch.domain.errors import SourceTimeout, UnknownName
from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.units import seconds
from midwatch.workflows.demo.live_counters import LiveShop
from midwatch.workflows.demo.shop import SERVICES

LOOK_EVERY = timedelta(seconds=0.5)
LONGEST_DETECTION = timedelta(minutes=10)
"""Nobody waits longer in front of a demo: what pages later is refused before it starts."""
GRACE = timedelta(minutes=2)
"""No page so long after it was due means that something is wrong."""

PAGED_OBJECTIVE = "availability"
"""The objective whose page an outage is measured by."""

PageLabels = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """A live stack as its caller sees it: addresses, and questions that raise SourceError when a server has died."""

    prometheus_url: str
    alertmanager_url: str
    metrics_url: str
    page_fired: Callable[[PageLabels], datetime | None]
    page_arrived: Callable[[PageLabels], bool]
    require_running: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theory:
    """When the page is due: `detection` for constant traffic, and what a real Prometheus adds at most."""

    detection: timedelta
    scrape: timedelta
    evaluation: timedelta

    @property
    def latest(self) -> timedelta:
        """All three together."""
        return self.detection + self.scrape + self.evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """A service whose requests are all to fail, and when that is due to page."""

    service: str
    theory: Theory


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the demo takes from outside: the clock, a way to wait, and somebody to talk to."""

    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    say: Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTimes:
    """When an outage began, when Prometheus fired the page, and when Alertmanager was seen to have it."""

    began: datetime
    fired: datetime
    arrived: datetime


class ShopPages:
    """The shop's metrics pages at the present moment; an outage can begin at any time, from any thread."""

    def __init__(self, shop: LiveShop, clock: Callable[[], datetime]) -> None:
        """Begin with everything well."""
        self._shop, self._clock = shop, clock

    def page(self, job: str | None) -> str:
        """The page of one job, or of all; empty for an unknown one."""
        return self._shop.exposition(self._clock().timestamp(), job)

    def begin_outage(self, name: str) -> datetime:
        """From now on every request of the service fails; returns now."""
        now = self._clock()
        self._shop = self._shop.with_outage(name, now.timestamp())
        return now


def require_known_service(name: str | None) -> None:
    """Raise UnknownName where the shop has no such service."""
    names = [service.name for service in SERVICES]
    if name is not None and name not in names:
        raise UnknownName.among("service of the demo", name, names)


def page_labels(service: str) -> PageLabels:
    """The labels of the page that a service's failures cause."""
    return {
        "service": service,
        "objective": PAGED_OBJECTIVE,
        "severity": AlertSeverity.PAGE.value,
    }


def run(
    *,
    duration: timedelta | None,
    outage: Outage | None,
    servers: Servers,
    pages: ShopPages,
    surroundings: Surroundings,
) -> PageTimes | None:
    """Say what runs where; cause the outage, if there is one; report its page; go on for `duration`, None: for ever.

    Ends early, and well, with a KeyboardInterrupt. Raises SourceError where a server dies or no page comes.
    """
    say, clock = surroundings.say, surroundings.clock
    until = clock() + duration if duration is not None else None
    times: PageTimes | None = None
    try:
        say(_tour(servers))
        if outage is not None:
            times = _watch(outage, servers, pages, surroundings)
        if until is None or clock() < until:
            say(_how_to_end(until))
        while until is None or clock() < until:
            servers.require_running()
            surroundings.sleep(seconds(LOOK_EVERY))
    except KeyboardInterrupt:
        say("\nStopped.")
    return times


def _watch(
    outage: Outage, servers: Servers, pages: ShopPages, surroundings: Surroundings
) -> PageTimes:
    began = pages.begin_outage(outage.service)
    surroundings.say(_announcement(outage, began))
    times = await_page(outage, began, servers=servers, surroundings=surroundings)
    surroundings.say(_report(times, servers, outage.theory))
    return times


def await_page(
    outage: Outage, began: datetime, *, servers: Servers, surroundings: Surroundings
) -> PageTimes:
    """Look until the page of the outage is active in Alertmanager. Raises SourceTimeout when it does not come."""
    labels, patience = page_labels(outage.service), outage.theory.latest + GRACE
    while surroundings.clock() < began + patience:
        fired = servers.page_fired(labels)
        if fired is not None and servers.page_arrived(labels):
            return PageTimes(began=began, fired=fired, arrived=surroundings.clock())
        surroundings.sleep(seconds(LOOK_EVERY))
    raise SourceTimeout(
        f"wait for the page of {outage.service}",
        why=f"it had not arrived {_span(patience)} after the outage began",
        fix="compile the folder's files anew, and look at the alerts in Prometheus while it waits",
    )


def _tour(servers: Servers) -> str:
    return (
        "The shop is live: 30 days of history, and its counters go on.\n"
        f"  Prometheus    {servers.prometheus_url}    the compiled rules at work, under Alerts\n"
        f"  Alertmanager  {servers.alertmanager_url}    where pages arrive\n"
        f"  the shop      {servers.metrics_url}/metrics    what its services tell\n"
        "To ask this Prometheus instead of the capture, put in the folder's midwatch.toml, in place of its source:\n"
        "  [sources.live]\n"
        '  kind = "prometheus"\n'
        f'  url = "{servers.prometheus_url}"'
    )


def _announcement(outage: Outage, began: datetime) -> str:
    theory = outage.theory
    return (
        f"\n{began:%H:%M:%S} UTC: from now on every request of {outage.service} fails.\n"
        f"The page is due within {_span(theory.latest)}: {_span(theory.detection)} until the burn rate "
        f"over the last hour is reached,\nat most {_span(theory.scrape)} until a scrape sees it "
        f"and {_span(theory.evaluation)} until the rule is evaluated."
    )


def _report(times: PageTimes, servers: Servers, theory: Theory) -> str:
    fired, arrived = times.fired - times.began, times.arrived - times.began
    verdict = "in time" if fired <= theory.latest else "late: what else keeps this machine busy?"
    return (
        f"{times.arrived:%H:%M:%S} UTC: the page is in Alertmanager.\n"
        f"  fired by Prometheus      {_span(fired)} after the outage began ({verdict})\n"
        f"  active in Alertmanager   {_span(arrived)} after the outage began\n"
        f"  look at {servers.alertmanager_url}/#/alerts"
    )


def _how_to_end(until: datetime | None) -> str:
    when = "Ctrl-C ends it" if until is None else f"It ends at {until:%H:%M:%S} UTC, or with Ctrl-C"
    return f"\n{when}; nothing of it goes on running."


def _span(span: timedelta) -> str:
    return f"{seconds(span):.1f} s"
