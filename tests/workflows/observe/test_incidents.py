"""The demo's incidents as a person on watch sees them."""

from datetime import timedelta
from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.domain.measured import Measured
from midwatch.domain.signals.causes.answer import Verdict
from midwatch.domain.slo.alert_windows import FASTEST_PAGE
from midwatch.domain.slo.health.service import ServiceHealth
from midwatch.domain.slo.health.verdict import Colour, ReasonKind
from midwatch.domain.untrusted import for_markdown
from midwatch.formats.reports.look import Look
from midwatch.formats.reports.observe import markdown, sentences, text
from midwatch.workflows.demo.incidents import IncidentKind
from tests.workflows.observe.shop import END, Shop, open_shop

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SEEN_AT = {
    IncidentKind.BAD_DEPLOYMENT: "api",
    IncidentKind.POOL_EXHAUSTION: "payments",
    IncidentKind.REPLICA_LAG: "database",
    IncidentKind.EXPIRED_CERTIFICATE: "auth",
}
"""Where each incident hurts first: the pool is the database's, and its clients starve."""


@pytest.fixture(scope="module", params=[7, 11])
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return open_shop(tmp_path_factory.mktemp("shop"), request.param)


def of(services: tuple[ServiceHealth, ...], name: str) -> ServiceHealth:
    return next(health for health in services if health.service.name == name)


@pytest.mark.parametrize("kind", SEEN_AT)
def test_the_minute_after_an_incident_the_right_service_is_red_and_first(
    shop: Shop, kind: IncidentKind
) -> None:
    report = shop.observed(shop.incidents[kind].span.end + MINUTE)
    first = report.seen.services[0]
    assert (first.service.name, first.colour) == (SEEN_AT[kind], Colour.RED)
    assert report.exit_code == 4


@pytest.mark.parametrize("kind", SEEN_AT)
def test_an_incident_began_when_it_is_said_to_have_begun(shop: Shop, kind: IncidentKind) -> None:
    onset = shop.incidents[kind].span.start
    report = shop.observed(onset + 30 * MINUTE)
    anomalies = of(report.seen.services, SEEN_AT[kind]).anomalies
    assert anomalies
    assert abs(anomalies[0].began - onset) <= 5 * MINUTE


def test_a_deployment_that_breaks_a_service_is_confirmed_as_the_cause(shop: Shop) -> None:
    incident = shop.incidents[IncidentKind.BAD_DEPLOYMENT]
    report = shop.observed(incident.span.start + 10 * MINUTE)
    assert report.seen.causes is not None
    suspect = report.seen.causes.suspects[0]
    assert (suspect.service, suspect.verdict) == ("api", Verdict.CONFIRMED)
    assert suspect.evidence.changes[0].kind == "deployment"


def test_a_change_stands_where_it_happened_with_before_and_after(shop: Shop) -> None:
    incident = shop.incidents[IncidentKind.BAD_DEPLOYMENT]
    report = shop.observed(incident.span.start + 20 * MINUTE)
    change = of(report.seen.services, "api").changes[-1]
    assert abs(change.change.at - incident.span.start) <= MINUTE
    moved = {each.signal: each for each in change.moved}
    before, after = moved["errors"].before, moved["errors"].after
    assert before is not None
    assert after is not None
    assert before < 0.01
    assert after > 0.3


def test_one_service_alone_is_explained_by_those_it_calls(shop: Shop) -> None:
    incident = shop.incidents[IncidentKind.EXPIRED_CERTIFICATE]
    report = shop.observed(incident.span.start + 10 * MINUTE, services=("web",))
    assert [health.service.name for health in report.seen.services] == ["web"]
    assert report.seen.causes is not None
    assert report.seen.causes.suspects[0].service == "auth"


@pytest.mark.parametrize("length", [15 * MINUTE, HOUR, 6 * HOUR, DAY])
def test_on_a_quiet_day_nothing_departs_and_nothing_is_red(shop: Shop, length: timedelta) -> None:
    report = shop.observed(END, timerange=length)
    assert [a for health in report.seen.services for a in health.anomalies] == []
    assert Colour.RED not in {health.colour for health in report.seen.services}
    assert report.seen.causes is None
    assert report.exit_code == 0


