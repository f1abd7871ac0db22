from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/unknown-convention"

OURS = """\
name: ours
source: https://wiki.example.org/metrics
server_failure: "5.."
roles: {requests_total: {metric: calls_total, service_label: app, code_label: code}}
"""

EXAMPLE = one_file("""\
service: shop
convention: prometheus-clint
slo: {availability: 99.9%}
""")


def test_a_convention_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 2
    assert "prometheus-clint" in finding.what
    assert "prometheus-client" in finding.fix
    assert finding.why


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
            one_file("""\
service: shop
convention: grpc-server
slo: {availability: 99.9%}
"""),
            id="a shipped one",
        ),
        pytest.param(
            Example(
                files={
                    "conventions/ours.yaml": OURS,
                    "slos/shop.yaml": "service: shop\nconvention: ours\nslo: {availability: 99%}\n",
                },
                paths=("slos",),
            ),
            id="a team's own",
        ),
    ],
)
def test_shipped_and_own_conventions_are_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
