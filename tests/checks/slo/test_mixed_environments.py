from dataclasses import replace
from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from midwatch.testing.metrics import Series
from tests.support.gate import Example, found, one_file

CODE = "slo/mixed-environments"
REQUESTS = [
    Series(metric="http_requests_total", labels={"job": "shop", "code": code})
    for code in ("200", "404", "500")
]

EXAMPLE = one_file(
    "service: shop\nslo:\n  availability: 99.9%\n",
    series=[
        replace(one, labels={**one.labels, "env": env})
        for one in REQUESTS
        for env in ("production", "staging")
    ],
)


def test_environments_that_are_counted_together_are_told(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.WARNING
    assert finding.place.line == 3
    assert "production, staging" in finding.what
    assert "selector: {env: production}" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            one_file(
                """\
service: shop
selector: {job: shop}
slo: {availability: 99.9%}
""",
                series=[
                    replace(one, labels={**one.labels, "cluster": c})
                    for one in REQUESTS
                    for c in ("a", "b")
                ],
            ),
            1,
            id="two clusters, beside a selector",
        ),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            one_file(
                "service: shop\nslo:\n  availability: 99.9%\n",
                series=[
                    replace(one, labels={**one.labels, "env": "production"}) for one in REQUESTS
                ],
            ),
            id="one environment",
        ),
        pytest.param(
            one_file(
                "service: shop\nselector: {env: a}\nslo: {availability: 99.9%}\n",
                series=[
                    replace(one, labels={**one.labels, "env": e})
                    for one in REQUESTS
                    for e in ("a", "b")
                ],
            ),
            id="one is selected",
        ),
    ],
)
def test_one_environment_is_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
