import pytest

from midwatch.domain.findings import Severity
from tests.support.incident_gate import found, night

CODE = "incident/from-the-future"

EXAMPLE = night().add("03:40", "noted", recorded="02:40", text="error rate falls")


def test_an_event_from_a_clock_that_is_ahead_is_told() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.WARNING)
    assert finding.place.path.endswith(f"/{EXAMPLE.events[-1].id}.json")
    assert finding.what == (
        "noted by ana@example.org occurred at 2026-03-10 03:40:00 UTC, "
        "and was recorded at 2026-03-10 02:40:00 UTC"
    )


def test_events_in_the_past_are_quiet() -> None:
    assert found(night().add("02:40", "noted", text="error rate falls")) == []


def test_an_event_recorded_after_the_present_is_told() -> None:
    (finding,) = found(night().add("03:50", "noted", recorded="04:02", text="error rate falls"))
    assert finding.what.endswith("04:02:00 UTC, and it is 2026-03-10 04:00:00 UTC now")


@pytest.mark.parametrize(("at", "recorded"), [("02:41", "02:40"), ("03:50", "04:00:59")])
def test_clocks_that_differ_by_a_minute_at_most_are_quiet(at: str, recorded: str) -> None:
    assert found(night().add(at, "noted", recorded=recorded, text="error rate falls")) == []


def test_what_is_written_down_long_after_it_occurred_is_quiet() -> None:
    assert found(night().add("02:20", "noted", recorded="03:50", text="error rate falls")) == []
