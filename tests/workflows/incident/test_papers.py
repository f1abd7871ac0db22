"""What an incident cost is measured over its range, and its papers say where every number comes from."""

from datetime import timedelta
from pathlib import Path

import pytest

from midwatch.domain.errors import HeldByGate
from midwatch.domain.incidents.event import EventKind
from midwatch.domain.incidents.incident import incident_of
from midwatch.domain.measured import Measured, NoData
from midwatch.formats.memory import timeline_file
from midwatch.store import catalogue
from midwatch.store.incidents.memory import Draft
from midwatch.workflows.demo.incidents import IncidentKind
from midwatch.workflows.incident.budget import Metered, budget_spent
from midwatch.workflows.incident.messages import Templates
from midwatch.workflows.incident.report import ReportRequest, report
from tests.support.incidents import memory_of, repository
from tests.workflows.observe.shop import Shop, open_shop

MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return open_shop(tmp_path_factory.mktemp("shop"), 7)


def drafts(shop: Shop, kind: IncidentKind, service: str) -> list[Draft]:
    """The events of an incident of the month: it began, was declared and was resolved as it truly did."""
    span = shop.incidents[kind].span
    name = f"{span.start:%Y-%m-%d}-{service}"
    declared = {
        "title": f"{service} fails",
        "severity": "SEV1",
        "services": [service],
        "impact_began": span.start.isoformat(),
    }
    over = {"phase": "resolved", "text": "rolled back"}
    return [
        Draft(
            incident=name,
            kind=EventKind.DECLARED,
            actor="a@example.org",
            data=declared,
            occurred_at=span.start + 2 * MINUTE,
        ),
        Draft(
            incident=name,
            kind=EventKind.PHASE,
            actor="a@example.org",
            data=over,
            occurred_at=span.end,
        ),
    ]


def test_a_total_outage_of_a_quarter_of_an_hour_spends_its_share_of_a_month(
    shop: Shop, tmp_path: Path
) -> None:
    memory = memory_of(repository(tmp_path / "team"))
    kept = memory.append(drafts(shop, IncidentKind.EXPIRED_CERTIFICATE, "auth"))
    incident = incident_of(kept.events)
    metered = Metered(shop.loaded.services, shop.sources.counting)
    spent = {
        one.objective: one
        for one in budget_spent(
            incident, shop.incidents[IncidentKind.EXPIRED_CERTIFICATE].span.end, metered
        )
    }
    share, minutes = spent["auth-availability"].share, spent["auth-availability"].minutes
    assert isinstance(share, Measured)
    assert isinstance(minutes, Measured)
    outage = shop.incidents[IncidentKind.EXPIRED_CERTIFICATE].span.length
    assert minutes.value >= outage * 0.9  # traffic at that hour is above the month's mean
    assert share.provenance.range is not None
    assert share.provenance.range.length == outage


def test_the_papers_hold_the_numbers_with_their_queries_and_are_read_back(
    shop: Shop, tmp_path: Path
) -> None:
    memory = memory_of(repository(tmp_path / "team"))
    kept = memory.append(drafts(shop, IncidentKind.BAD_DEPLOYMENT, "api"))
    span = shop.incidents[IncidentKind.BAD_DEPLOYMENT].span
    metered = Metered(shop.loaded.services, shop.sources.counting)
    made = report(
        ReportRequest(at=span.end + MINUTE, incident=kept.events[0].incident),
        memory=memory,
        measure=lambda incident, _: budget_spent(incident, span.end, metered),
        templates=Templates(texts=catalogue.load("templates")),
    )
    folder = f"incidents/{kept.events[0].incident}"
    assert set(made.files) == {f"{folder}/timeline.yaml", f"{folder}/report.md"}
    record = timeline_file.parse(made.files[f"{folder}/timeline.yaml"], "timeline.yaml")
    assert record.moments["began"] == span.start.replace(microsecond=0)
    assert record.moments["resolved"] == span.end.replace(microsecond=0)
    assert all(
        isinstance(each.share, Measured) and each.share.provenance.query for each in record.budget
    )
    assert "rolled back" in made.files[f"{folder}/report.md"]


def test_without_telemetry_the_papers_say_why_nothing_was_measured(
    shop: Shop, tmp_path: Path
) -> None:
    memory = memory_of(repository(tmp_path / "team"))
    memory.append(drafts(shop, IncidentKind.BAD_DEPLOYMENT, "api"))
    made = report(
        ReportRequest(at=shop.incidents[IncidentKind.BAD_DEPLOYMENT].span.end, offline=True),
        memory=memory,
        measure=lambda *_: pytest.fail("a source was asked"),
        templates=Templates(texts=catalogue.load("templates")),
    )
    assert isinstance(made.unmeasured, NoData)
    assert "No error budget was measured." in "".join(made.files.values())


# What a team's template of the report says, and what a gate says to it.
HELD = {
    "It cost us 37% of the budget.": "report.markdown:1:12: “37%” was neither computed nor recorded",
    "It began at {began_at}.": "report.markdown:1:13: {began_at} refers to nothing",
}


@pytest.mark.parametrize("said", HELD)
def test_a_report_with_what_nobody_computed_is_held_and_nothing_is_made(
    shop: Shop, tmp_path: Path, said: str
) -> None:
    memory = memory_of(repository(tmp_path / "team"))
    memory.append(drafts(shop, IncidentKind.BAD_DEPLOYMENT, "api"))
    texts = {**catalogue.load("templates"), "report": f'markdown: "{said}"\n'}
    request = ReportRequest(at=shop.incidents[IncidentKind.BAD_DEPLOYMENT].span.end, offline=True)
    with pytest.raises(HeldByGate) as held:
        report(
            request,
            memory=memory,
            measure=lambda *_: pytest.fail("a source was asked"),
            templates=Templates(texts=texts),
        )
    assert HELD[said] in str(held.value)