def test_a_threshold_that_is_crossed_makes_a_service_red(shop: Shop) -> None:
    report = shop.observed(END, latency_threshold=timedelta(milliseconds=120))
    red = {health.service.name for health in report.seen.services if health.colour is Colour.RED}
    assert red == {"api", "payments", "web"}
    (reason,) = (
        one for one in of(report.seen.services, "web").reasons if one.kind is ReasonKind.OVER_OPTION
    )
    assert reason.limit == 0.12
    assert report.exit_code == 4


@pytest.mark.parametrize("kind", SEEN_AT)
@pytest.mark.parametrize("later", [DAY, 3 * DAY + 41 * MINUTE, 6 * DAY], ids=str)
def test_days_later_an_incident_is_told_on_the_page_of_its_week(
    shop: Shop, kind: IncidentKind, later: timedelta
) -> None:
    span = shop.incidents[kind].span
    at = min(span.end + later, END)
    report = shop.observed(at, timerange=7 * DAY)
    burned = of(report.seen.services, SEEN_AT[kind]).fast_burns
    told = [one for one in burned if one.span.overlap(span)]
    assert told
    assert max(one.burn.multiple for one in told) > FASTEST_PAGE.burn_rate
    assert for_markdown(sentences.fast_burn(told[0])) in markdown.render(report.seen)


def test_what_is_over_makes_nothing_red(shop: Shop) -> None:
    at = shop.incidents[IncidentKind.REPLICA_LAG].span.end + 3 * DAY
    report = shop.observed(at, timerange=7 * DAY)
    assert any(health.fast_burns for health in report.seen.services)
    assert Colour.RED not in {health.colour for health in report.seen.services}
    assert report.exit_code == 0


def test_where_steps_show_every_incident_worst_hours_are_not_asked_for(shop: Shop) -> None:
    hours = [health.worst_hours for health in shop.observed(END).seen.services]
    assert set(hours) == {()}


def test_a_day_without_an_incident_has_no_fast_burn(shop: Shop) -> None:
    before = min(incident.span.start for incident in shop.incidents.values()) - HOUR
    report = shop.observed(before, timerange=DAY)
    hours = [one for health in report.seen.services for one in health.worst_hours]
    assert len(hours) >= len(report.seen.services)
    assert [burn for one in hours for burn in one.fast_burns] == []
    assert report.seen.causes is None


@pytest.mark.parametrize("kind", SEEN_AT)
def test_the_morning_after_an_incident_is_explained_on_one_page(
    shop: Shop, kind: IncidentKind
) -> None:
    report = shop.observed(shop.incidents[kind].span.end + 15 * HOUR, timerange=DAY)
    assert Colour.RED not in {health.colour for health in report.seen.services}
    assert report.seen.causes is not None
    suspect = report.seen.causes.suspects[0]
    assert suspect.service == SEEN_AT[kind]
    assert suspect.verdict in {Verdict.CONFIRMED, Verdict.LIKELY}
    page = text.render(report.seen, Look(width=400))
    assert f"{suspect.verdict.value}" in page
    assert "had a burn rate of up to" in page


def test_where_steps_hide_what_is_over_no_cause_is_guessed(shop: Shop) -> None:
    at = shop.incidents[IncidentKind.BAD_DEPLOYMENT].span.end + DAY
    assert shop.observed(at, timerange=7 * DAY).seen.causes is None


def test_a_range_of_which_no_past_is_known_claims_none(shop: Shop) -> None:
    seen = shop.observed(END, timerange=30 * DAY).seen
    assert len(seen.past) == 4
    assert seen.found == ()
    assert "against no history of these hours" in text.render(seen, Look(width=400))
    assert "Before:" not in markdown.render(seen)
    week = shop.observed(END, timerange=7 * DAY).seen
    assert 0 < len(week.found) <= 4
    assert f"{len(week.found)} weeks before" in text.render(week, Look(width=400))


