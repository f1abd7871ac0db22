from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/unreachable-alert"

EXAMPLE = one_file("service: shop\nslo:\n  availability: 90%\n")


def test_a_page_that_a_total_outage_could_not_reach_is_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.WARNING
    assert finding.place.line == 3
    assert "14.4×" in finding.what
    assert "absolute_page: on" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        (
            "error_rate: 10%",
            "`absolute_page: on` under `alerting`, or promise an error rate below 6.94%",
        ),
        ("error_rate: 60%", "promise an error rate below 6.94%"),
        (
            "latency_p90: 1s",
            "`absolute_page: on` under `alerting`, or name a percentile above 93.06",
        ),
        ("latency_p50: 1s", "name a percentile above 93.06, such as `latency_p95`"),
    ],
)
def test_it_says_what_could_be_promised_instead(line: str, fix: str, tmp_path: Path) -> None:
    (finding,) = found(CODE, one_file(f"service: shop\nslo:\n  {line}\n"), tmp_path)
    assert finding.fix.removeprefix("write ").startswith(fix)


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(one_file("service: shop\nslo: {latency_p50: 1s}\n"), 1, id="no page at all"),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(one_file("service: shop\nslo: {availability: 99.9%}\n"), id="99.9%"),
        pytest.param(
            one_file("""\
service: shop
alerting: {absolute_page: on}
slo: {availability: 90%}
"""),
            id="an absolute page instead",
        ),
        pytest.param(
            one_file("""\
service: shop
alerting: {page: off}
slo: {availability: 90%}
"""),
            id="pages off",
        ),
    ],
)
def test_alerts_that_an_outage_reaches_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
