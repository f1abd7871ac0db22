"""What a Prometheus would answer, as replies for the scripted server, and a client that never naps."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from midwatch.dialects.promql_questions import PART_LABEL
from midwatch.providers.prometheus.client import PrometheusClient
from midwatch.providers.prometheus.settings import PrometheusSettings
from tests.support.http import Reply

QUERY = "/api/v1/query"
QUERY_RANGE = "/api/v1/query_range"
SERIES = "/api/v1/series"
METADATA = "/api/v1/metadata"


def client_of(url: str, changes: Mapping[str, Any] | None = None) -> PrometheusClient:
    settings = PrometheusSettings(**{"name": "main", "url": url, "parallel": 1, **(changes or {})})
    return PrometheusClient(settings, sleep=lambda _: None)


def success(data: object, **more: object) -> Reply:
    return Reply(body=json.dumps({"status": "success", "data": data, **more}))


def error(status: int, kind: str, text: str) -> Reply:
    body = {"status": "error", "errorType": kind, "error": text}
    return Reply(status=status, body=json.dumps(body))


def vector(samples: Sequence[tuple[Mapping[str, str], str]], **more: object) -> Reply:
    items = [{"metric": dict(labels), "value": [1.0, value]} for labels, value in samples]
    return success({"resultType": "vector", "result": items}, **more)


def parts(values: Mapping[str, str], **more: object) -> Reply:
    return vector([({PART_LABEL: part}, value) for part, value in values.items()], **more)


def matrix(tracks: Mapping[str, Sequence[tuple[float, str]]], **more: object) -> Reply:
    items = [
        {"metric": {PART_LABEL: part}, "values": [list(point) for point in points]}
        for part, points in tracks.items()
    ]
    return success({"resultType": "matrix", "result": items}, **more)
