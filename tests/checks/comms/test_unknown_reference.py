from midwatch.domain.findings import Severity
from tests.support.comms_gate import Message, found

CODE = "comms/unknown-reference"

EXAMPLE = Message(name="progress.status_page", text="We will tell more by {next_updat}.\n")


def test_a_reference_to_nothing_is_told_with_the_nearest() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.ERROR)
    assert str(finding.place) == "progress.status_page:1:22"
    assert finding.fix == "write {next_update}"


def test_a_line_that_may_be_left_out_needs_a_known_reference_too() -> None:
    assert [each.code for each in found(Message(name="x", text="Cause: {cuase?}"))] == [CODE]


def test_every_fact_can_be_referred_to() -> None:
    assert found(Message(name="x", text="{id} {title} {budget_spent.checkout-availability}")) == []
