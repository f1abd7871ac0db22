"""What an Alertmanager says about itself. Source: `api/v2/openapi.yaml` of github.com/prometheus/alertmanager."""

import json
from http import HTTPStatus

from midwatch.domain.errors import SourceFailed
from midwatch.domain.untrusted import for_terminal
from midwatch.providers._http.line import HttpLine, HttpRequest
from midwatch.providers._http.statuses import refusal


class AlertmanagerHealth:
    """Asks one server about itself."""

    def __init__(self, line: HttpLine) -> None:
        self._line = line

    def version(self) -> str:
        """Its version. Raises SourceError."""
        request = HttpRequest(purpose="ask the version", path="/api/v2/status")
        answer = self._line.send(request)
        attempt = self._line.attempt(request)
        if answer.status != HTTPStatus.OK:
            raise refusal(answer.status, attempt, answer.body[:1000].decode("utf-8", "replace"))
        try:
            return for_terminal(str(json.loads(answer.body)["versionInfo"]["version"]), 60)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise SourceFailed(
                attempt.what,
                why="its answer is not an Alertmanager's",
                fix="`url` is the part before /api/v2",
            ) from error
