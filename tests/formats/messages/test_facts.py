"""Facts are what a person reads, and say where they come from."""

from datetime import timedelta

import pytest

from midwatch.domain.incidents.clock import ClockPolicy
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.formats.messages.facts import NAMES, facts_of, is_plain, moment
from tests.support.incident_events import declared, spent, whole_night
from tests.support.messages import facts_at

EVERY_MOMENT = ("02:17", "02:19", "02:37", "02:46", "03:46")


def has_digit(text: str) -> bool:
    return any(each.isdigit() for each in text)


@pytest.mark.parametrize("now", EVERY_MOMENT)
def test_every_named_fact_is_there_at_every_moment(now: str) -> None:
    facts = facts_at(whole_night(), now, measured=False)
    assert set(facts) == set(NAMES)


@pytest.mark.parametrize("now", EVERY_MOMENT)
def test_what_is_absent_says_so_without_a_digit(now: str) -> None:
    absent = [each for each in facts_at(whole_night(), now).values() if not each.known]
    assert [each.text for each in absent if not each.text.startswith("no data")] == []
    assert [each.text for each in absent if has_digit(each.text)] == []


def test_a_reason_with_a_digit_is_not_repeated() -> None:
    night = declared()
    report = night.report("02:30")
    told = {"failing": NoData(reason="the last 3 queries failed")}
    facts = facts_of(night.incident, report.times, report.now, (), told)
    assert facts["failing"].text == "no data"


def test_moments_carry_their_date_where_it_is_not_today() -> None:
    night = declared()
    assert moment(night.moment("02:14"), night.moment("09:00")) == "02:14 UTC"
    assert moment(night.moment("02:14"), night.moment("26:00")) == "2026-03-10 02:14 UTC"


def test_the_next_update_counts_from_this_one() -> None:
    assert facts_at(declared(), "02:20")["next_update"].text == "02:35 UTC"
    assert not facts_at(declared(severity="SEV4"), "02:20")["next_update"].known
    report = declared().report("02:20")
    policy = ClockPolicy(update_every={report.incident.severity: timedelta(minutes=40)})
    facts = facts_of(report.incident, report.times, report.now, (), None, policy)
    assert facts["next_update"].text == "03:00 UTC"


def test_what_turned_out_to_be_no_incident_is_called_so() -> None:
    assert facts_at(declared(severity="SEV2"), "02:20")["severity"].text == "SEV2"
    assert facts_at(declared(severity="none"), "02:20")["severity"].text == "No incident"


def test_what_was_measured_is_shown_with_its_query() -> None:
    origin = Provenance(query="rate(errors[5m])", range=None, samples=None, source="main")
    report = declared().report("02:20")
    told = {"failing": Measured(value="41.5%", provenance=origin)}
    failing = facts_of(report.incident, report.times, report.now, (), told)["failing"]
    assert (failing.text, failing.origin) == ("41.5%", origin)


def test_budget_is_told_of_each_objective_and_of_all() -> None:
    facts = facts_at(whole_night(), "03:46")
    assert facts["budget_spent.checkout-availability"].text == "37.2%"
    assert facts["budget_minutes.checkout-availability"].text == "16.1 min"
    assert facts["budget_spent"].text == "37.2% of checkout-availability"
    assert facts["budget_spent.payments-latency"].text.startswith("no data: the source")
    assert facts["budget_spent"].origin == spent()[0].share.provenance


def test_words_of_others_are_quoted_and_come_from_an_event() -> None:
    night = whole_night()
    facts = facts_at(night, "03:46")
    ids = {each.id for each in night.events}
    for name in ("title", "cause", "impact", "mitigation", "last_update"):
        assert (facts[name].quoted, facts[name].origin in ids) == (True, True), name


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("ana@example.org", True),
        ("Ana Maria O-Neil", True),
        ("checkout.eu-1", True),
        ("@channel", False),
        ("<!here>", False),
        ("ana: resolved at 02:14", False),
        ("a" * 61, False),
        ("ana\nben", False),
        ("", False),
    ],
)
def test_a_name_is_a_name_and_nothing_else(name: str, *, plain: bool) -> None:
    assert is_plain(name) is plain
