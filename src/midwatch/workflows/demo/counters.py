"""Requests as a service's own counters show them: totals that only grow, and begin again when it restarts."""

from collections.abc import Iterator, Sequence

import numpy as np

from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries
from midwatch.workflows.demo.shop import BUCKET_MEANS_MS, BUCKETS
from midwatch.workflows.demo.traffic import Integers, Requests

REQUESTS = "http_requests"
DURATION = "http_request_duration_seconds"
BOUNDS = (*(f"{bound:g}" for bound in BUCKETS), "+Inf")
WARM_UP = 240
"""Steps that a service had counted before the first sample."""


def request_counters(
    job: str, requests: Requests, times: Floats, restarts: Sequence[float]
) -> Iterator[SampleSeries]:
    """`http_requests_total`, a series a status code. `restarts`: Unix seconds."""
    for code, counts in requests.by_code.items():
        yield SampleSeries(
            metric=f"{REQUESTS}_total",
            labels={"job": job, "code": code},
            times=times,
            values=counted(counts, times, restarts),
        )


def duration_counters(
    job: str, requests: Requests, times: Floats, restarts: Sequence[float]
) -> Iterator[SampleSeries]:
    """The histogram of `http_request_duration_seconds`: its buckets, count and sum."""
    values: dict[tuple[str, str | None], Floats] = {
        (f"{DURATION}_bucket", bound): counted(up_to, times, restarts)
        for bound, up_to in zip(BOUNDS, np.cumsum(requests.by_bucket, axis=0), strict=True)
    }
    values[f"{DURATION}_count", None] = values[f"{DURATION}_bucket", BOUNDS[-1]]
    values[f"{DURATION}_sum", None] = counted(spent_ms(requests), times, restarts) / 1000
    for (metric, bound), column in values.items():
        labels = {"job": job} if bound is None else {"job": job, "le": bound}
        yield SampleSeries(metric=metric, labels=labels, times=times, values=column)


def counted(counts: Integers, times: Floats, restarts: Sequence[float]) -> Floats:
    """A counter's values from the events of each step; zero again at each restart, before the next step's events."""
    total = np.cumsum(counts) + counts[:WARM_UP].sum()
    forgotten = np.zeros_like(total)
    for restart in sorted(restarts):
        first = int(np.searchsorted(times, restart, side="right"))
        if 0 < first < len(times):
            forgotten[first:] = total[first - 1]
    values: Floats = (total - forgotten).astype(np.float64)
    return values


def spent_ms(requests: Requests) -> Integers:
    """What all requests of each step took together, in milliseconds."""
    parts = zip(BUCKET_MEANS_MS, requests.by_bucket, strict=True)
    spent: Integers = np.sum([mean * counts for mean, counts in parts], axis=0)
    return spent
