"""Made-up repositories to compile and check: every service in the short form, with the same promises."""

from pathlib import Path

SERVICE = """\
service: {name}
slo:
  availability: 99.9%
  latency_p95: 200ms
  error_rate: 0.1%
error_budget:
  monthly_downtime: 43.2m
"""
OBJECTIVES = 3
"""In each service."""


def service_name(number: int) -> str:
    """The name of one service."""
    return f"service-{number:04}"


def write_repository(root: Path, services: int, text: str = SERVICE) -> None:
    """Write service files and settings below `root`; there is no source to ask."""
    (root / "slos").mkdir(parents=True)
    (root / "midwatch.toml").write_text("")
    for number in range(services):
        name = service_name(number)
        (root / f"slos/{name}.yaml").write_text(text.format(name=name))
