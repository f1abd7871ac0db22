from pathlib import Path

import pytest

from midwatch.domain.findings import Severity
from midwatch.testing.metrics import Series
from tests.support.gate import Example, found, one_file

CODE = "slo/bucket-absent"
REQUESTS = [
    Series(metric="http_requests_total", labels={"job": "shop", "code": code})
    for code in ("200", "404", "500")
]
BUCKETS = [
    Series(metric=f"http_request_duration_seconds_{part}", labels={"job": "shop", **le})
    for part, le in (
        ("count", {}),
        ("bucket", {"le": "0.1"}),
        ("bucket", {"le": "0.25"}),
        ("bucket", {"le": "1.0"}),
        ("bucket", {"le": "+Inf"}),
    )
]

EXAMPLE = one_file("service: shop\nslo:\n  latency_p95: 200ms\n", series=BUCKETS)


def test_a_bound_between_two_buckets_is_told_with_both(tmp_path: Path) -> None:
    (finding, *_) = found(CODE, EXAMPLE, tmp_path)
    assert finding.severity is Severity.WARNING
    assert finding.place.line == 3
    assert "no bucket at 200ms" in finding.what
    assert "`latency_p95: 100ms` or `latency_p95: 250ms`" in finding.fix
    assert finding.why


MILLISECONDS = """\
name: ours
title: Ours
source: https://docs.example.org/metrics
server_failure: "5.."
client_failure: "4.."
duration_unit: milliseconds
roles:
  requests_total: {metric: served_total, service_label: job, code_label: code, unit: requests}
  duration_bucket: {metric: served_milliseconds_bucket, service_label: job, unit: milliseconds}
  duration_count: {metric: served_milliseconds_count, service_label: job, unit: requests}
"""


def test_a_bucket_is_named_in_the_unit_of_the_convention(tmp_path: Path) -> None:
    buckets = [
        Series(metric="served_milliseconds_bucket", labels={"job": "shop", "le": le})
        for le in ("100", "250", "+Inf")
    ] + [Series(metric="served_milliseconds_count", labels={"job": "shop"})]
    text = "service: shop\nconvention: ours\nslo:\n  latency_p95: 200ms\n"
    files = {"slos/shop.yaml": text, "conventions/ours.yaml": MILLISECONDS}
    example = Example(files=files, paths=("slos/shop.yaml",), series=buckets)
    (finding,) = found(CODE, example, tmp_path)
    assert "`latency_p95: 100ms` or `latency_p95: 250ms`" in finding.fix
    assert 'le="200"' in finding.fix


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
            one_file("service: shop\nslo: {latency_p95: 250ms}\n", series=BUCKETS),
            id="a bucket at the bound",
        ),
        pytest.param(
            one_file("service: shop\nslo: {latency_p95: 1s}\n", series=BUCKETS),
            id="1 and 1.0 are one bucket",
        ),
        pytest.param(
            one_file("service: shop\nslo:\n  latency_p95: 200ms\n", series=REQUESTS),
            id="no histogram, which is told elsewhere",
        ),
    ],
)
def test_a_bound_with_a_bucket_is_fine(example: Example, tmp_path: Path) -> None:
    assert found(CODE, example, tmp_path) == []
