"""What a Prometheus says about itself: its version, and the rules that it evaluates.

Source: https://prometheus.io/docs/prometheus/latest/querying/api/
"""

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from midwatch.dialects.promql_canonical import canonical
from midwatch.domain.errors import SourceFailed
from midwatch.domain.slo.rulebook.rules_in_force import Pairs, RuleIdentity, RuleInForce, RuleKind
from midwatch.domain.untrusted import for_terminal
from midwatch.providers._http.line import HttpAnswer, HttpLine, HttpRequest
from midwatch.providers._http.statuses import refusal
from midwatch.providers.prometheus.decode import UndecodableError, envelope

_KINDS = {"recording": RuleKind.RECORDING, "alerting": RuleKind.ALERT}


class PrometheusHealth:
    """Asks one server about itself."""

    def __init__(self, line: HttpLine) -> None:
        self._line = line

    def version(self) -> str | None:
        """Its version; None where it speaks the API without telling. Raises SourceError."""
        request = HttpRequest(purpose="ask the version", path="/api/v1/status/buildinfo")
        answer = self._line.send(request)
        if answer.status == HTTPStatus.NOT_FOUND:
            return None
        data = self._read(request, answer)
        version = data.get("version") if isinstance(data, dict) else None
        return for_terminal(version, 60) if isinstance(version, str) and version else None

    def rules(self) -> tuple[RuleInForce, ...]:
        """Every rule it evaluates, by group. Raises SourceError."""
        request = HttpRequest(purpose="list rules", path="/api/v1/rules")
        data = self._read(request, self._line.send(request))
        try:
            return tuple(_rules(data))
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise SourceFailed(
                self._line.attempt(request).what,
                why=f"its answer holds no rules as we know them: {type(error).__name__}",
                fix="check that `url` leads to a Prometheus, or to what speaks all of its API",
            ) from error

    def _read(self, request: HttpRequest, answer: HttpAnswer) -> object:
        attempt = self._line.attempt(request)
        if answer.status >= HTTPStatus.MULTIPLE_CHOICES:
            words = answer.body[:1000].decode("utf-8", "replace")
            raise refusal(answer.status, attempt, words)
        try:
            return envelope(answer.body).data
        except UndecodableError as error:
            fix = "`url` is the part before /api/v1; a login page there needs a token"
            raise SourceFailed(attempt.what, why=f"its answer is {error}", fix=fix) from error


def _rules(data: Any) -> Iterator[RuleInForce]:  # noqa: ANN401 - JSON; what is missing raises KeyError
    for group in data["groups"]:
        for rule in group["rules"]:
            yield RuleInForce(
                identity=RuleIdentity(
                    kind=_KINDS[rule["type"]],
                    name=str(rule["name"]),
                    labels=_pairs(rule.get("labels")),
                ),
                expression=canonical(str(rule["query"])),
                hold=timedelta(seconds=float(rule.get("duration", 0))),
                annotations=_pairs(rule.get("annotations")),
                origin=for_terminal(str(group["name"]), 200),
                fault=for_terminal(str(rule.get("lastError") or ""), 300),
            )


def _pairs(labels: dict[str, str] | None) -> Pairs:
    return tuple(sorted((str(name), str(value)) for name, value in (labels or {}).items()))
