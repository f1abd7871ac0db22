"""A Prometheus source, as `[sources.<name>]` declares it."""

from dataclasses import dataclass

from midwatch.providers._http.settings import HttpSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class PrometheusSettings(HttpSettings):
    """Who asks, and over which line. `url` is the part before `/api/v1`; `parallel` queries are under way at most."""

    parallel: int = 4
