from pathlib import Path

import pytest

from midwatch.domain.errors import SourceTimeout
from midwatch.domain.findings import Severity
from midwatch.testing.metrics import Series
from tests.support.gate import Example, found, one_file

CODE = "slo/facts-skipped"
REQUESTS = [
    Series(metric="http_requests_total", labels={"job": "shop", "code": code})
    for code in ("200", "404", "500")
]

EXAMPLE = one_file("service: shop\nslo: {availability: 99.9%}\n")


def test_what_nobody_checked_is_told_once(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.INFORMATION
    assert finding.place.line == 0
    assert "not checked" in finding.what
    assert "midwatch.toml" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            Example(
                files={f"slos/{n}.yaml": f"service: {n}\nslo: {{probe: 99%}}\n" for n in "abc"}
            ),
            1,
            id="once for many files",
        ),
        pytest.param(
            Example(
                files={"slos/shop.yaml": "service: shop\nslo: {probe: 99%}\n"},
                failure=SourceTimeout("ask prod", why="no answer in 30 s"),
            ),
            1,
            id="a source that does not answer",
        ),
    ],
)
def test_it_is_told_as_often_as_it_is_so(example: Example, times: int, tmp_path: Path) -> None:
    assert len(found(CODE, example, tmp_path)) == times


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(
            one_file("service: shop\nslo:\n  availability: 99.9%\n", series=REQUESTS),
            id="a source that answers",
        ),
    ],
)
def test_a_source_that_answers_leaves_nothing_to_tell(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
