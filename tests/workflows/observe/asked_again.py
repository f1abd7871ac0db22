"""Asking a Prometheus what a person would paste into it."""

from contextlib import closing

from midwatch.domain.measured import Provenance
from midwatch.providers.prometheus.client import PrometheusClient
from midwatch.providers.prometheus.decode import Vector
from midwatch.providers.prometheus.settings import PrometheusSettings


def asked_again(url: str, told: Provenance) -> float:
    """What the told query gives at the end of the told range."""
    assert told.range is not None
    settings = PrometheusSettings(name="again", url=url)
    with closing(PrometheusClient(settings)) as client:
        answer = client.instant(told.query, told.range.end)
    assert isinstance(answer, Vector), told.query
    (sample,) = answer.samples
    return float(sample.value)
