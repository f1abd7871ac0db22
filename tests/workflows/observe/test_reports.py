"""What people are shown of an incident: the same numbers in every form."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from midwatch.domain.slo.health.observation import Observation
from midwatch.domain.slo.health.service import ServiceHealth
from midwatch.domain.slo.health.verdict import Colour, ReasonKind
from midwatch.domain.untrusted import for_html, for_markdown
from midwatch.formats.payloads.observe import payload
from midwatch.formats.reports.look import Look
from midwatch.formats.reports.observe import markdown, page, picture, sentences, text
from midwatch.formats.reports.observe.chart import chart, row
from midwatch.formats.reports.observe.values import current
from midwatch.workflows.demo.incidents import IncidentKind
from tests.workflows.observe.shop import Shop, open_shop

MINUTE = timedelta(minutes=1)
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return open_shop(tmp_path_factory.mktemp("shop"), 7)


@pytest.fixture(scope="module")
def seen(shop: Shop) -> Observation:
    incident = shop.incidents[IncidentKind.BAD_DEPLOYMENT]
    return shop.observed(incident.span.start + 13 * MINUTE).seen


@pytest.fixture(scope="module")
def api(shop: Shop) -> Observation:
    incident = shop.incidents[IncidentKind.BAD_DEPLOYMENT]
    at = incident.span.start + 13 * MINUTE
    return shop.observed(at, services=("api",)).seen


def test_every_reason_has_a_sentence() -> None:
    assert set(sentences.SENTENCES) == set(ReasonKind)


def test_a_screen_of_eighty_columns_holds_the_table(seen: Observation) -> None:
    lines = text.render(seen, Look(width=80)).splitlines()
    table = lines[2 : 3 + len(seen.services)]
    assert max(map(len, table)) <= 80
    assert table[1].split()[:2] == ["RED", "api"]


def test_a_page_of_html_needs_nothing_else_and_has_the_numbers_of_the_text(
    seen: Observation,
) -> None:
    html = page.render(seen)
    assert not re.search(r"<(script|link|img|iframe)|url\(|@import|src=", html)
    assert html.count("<svg") == 2 * len(seen.services)
    for health in seen.services:
        errors = health.reading("errors")
        assert errors is not None
        assert current(errors) in html
        for sentence in text.told(health, seen, None):
            assert sentence.split(":")[0] in html


def test_a_picture_shows_signals_targets_anomalies_and_changes(api: Observation) -> None:
    drawn = chart(api.services[0], api)
    titles = [panel.title for panel in drawn.panels]
    assert titles[:3] == ["Requests", "Errors", "Latency"]
    errors, latency = drawn.panels[1], drawn.panels[2]
    assert errors.levels[0].label == "target 0.10%"
    assert [line.label for line in latency.lines] == ["P50", "P95", "P99"]
    assert len(errors.bands) == 1
    assert [marker.label for marker in drawn.markers] == ["2.0.0"]
    assert drawn.badge is not None
    assert drawn.badge.word == "red"
    assert errors.lines[0].note.startswith("4")


def test_of_many_services_a_picture_has_a_row_each(seen: Observation) -> None:
    rows = [row(health, seen) for health in seen.services]
    assert [len(each.panels) for each in rows] == [1] * len(rows)
    assert "errors" in rows[0].notes[0]
    assert picture.render(seen, width=960, dark=False).startswith(PNG)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_picture_of_one_service_is_a_png(api: Observation, dark: bool) -> None:  # noqa: FBT001 - a table's column
    assert picture.render(api, width=390, dark=dark).startswith(PNG)


def test_the_page_for_monday_begins_with_what_to_do(seen: Observation) -> None:
    written = markdown.render(seen)
    assert written.index("## To do first") < written.index("## Services")
    assert "api\\-availability" in written or "api-availability" in written
    assert written.count("\n| ") >= len(seen.services)


def test_machines_read_the_same(seen: Observation) -> None:
    told = payload(seen, requests=3, waited=timedelta(seconds=1))
    assert [each.service for each in told.services] == [h.service.name for h in seen.services]
    assert told.services[0].state == "red"
    assert told.causes is not None
    assert told.causes.suspects[0].verdict == "CONFIRMED"
    assert type(told).model_validate_json(told.as_json()) == told


@pytest.fixture(scope="module")
def week(shop: Shop) -> Observation:
    at = shop.incidents[IncidentKind.BAD_DEPLOYMENT].span.end + timedelta(days=1)
    return shop.observed(at, timerange=timedelta(days=7)).seen


def test_what_burned_this_week_is_told_in_every_form(week: Observation) -> None:
    burned = [one for health in week.services for one in health.fast_burns]
    assert burned
    written, told = markdown.render(week), text.render(week, Look(width=400))
    html = page.render(week)
    for one in burned:
        sentence = sentences.fast_burn(one)
        assert for_markdown(sentence) in written
        assert sentence in told
        assert for_html(sentence) in html
    data = payload(week, requests=3, waited=timedelta(seconds=1))
    parts = [b for each in data.services for hours in each.worst_hours for b in hours.fast_burns]
    assert [part.burn_rate for part in parts] == [one.burn.multiple for one in burned]


def test_one_incident_is_written_up_once_however_many_services_it_hurt(week: Observation) -> None:
    written = markdown.render(week)
    actions = [line for line in written.splitlines() if line.startswith("- write up")]
    hurt = {
        one.objective.id
        for health in week.services
        for one in health.fast_burns
        if one.objective.id.endswith("availability")
    }
    assert len(actions) < len(hurt)
    assert all(for_markdown(each) in "".join(actions) for each in hurt)


def test_a_picture_shades_what_burned(shop: Shop) -> None:
    at = shop.incidents[IncidentKind.BAD_DEPLOYMENT].span.end + timedelta(days=1)
    seen = shop.observed(at, timerange=timedelta(days=7), services=("web",)).seen
    labels = [band.label for panel in chart(seen.services[0], seen).panels for band in panel.bands]
    assert "burned fast" in labels


def test_a_burn_that_a_correction_touches_says_so_and_asks_for_nothing(week: Observation) -> None:
    def corrected(health: ServiceHealth) -> ServiceHealth:
        hours = tuple(
            replace(one, fast_burns=tuple(replace(b, corrected=True) for b in one.fast_burns))
            for one in health.worst_hours
        )
        return replace(health, worst_hours=hours)

    seen = replace(week, services=tuple(map(corrected, week.services)))
    written = markdown.render(seen)
    assert "a correction leaves out part of it" in written
    assert "write up" not in written


@pytest.fixture(scope="module")
def five_thousand(seen: Observation) -> Observation:
    """As it looks where one is red and a few are not green among five thousand."""
    green = next(each for each in reversed(seen.services) if each.colour is Colour.GREEN)
    others = [each for each in seen.services if each.colour is not Colour.GREEN]
    more = [green] * (5000 - len(others))
    return replace(seen, services=(*others, *more))


def test_of_five_thousand_a_screen_lists_what_is_not_green_and_counts_the_rest(
    five_thousand: Observation,
) -> None:
    lines = text.render(five_thousand, Look(width=80)).splitlines()
    others = sum(health.colour is not Colour.GREEN for health in five_thousand.services)
    assert len(lines) < 60
    assert lines[3].split()[:2] == ["RED", "api"]
    assert not [line for line in lines if line.startswith("  green ")]
    assert any(line.startswith("  5,000 services: ") for line in lines)
    assert f"not listed: {5000 - others:,} green" in " ".join(lines)


def test_of_five_thousand_each_form_stays_as_long_as_somebody_reads(
    five_thousand: Observation,
) -> None:
    others = [each for each in five_thousand.services if each.colour is not Colour.GREEN]
    written = markdown.render(five_thousand)
    assert len(written.splitlines()) < 120
    assert "not listed: " in written
    html = page.render(five_thousand)
    assert html.count("<svg") == 2 * len(others)
    assert "not listed: " in html
    assert picture.render(five_thousand, width=390, dark=False).startswith(PNG)
    told = payload(five_thousand, requests=3, waited=timedelta(seconds=1))
    assert len(told.services) == 5000


def test_of_many_green_ones_those_that_burned_in_the_range_are_listed(week: Observation) -> None:
    burned = next(each for each in week.services if each.fast_burns)
    calm = next(each for each in week.services if not (each.fast_burns or each.anomalies))
    quiet = replace(calm, colour=Colour.GREEN, reasons=(), changes=())
    green = replace(burned, colour=Colour.GREEN, reasons=())
    many = replace(week, services=(*[quiet] * 99, green), causes=None)
    told = text.render(many, Look(width=400))
    assert sentences.fast_burn(green.fast_burns[0]) in told
    assert "not listed: 99 green" in told
    written = markdown.render(many)
    assert written.count(f"| green | {green.service.name} |") == 1
    assert "## Budgets" in written


def test_every_objective_of_many_is_listed_where_a_person_asks_for_all(
    five_thousand: Observation,
) -> None:
    told = text.render(five_thousand, Look(width=120), slo_status=True)
    every = sum(len(health.statuses) for health in five_thousand.services)
    assert len(told.splitlines()) > every


def test_where_nothing_is_listed_no_table_is_empty(five_thousand: Observation) -> None:
    calm = replace(five_thousand.services[-1], changes=())
    well = replace(five_thousand, services=(calm,) * 4000, causes=None)
    written = markdown.render(well)
    assert "nothing: all is well" in written
    assert "| state |" not in written
    assert "| objective |" not in written
    assert "<table" not in page.render(well)


def test_more_to_do_than_the_page_names_is_counted(week: Observation) -> None:
    written = markdown.render(replace(week, services=week.services * 3))
    listed = [line for line in written.split("## Services")[0].splitlines() if line[:2] == "- "]
    assert len(listed) <= 6
    twice = replace(week.services[0], service=replace(week.services[0].service, name="another"))
    more = markdown.render(replace(week, services=(*week.services, twice)))
    assert "more, below" in more.split("## Services")[0]


def test_of_many_that_are_all_red_the_gravest_fifty_are_listed(seen: Observation) -> None:
    many = replace(seen, services=(seen.services[0],) * 300)
    assert text.render(many, Look(width=80)).count("  RED    api") == 50
    assert "not listed: 250 red" in text.render(many, Look(width=400))


def test_where_all_of_many_are_green_one_line_says_so(five_thousand: Observation) -> None:
    well = replace(five_thousand, services=five_thousand.services[-4000:], causes=None)
    lines = text.render(well, Look(width=200)).splitlines()
    assert len(lines) < 6
    assert "  4,000 services: 4,000 green" in lines
