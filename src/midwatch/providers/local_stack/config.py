"""The configuration of a local Prometheus, and of an Alertmanager that tells nobody."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from midwatch.domain.units import seconds
from midwatch.providers.local_stack.exporter import LOOPBACK, PATH

SCRAPE_INTERVAL = timedelta(seconds=5)
"""How often the shop is scraped: an outage is seen one scrape late at most."""
EVALUATION_INTERVAL = timedelta(seconds=15)
"""For rule groups that do not name their own."""

SILENT_ALERTMANAGER = """\
route:
  receiver: nobody
receivers:
  - name: nobody
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Where the three servers listen, on loopback."""

    prometheus: int
    alertmanager: int
    metrics: int


def prometheus_config(jobs: Sequence[str], ports: Ports, rule_files: Sequence[Path]) -> str:
    """Scrape each job's part of the metrics page, and alert by the rule files.

    History has no label `instance`, so the scraped series drop it and go on where the history ended; `up` keeps it.
    """
    config = {
        "global": {
            "scrape_interval": f"{seconds(SCRAPE_INTERVAL):g}s",
            "scrape_timeout": f"{seconds(SCRAPE_INTERVAL) - 1:g}s",
            "evaluation_interval": f"{seconds(EVALUATION_INTERVAL):g}s",
        },
        "rule_files": [str(path) for path in rule_files],
        "alerting": {
            "alertmanagers": [{"static_configs": [_target(ports.alertmanager)]}],
        },
        "scrape_configs": [
            {
                "job_name": job,
                "metrics_path": f"{PATH}/{job}",
                "honor_labels": True,
                "static_configs": [_target(ports.metrics)],
                "metric_relabel_configs": [{"action": "labeldrop", "regex": "instance"}],
            }
            for job in jobs
        ],
    }
    return json.dumps(config, indent=2) + "\n"  # JSON is YAML


def _target(port: int) -> dict[str, list[str]]:
    return {"targets": [f"{LOOPBACK}:{port}"]}
