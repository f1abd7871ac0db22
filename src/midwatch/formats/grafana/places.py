"""Where dashboards lie, by which id Grafana knows them, and where their links lead."""

import re
from dataclasses import dataclass
from hashlib import sha256

from midwatch.domain.slo.objective import Service

FOLDER = "dashboards"
OVERVIEW_PATH = f"{FOLDER}/overview.json"
OVERVIEW_UID = "midwatch-overview"
TAG = "midwatch"
PLAIN_NAME = "[a-z0-9_-]{1,27}"
"""Services whose name is a part of the id; the id of any other ends in a hash of its name.

An id has at most 40 characters: https://grafana.com/docs/grafana/latest/developers/http_api/dashboard/#identifier-id-vs-unique-identifier-uid
"""
_PREFIX = "midwatch-slo-"
_KEPT, _HASHED = 18, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Addresses without a slash at the end; None where nobody said.

    `grafana`: where Grafana answers. `files`: below which a browser reads the files of the repository.
    """

    grafana: str | None = None
    files: str | None = None


def dashboard_path(service: str) -> str:
    """Where the dashboard of a service lies."""
    return f"{FOLDER}/{service}-slo.json"


def uid_of(service: str) -> str:
    """The id of a service's dashboard: the same on every machine, of letters, digits, dashes and underscores."""
    if re.fullmatch(PLAIN_NAME, service):
        return f"{_PREFIX}{service}"
    kept = re.sub(r"[^a-z0-9_-]", "-", service)[:_KEPT]
    return f"{_PREFIX}{kept}-{sha256(service.encode()).hexdigest()[:_HASHED]}"


def dashboard_url(service: str, places: Places) -> str | None:
    """The address of a service's dashboard; None where nobody said where Grafana answers."""
    return f"{places.grafana}/d/{uid_of(service)}" if places.grafana else None


def links_of(service: Service, places: Places) -> dict[str, str]:
    """Title → address: what a person needs next. Only what a browser can open is a link."""
    found: dict[str, str] = {}
    for title, target in (("Runbook", service.runbook), ("Own dashboard", service.dashboard)):
        if target and re.match("https?://", target):
            found[title] = target
        elif target and places.files and "://" not in target:
            found[title] = f"{places.files}/{target.lstrip('/')}"
    if places.files:
        found["Rationale"] = f"{places.files}/slos/{service.name}.md"
        found["Incidents"] = f"{places.files}/incidents"
    return found
