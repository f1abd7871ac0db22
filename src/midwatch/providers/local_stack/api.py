"""What a live demo asks its two servers: are you ready, do you see each other, has the page come."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from midwatch.domain.errors import SourceError, SourceFailed
from midwatch.providers._http.line import Form, HttpLine, HttpRequest
from midwatch.providers._http.settings import HttpSettings

PATIENCE = timedelta(seconds=5)


def line_to(name: str, url: str) -> HttpLine:
    """A line to a server on this machine: short patience, no second try."""
    settings = HttpSettings(
        name=name,
        url=url,
        connect_timeout=PATIENCE,
        read_timeout=PATIENCE,
        deadline=PATIENCE,
        retries=0,
    )
    return HttpLine(settings)


def ready(line: HttpLine) -> bool:
    """Whether the server answers that it is ready."""
    try:
        answer = line.send(HttpRequest(purpose="wait until ready", path="/-/ready"))
    except SourceError:
        return False
    return answer.status == HTTPStatus.OK


@dataclass(frozen=True, slots=True)
class PrometheusApi:
    """What Prometheus knows of targets, Alertmanagers and alerts.

    Source: https://prometheus.io/docs/prometheus/latest/querying/api/
    """

    line: HttpLine

    def jobs_up(self) -> int:
        """How many jobs have been scraped, successfully, of late."""
        asked = (("query", "count(up == 1)"),)
        result = _json(self.line, "count targets", "/api/v1/query", asked)["data"]["result"]
        return int(result[0]["value"][1]) if result else 0

    def knows_alertmanager(self) -> bool:
        """Whether it would have somewhere to send an alert."""
        found = _json(self.line, "list Alertmanagers", "/api/v1/alertmanagers")
        return bool(found["data"]["activeAlertmanagers"])

    def firing_since(self, labels: Mapping[str, str]) -> datetime | None:
        """When the first firing alert with these labels became active, or None."""
        alerts = _json(self.line, "list alerts", "/api/v1/alerts")["data"]["alerts"]
        moments = [
            moment(alert["activeAt"])
            for alert in alerts
            if alert["state"] == "firing" and labels.items() <= alert["labels"].items()
        ]
        return min(moments, default=None)


@dataclass(frozen=True, slots=True)
class AlertmanagerApi:
    """Which alerts have arrived. Source: `api/v2/openapi.yaml` of github.com/prometheus/alertmanager."""

    line: HttpLine

    def active(self, labels: Mapping[str, str]) -> bool:
        """Whether an alert with these labels has arrived and is active (or hushed by another, which is active too)."""
        filters = tuple(("filter", f"{name}={json.dumps(value)}") for name, value in labels.items())
        return bool(_json(self.line, "list alerts", "/api/v2/alerts", filters))


def moment(text: str) -> datetime:
    """A time as Go writes it, with up to nine decimals, of which six are kept."""
    return datetime.fromisoformat(text)


def _json(line: HttpLine, purpose: str, path: str, query: Form = ()) -> Any:  # noqa: ANN401 - JSON
    request = HttpRequest(purpose=purpose, path=path, query=query)
    answer = line.send(request)
    attempt = line.attempt(request)
    if answer.status != HTTPStatus.OK:
        raise SourceFailed(
            attempt.what,
            why=f"it answered {answer.status}: {attempt.quoted(answer.body.decode('utf-8', 'replace'))}",
            fix="look at its log",
        )
    try:
        return json.loads(answer.body)
    except ValueError as error:
        raise SourceFailed(attempt.what, why=f"no JSON: {error}", fix="look at its log") from error
