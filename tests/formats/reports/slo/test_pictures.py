"""Where objectives stand, as pictures and as a page."""

import re
from dataclasses import replace
from datetime import timedelta
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.change import Change
from midwatch.domain.slo.standing.course import Course
from midwatch.formats.charts.palette import LIGHT
from midwatch.formats.charts.svg import PHONE, Sheet, svg
from midwatch.formats.reports.look import PLAIN
from midwatch.formats.reports.quantities import percent
from midwatch.formats.reports.slo import objective as text_page
from midwatch.formats.reports.slo import page, picture
from midwatch.formats.reports.slo.chart import chart, row
from midwatch.store.repository import Repository
from midwatch.workflows.slo.observing.burn_down import courses
from tests.support.board import BOARD, SOURCES, report
from tests.support.charts import drawn, texts
from tests.support.golden import Golden
from tests.support.judging import DAY, NOW

EMPTY = Repository(Path(__file__).parent)
"""Nobody recorded a change here."""
CHANGES = (
    Change(at=NOW - 9 * DAY, service="payments", kind="configuration", summary="larger pool"),
    Change(at=NOW - 2 * DAY, service="payments", kind="deployment", summary="new", version="2.0.0"),
    Change(at=NOW - DAY, service="db", kind="rollback", summary="back", version="1.9.0"),
)


@cache
def board() -> dict[str, Course]:
    found = {c.status.service.name: c for c in courses(report().objectives, SOURCES, EMPTY).all}
    found["payments"] = replace(found["payments"], changes=CHANGES)
    return found


def rendered(*names: str, explain: bool = False) -> str:
    chosen = [board()[name] for name in names or BOARD]
    return page.render(NOW, chosen, requests=3, waited=timedelta(seconds=2), explain=explain)


def words(html: str) -> str:
    """What a person reads, in one line."""
    body = re.sub(r"<style>.*?</style>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_pictures_are_as_reviewed(golden: Golden, tmp_path: Path) -> None:
    shown = {
        **{f"{name}.svg": svg([chart(board()[name])], theme=LIGHT) for name in BOARD},
        "payments-phone.svg": svg([chart(board()["payments"])], Sheet(width=PHONE), theme=LIGHT),
        "all.svg": svg([row(course) for course in board().values()], theme=LIGHT),
        "payments.html": rendered("payments"),
    }
    for name, content in shown.items():
        (tmp_path / name).write_text(f"{content.rstrip()}\n")
    golden(tmp_path, "slo_pictures")


@pytest.mark.parametrize("name", BOARD)
def test_a_page_says_every_number_that_the_text_says(name: str) -> None:
    said = words(rendered(name))
    for label, text in text_page.facts(board()[name].status, PLAIN):
        if label:
            assert f"{label} {' '.join(text.replace('  ', ' · ').split())}" in said
    for _, rows in (
        text_page.burns(board()[name].status),
        text_page.alerts(board()[name].status.conditions),
    ):
        for cells in rows:
            assert " ".join(" ".join(cell.text for cell in cells).split()) in said


@pytest.mark.parametrize("name", BOARD)
def test_a_picture_says_what_is_left(name: str) -> None:
    course = board()[name]
    found = " ".join(texts(svg([chart(course)])))
    if isinstance(course.status.budget, Measured):
        share = percent(course.status.budget.value.share_left, 0).replace("-", "−")
        assert share in found
    else:
        assert "no data" in found


def test_the_numbers_of_the_picture_stand_beside_it() -> None:
    course = board()["auth"]
    assert isinstance(course.burn_down, Measured)
    said = words(rendered("auth"))
    assert percent(float(course.burn_down.value.left[-1]), 3) in said
    assert said.count("99.880%") >= len(course.burn_down.value.sli)


def test_a_page_needs_nothing_but_itself() -> None:
    html = rendered(explain=True)
    assert "default-src 'none'" in html
    for part in ("<script", "<link", "<img", "<iframe", "src=", "@import", "url("):
        assert part not in html


def test_names_on_a_page_are_unique_and_every_link_leads_somewhere() -> None:
    html = rendered()
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(ids)
    assert len(re.findall(r'role="img"', html)) == 2 * len(BOARD)


def test_the_gravest_objective_comes_first_in_the_picture_of_many_and_on_the_page() -> None:
    order = re.findall(r'<h2 id="([^"]*)"', rendered())
    assert order[:2] == ["auth-availability", "payments-availability"]


def test_a_page_without_objectives_says_how_to_write_the_first() -> None:
    html = page.render(NOW, [], requests=0, waited=timedelta(0))
    assert "midwatch slo new writes the first" in html


def test_changes_are_marked_and_another_services_is_named() -> None:
    found = texts(svg([chart(board()["payments"])]))
    assert {"larger pool", "2.0.0", "db: rollback 1.9.0"} <= set(found)
    assert "db: rollback 1.9.0" not in texts(svg([row(board()["payments"])]))


def test_only_where_asked_a_page_tells_where_numbers_come_from() -> None:
    assert "samples not told" in words(rendered("payments", explain=True))
    assert "samples not told" not in words(rendered("payments"))


def test_no_foreign_text_becomes_a_part_of_the_page() -> None:
    evil = '<img src=x onerror="alert(1)">\x1b[2J\u202e'
    course = board()["payments"]
    provenance = Provenance(query=evil, range=None, samples=None, source=evil)
    status = replace(
        course.status,
        objective=replace(course.status.objective, service=evil, description=evil),
        service=replace(course.status.service, owner=evil, runbook=f"https://{evil}"),
    )
    hostile = Course(
        status=status,
        burn_down=NoData(reason=evil, provenance=provenance),
        changes=(replace(CHANGES[0], summary=evil, service=evil, version=evil),),
    )
    html = page.render(NOW, [hostile], requests=0, waited=timedelta(0), explain=True)
    assert "<img" not in html
    assert not {"\x1b", "\u202e"} & set(html)
    assert 'href="https://<' not in html
    drawn(svg([chart(hostile)]))


def test_only_addresses_of_the_web_become_links() -> None:
    course = board()["payments"]
    service = replace(course.status.service, runbook="javascript:alert(1)")
    hostile = replace(course, status=replace(course.status, service=service))
    html = page.render(NOW, [hostile], requests=0, waited=timedelta(0))
    assert 'href="javascript' not in html
    assert 'href="https://wiki.example.org/payments"' in rendered("payments")


def test_one_objective_fills_the_picture_and_many_share_it() -> None:
    one = picture.render([board()["api"]], width=PHONE, dark=False)
    many = picture.render([board()["api"], board()["auth"]], width=PHONE, dark=False)
    assert one.startswith(b"\x89PNG")
    assert one != many
    assert picture.render([board()["api"]], width=PHONE, dark=True) != one
