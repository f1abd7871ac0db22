"""Dashboards as Grafana would read them, and their queries as it would send them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

RATE_WINDOW = "4m"
"""`$__rate_interval` of a source that is scraped once a minute: four scrapes."""
_UNITS = {"m": 60, "h": 3600, "d": 86_400}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One query of one panel, as it is sent."""

    dashboard: str
    panel: str
    ref_id: str
    query: str
    instant: bool
    length: timedelta

    def __str__(self) -> str:
        return f"{self.dashboard} · {self.panel} · {self.ref_id}: {self.query}"


def load(path: Path) -> Json:
    dashboard: Json = json.loads(path.read_text(encoding="utf-8"))
    return dashboard


def panels(dashboard: Json) -> list[Json]:
    """Every panel but the headings."""
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


def queried(dashboard: Json) -> list[Json]:
    """Every panel that asks something."""
    return [panel for panel in panels(dashboard) if panel["type"] != "text"]


def asked(dashboard: Json, at: datetime) -> Iterator[Asked]:
    """Every query of a dashboard, with the variables filled in as Grafana does for its default range."""
    for panel in queried(dashboard):
        length = _length(panel.get("timeFrom") or dashboard["time"]["from"], at)
        for target in panel["targets"]:
            yield Asked(
                dashboard=dashboard["uid"],
                panel=panel["title"],
                ref_id=target["refId"],
                query=filled_in(target["expr"], length),
                instant=target["instant"],
                length=length,
            )


def filled_in(query: str, length: timedelta) -> str:
    """A query without Grafana's variables. Fails where one is left."""
    whole = int(length.total_seconds())
    values: Mapping[str, str] = {
        "$__rate_interval": RATE_WINDOW,
        "$__range_s": str(whole),
        "$__range": f"{whole}s",
    }
    for name, value in values.items():
        query = query.replace(name, value)
    assert not re.search(r"\$__|\$\{|\[\[", query), query
    return query


def _length(begin: str, at: datetime) -> timedelta:
    if found := re.fullmatch(r"(?:now-)?(\d+)([mhd])", begin):
        return timedelta(seconds=int(found[1]) * _UNITS[found[2]])
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    starts = {
        "now/w": day - timedelta(days=day.weekday()),
        "now/M": day.replace(day=1),
        "now/fQ": day.replace(day=1, month=day.month - (day.month - 1) % 3),
        "now/y": day.replace(day=1, month=1),
    }
    return at - starts[begin]
