from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from tests.support.gate import Example, found, one_file

CODE = "slo/malformed-yaml"

EXAMPLE = one_file("service: shop\nslo:\n\tavailability: 99.9%\n")


def test_what_is_no_yaml_is_told_with_its_place(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.ERROR
    assert finding.place.line == 3
    assert "a tab" in finding.what
    assert "spaces" in finding.fix
    assert finding.why


@pytest.mark.parametrize(
    ("example", "times"),
    [
        pytest.param(EXAMPLE, 1, id="the example"),
        pytest.param(
            one_file("service: shop\nslo: {probe: 99%}\n---\na: b\n"), 1, id="two documents"
        ),
        pytest.param(one_file("service: shop\nslo: *x\n"), 1, id="an alias of nothing"),
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
owner: &a shop
environment: *a
slo: {probe: 99%}
"""),
            id="an alias that means something",
        ),
    ],
)
def test_sound_yaml_is_read(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
