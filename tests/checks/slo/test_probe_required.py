from datetime import timedelta
from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from midwatch.domain.signals.counts import Counts
from midwatch.ports.events import CountRequest
from midwatch.testing.metrics import Series
from tests.support.gate import Counted, Example, by_day, found, one_file, run, steady

HOUR = timedelta(hours=1)
CODE = "slo/probe-required"
REQUESTS = [
    Series(metric="http_requests_total", labels={"job": "shop", "code": code})
    for code in ("200", "404", "500")
]

EXAMPLE = one_file(
    "service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS, counted=steady(2)
)


def test_an_outage_that_could_not_page_within_an_hour_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 3
    assert "2 events an hour" in finding.what
    assert "probe: 99.9%" in finding.fix
    assert finding.why


def quiet_at_night(per_hour: float, at_night: float, hours: int) -> Example:
    traffic = by_day(per_hour, at_night, range(hours))
    return one_file(
        "service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS, counted=traffic
    )


def test_an_outage_at_night_that_could_not_page_within_an_hour_is_told(tmp_path: Path) -> None:
    (finding,) = found(CODE, quiet_at_night(500, 2, 6), tmp_path)
    assert "in 42 of the last 168 hours fewer than 3 events came" in finding.what
    assert "probe: 99.9%" in finding.fix


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(quiet_at_night(500, 3, 6), id="enough at night"),
        pytest.param(quiet_at_night(500, 0, 1), id="an hour a day"),
    ],
)
def test_nights_with_enough_traffic_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []


@pytest.mark.parametrize(("more", "times"), [("", 1), (", probe: 99%", 0)])
def test_hours_are_asked_for_once_an_objective_and_never_beside_a_probe(
    more: str, times: int, tmp_path: Path
) -> None:
    counts = Counted(steady(20))
    text = f"service: shop\nslo: {{availability: 99.9%, latency_p95: 200ms{more}}}\n"
    run(one_file(text, series=REQUESTS), tmp_path, counts=counts)
    assert len(counts.stepped) == times


def test_hours_without_telemetry_are_not_quiet_hours(tmp_path: Path) -> None:
    def answer(request: CountRequest) -> Counts | None:
        night = request.range.length == timedelta(hours=1) and request.range.start.hour < 6
        return None if night else Counts(bad=0, valid=50 * (request.range.length / HOUR))

    example = one_file(
        "service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS, counted=answer
    )
    assert found(CODE, example, tmp_path) == []


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            one_file(
                "service: shop\nslo: {availability: 99.9%, probe: 99.9%}\n",
                series=REQUESTS,
                counted=steady(2),
            ),
            id="a probe",
        ),
        pytest.param(
            one_file(
                "service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS, counted=steady(20)
            ),
            id="enough traffic",
        ),
        pytest.param(
            one_file(
                """\
service: shop
alerting: {page: off}
slo: {availability: 99.9%}
""",
                series=REQUESTS,
                counted=steady(2),
            ),
            id="pages are off",
        ),
    ],
)
def test_a_probe_or_enough_traffic_is_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
