"""Templates are filled with facts, and say where one is missing."""

from midwatch.domain.incidents.comms.facts import Fact
from midwatch.domain.incidents.comms.message import Shown, Words, fill, references

BEGAN = Fact(name="began", text="02:14 UTC", origin="an event")
CAUSE = Fact(name="cause", text="no data: no cause is identified", origin="", known=False)
FACTS = {"began": BEGAN, "cause": CAUSE}


def test_words_and_facts_stay_apart() -> None:
    filled = fill("text", "It began at {began}.", FACTS)
    assert filled.pieces == (
        Words(text="It began at ", line=1, column=1),
        Shown(fact=BEGAN),
        Words(text=".", line=1, column=20),
    )
    assert filled.findings == ()


def test_a_fact_without_data_says_so_unless_its_line_can_be_left_out() -> None:
    said = fill("text", "Cause: {cause}\nBegan: {began}", FACTS)
    assert said.pieces[1] == Shown(fact=CAUSE)
    left_out = fill("text", "Cause: {cause?}\nBegan: {began?}", FACTS)
    assert left_out.pieces == (Words(text="Began: ", line=2, column=1), Shown(fact=BEGAN))


def test_a_reference_to_nothing_is_told_with_the_nearest_and_stays_as_written() -> None:
    filled = fill("text", "\nat {begann}.", FACTS)
    (finding,) = filled.findings
    assert finding.code == "comms/unknown-reference"
    assert (finding.place.line, finding.place.column, finding.place.end_column) == (2, 4, 12)
    assert finding.what == "{begann} refers to nothing"
    assert finding.fix == "write {began}"
    assert [each.text for each in filled.pieces if isinstance(each, Words)] == [
        "\n",
        "at {begann}.",
    ]


def test_an_objective_that_was_not_measured_leaves_its_line_out() -> None:
    filled = fill("text", "Spent: {budget_spent.shop?}\n", FACTS)
    assert (filled.pieces, filled.findings) == ((), ())


def test_braces_that_are_no_reference_are_braces() -> None:
    assert references('{"a": {began}} {} {B} { began }') == ("began",)
