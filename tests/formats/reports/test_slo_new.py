from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.counts import Counts
from midwatch.formats.payloads.slo_new import proposal_payload
from midwatch.formats.reports.slo_new import ProposedValue, render

ORIGIN = Provenance(query="sum(…)", range=None, samples=None, source="prod")
TEXT = "service: api\nslo:\n  availability: 99.9%\n"


def counted(bad: float, valid: float) -> Measured[Counts]:
    return Measured(value=Counts(bad=bad, valid=valid), provenance=ORIGIN)


def proposal(*answers: Measured[Counts] | NoData, measured: bool = True) -> ProposedValue:
    return ProposedValue(
        objective="availability", value="99.9%", measured=answers, is_measured=measured
    )


def test_a_file_is_shown_with_the_numbers_that_its_values_rest_on() -> None:
    shown = render(
        "slos/api.yaml",
        TEXT,
        [proposal(counted(700, 1e6), NoData(reason="older than the source"))],
        convention=("prometheus-client", True),
    )
    assert shown == (
        "slos/api.yaml\n\n  service: api\n  slo:\n    availability: 99.9%\n\n"
        "Measured by prometheus-client (found in the source).\n"
        "availability: 99.9% held in every period that was measured, newest first: 99.93% good of 1,000,000."
    )


def test_a_common_value_says_why_nothing_was_measured() -> None:
    shown = render(
        "slos/api.yaml",
        TEXT,
        [proposal(NoData(reason="there is no history of it"), measured=False)],
        convention=("prometheus-client", False),
    )
    assert "(the default, not looked up)" in shown
    assert shown.endswith("99.9% is where people begin: there is no history of it.")


def test_periods_without_traffic_are_no_data_on_the_wire() -> None:
    wire = proposal_payload(
        "availability", "99.9%", [counted(1, 1000), counted(0, 0)], is_measured=True
    )
    measured, absent = wire.good_ratios
    assert measured.status == "measured"
    assert measured.value == 0.999
    assert absent.status == "no_data"