def test_headroom_is_what_is_left_to_the_objectives_bound(shop: Shop) -> None:
    reading = of(shop.observed(END).seen.services, "web").reading("latency p95")
    assert reading is not None
    assert isinstance(reading.current, Measured)
    assert reading.headroom == pytest.approx(1 - reading.current.value / 0.2)


def test_a_signal_over_the_range_is_traced_to_its_query(shop: Shop) -> None:
    for reading in of(shop.observed(END).seen.services, "api").readings:
        assert reading.current.provenance is not None
        assert reading.current.provenance.query
        assert reading.current.provenance.source == "shop"


def test_without_weeks_before_it_is_judged_by_what_there_is(shop: Shop, tmp_path: Path) -> None:
    del tmp_path
    young = END - 30 * DAY + 26 * HOUR
    bases = {
        reading.judgement.baseline.basis
        for health in shop.observed(young).seen.services
        for reading in health.readings
        if reading.judgement and not hasattr(reading.judgement.baseline, "reason")
    }
    assert {basis.value for basis in bases} == {"the first part of the range itself"}


def test_a_limit_that_nothing_can_be_held_against_does_not_pass(shop: Shop) -> None:
    long_ago = END - 60 * DAY
    report = shop.observed(long_ago, services=("api",), error_threshold=0.01)
    (health,) = report.seen.services
    assert health.colour is Colour.NO_DATA
    assert ReasonKind.LIMIT_UNTOLD in {reason.kind for reason in health.reasons}
    assert report.exit_code == 3


def test_a_percentile_at_its_highest_bucket_does_not_pass_a_limit_there(shop: Shop) -> None:
    lag = shop.incidents[IncidentKind.REPLICA_LAG].span
    half_a_second = timedelta(milliseconds=500)
    report = shop.observed(lag.end, services=("database",), latency_threshold=half_a_second)
    reasons = {reason.kind for reason in report.seen.services[0].reasons}
    assert ReasonKind.OVER_OPTION in reasons
    assert ReasonKind.LIMIT_UNTOLD not in reasons


def test_of_a_limit_beyond_the_highest_bucket_nobody_can_tell_while_requests_lie_above_it(
    shop: Shop,
) -> None:
    lag = shop.incidents[IncidentKind.REPLICA_LAG].span
    second = timedelta(seconds=1)
    report = shop.observed(lag.end, services=("database",), latency_threshold=second)
    (untold,) = (
        one for one in report.seen.services[0].reasons if one.kind is ReasonKind.LIMIT_UNTOLD
    )
    assert "highest bucket" in untold.why
    reading = report.seen.services[0].reading("latency p95")
    assert reading is not None
    assert reading.lies_above
    assert reading.headroom is None
    assert "> 500 ms" in text.render(report.seen, Look(width=400))
    assert "> 500 ms" in markdown.render(report.seen).replace("\\>", ">")
    calm = shop.observed(END, services=("database",), latency_threshold=second)
    assert calm.seen.services[0].colour is Colour.GREEN
    assert calm.exit_code == 0


def test_what_is_red_by_a_limit_is_looked_into_as_well(shop: Shop) -> None:
    report = shop.observed(END, error_threshold=0.000001)
    assert Colour.RED in {health.colour for health in report.seen.services}
    assert report.seen.causes is not None


def test_coarse_steps_say_nothing_of_what_a_change_did(shop: Shop) -> None:
    report = shop.observed(END, timerange=7 * DAY)
    changes = [one for health in report.seen.services for one in health.changes]
    assert changes
    assert all(one.moved == () for one in changes)


@pytest.mark.parametrize(
    "asked",
    [
        {"anomaly_threshold": float("nan")},
        {"anomaly_threshold": float("inf")},
        {"anomaly_threshold": 1.0},
        {"latency_threshold": timedelta(0)},
        {"timerange": MINUTE},
        {"timerange": 31 * DAY},
        {"baseline": HOUR},
        {"services": ("apy",)},
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_refused(shop: Shop, asked: dict[str, object]) -> None:
    with pytest.raises(InputError) as refusal:
        shop.observed(END, **asked)
    assert refusal.value.fix
