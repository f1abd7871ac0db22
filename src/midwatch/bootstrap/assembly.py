"""What the workflows of objectives take, put together from the settings of a workspace."""

from datetime import datetime
from typing import TYPE_CHECKING

from midwatch.bootstrap.settings.model import PrometheusSource
from midwatch.bootstrap.workspace import Workspace
from midwatch.domain.notification import NotificationPlan
from midwatch.formats.grafana.places import Places
from midwatch.workflows.slo.live_facts import LiveSources
from midwatch.workflows.slo.reading import load_repository

if (
    TYPE_CHECKING
):  # binding and counting bring libraries that a check without a source does not need
    from midwatch.workflows.slo.loading import Loaded

LOCAL_PROMETHEUS = "http://localhost:9090"


def live_sources(here: Workspace) -> LiveSources | None:
    """Where the live facts of a check are; None where no source is named. Raises InputError."""
    if not here.settings.sources:
        return None
    return LiveSources(
        catalogue_for=here.sources.catalogue_for, counts_for=here.sources.counts_if_any
    )


def load_services(here: Workspace, at: datetime) -> "Loaded":
    """Every service of the repository, as far as its file is sound. Raises InputError.

    Where a source does not say how a service's metrics are named, the service is among the answer's `undetected`.
    """
    repository = here.repository
    texts = repository.service_texts(repository.slo_paths())
    catalogue_for = here.sources.catalogue_for if here.settings.sources else None
    return load_repository(repository, texts, catalogue_for, at)


def notification_plan(here: Workspace) -> NotificationPlan:
    """Whom pages and tickets reach. Raises InputError."""
    settings = here.settings
    return NotificationPlan(
        page=tuple(settings.channels[name] for name in settings.alertmanager.page),
        ticket=tuple(settings.channels[name] for name in settings.alertmanager.ticket),
    )


def places(here: Workspace) -> Places:
    """What dashboards and alerts may link to. Raises InputError."""
    grafana = here.settings.grafana
    return Places(grafana=grafana.url, files=grafana.files)


def prometheus_url(here: Workspace) -> str:
    """The address of the first Prometheus that the settings name, else of one on this machine. Raises InputError."""
    sources = here.settings.sources.values()
    urls = (source.url for source in sources if isinstance(source, PrometheusSource))
    return next(urls, LOCAL_PROMETHEUS)
