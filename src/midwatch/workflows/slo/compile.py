"""Write everything that Prometheus, Alertmanager and Grafana need, from service files that pass the gate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from midwatch.dialects.promql import duration
from midwatch.dialects.promql_rules import recording_rules
from midwatch.domain.notification import NotificationPlan
from midwatch.domain.slo.objective import Service
from midwatch.domain.slo.period import THIRTY_DAYS
from midwatch.domain.slo.rules import FAST_INTERVAL, recording_start, rule_groups
from midwatch.domain.units import seconds
from midwatch.formats.alertmanager_config import config_text, fragment_text
from midwatch.formats.grafana.overview import overview_dashboard
from midwatch.formats.grafana.places import (
    FOLDER,
    OVERVIEW_PATH,
    Places,
    dashboard_path,
    dashboard_url,
)
from midwatch.formats.grafana.service_dashboard import service_dashboard
from midwatch.formats.prometheus_rule_resource import resources
from midwatch.formats.prometheus_rules import (
    HEADER,
    META_HEADER,
    backfill_rules,
    meta_rules,
    meta_rules_text,
    rules_text,
    service_rules,
)
from midwatch.formats.promtool.meta_tests import meta_tests_text
from midwatch.formats.promtool.service_tests import days_text, minutes_text
from midwatch.formats.rationale_md import updated_page
from midwatch.store.repository import Repository
from midwatch.workflows.slo.check import CheckRequest, CheckResult, check
from midwatch.workflows.slo.live_facts import LiveSources

NOWHERE = Places()
"""Nobody said where Grafana answers, nor where a browser reads the repository."""
_LISTED = 3
"""Files that a command line names one by one."""
BACKFILL = "alerts/backfill"
KUBERNETES = "alerts/kubernetes"
META_RULES = "alerts/midwatch-meta.yaml"
META_TESTS = "alerts/midwatch-meta_test.yaml"


class AlertmanagerOutput(Enum):
    """What is written for Alertmanager: a whole configuration, a fragment to merge, or nothing."""

    WHOLE = "whole"
    FRAGMENT = "fragment"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompileRequest:
    """What to compile: files, folders or globs (none: all of slos/), and in which shapes.

    `offline`: no source is asked; metrics are named as declared or by the default, and every bucket is taken for there.
    """

    paths: tuple[str, ...] = ()
    strict: bool = False
    offline: bool = False
    alertmanager: AlertmanagerOutput = AlertmanagerOutput.WHOLE
    prometheus_rule: bool = False
    dashboards: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledFile:
    """One file as it stands now, relative to the repository; `changed` since the last compile."""

    path: str
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What rules cost a Prometheus: series recorded, samples written per second, alerts evaluated."""

    series: int = 0
    samples_per_second: float = 0.0
    alerts: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        """Both together."""
        return Cost(
            series=self.series + other.series,
            samples_per_second=self.samples_per_second + other.samples_per_second,
            alerts=self.alerts + other.alerts,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CompileResult:
    """What was written, what it costs a Prometheus, and what is left from services that are gone."""

    files: tuple[CompiledFile, ...]
    services: tuple[str, ...]
    cost: Cost
    orphans: tuple[str, ...]
    rule_files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompileOutcome:
    """What the gate found, and what was written; nothing (None) where the gate holds."""

    checked: CheckResult
    compiled: CompileResult | None


def compile_slos(
    request: CompileRequest,
    *,
    repository: Repository,
    sources: LiveSources | None,
    at: datetime,
    plan: NotificationPlan,
    places: Places = NOWHERE,
) -> CompileOutcome:
    """Check the files of a request, and compile them where nothing holds the gate.

    `places`: what dashboards and alerts link to. Objectives whose bucket the source does not have get no rules; the
    gate says so. Raises InputError, and SourceError where a source fails that has to tell which metrics and buckets
    there are.
    """
    wanted = CheckRequest(paths=request.paths, strict=request.strict, offline=request.offline)
    checked = check(wanted, repository=repository, sources=sources, at=at)
    if checked.is_held:
        return CompileOutcome(checked=checked, compiled=None)
    _require_certainty(checked)
    services = {
        path: _with_rules_for(service, checked.without_rules)
        for path, service in checked.bound.items()
    }
    return CompileOutcome(
        checked=checked,
        compiled=write_compiled(
            request, repository=repository, services=services, plan=plan, places=places
        ),
    )


def _require_certainty(checked: CheckResult) -> None:
    """Hold rules back where a source did not say which metrics and buckets there are: a guess would page for nothing.

    Raises SourceError.
    """
    error = checked.uncertain
    if error is None:
        return
    raise type(error)(
        "find out which metrics and buckets the services have",
        why=f"{error.what}: {error.why}",
        fix="compile again when the source answers; or with --offline, which takes what the files say for true",
    )


def _with_rules_for(service: Service, without: frozenset[str]) -> Service:
    kept = tuple(objective for objective in service.objectives if objective.id not in without)
    return replace(service, objectives=kept)


def write_compiled(
    request: CompileRequest,
    *,
    repository: Repository,
    services: Mapping[str, Service],
    plan: NotificationPlan,
    places: Places = NOWHERE,
) -> CompileResult:
    """Write the files of every service, all or none. `services` maps the path of each service file to its content.

    The same input gives the same bytes. Raises InputError where a file cannot be written, or a rationale page has lost
    its markers.
    """
    files: dict[str, str | bytes] = {}
    cost = Cost()
    for path, service in services.items():
        files.update(_service_files(path, _linked(service, request, places), request))
        if request.dashboards:
            # As bytes: half of all that is written, which would be in memory twice until it is.
            files[dashboard_path(service.name)] = service_dashboard(service, places).encode()
        page = f"slos/{service.name}.md"
        files[page] = updated_page(service, path, repository.read_if_there(page))
        cost += cost_of(service)
    if not request.paths:
        files.update(_shared_files(tuple(services.values()), plan, request))
    orphans = () if request.paths else tuple(_orphans(repository, files))
    changed = set(repository.write(files))
    return CompileResult(
        files=tuple(CompiledFile(path=path, changed=path in changed) for path in sorted(files)),
        services=tuple(service.name for service in services.values()),
        cost=cost,
        orphans=orphans,
        rule_files=tuple(rule_path(service.name) for service in services.values()),
    )


def _linked(service: Service, request: CompileRequest, places: Places) -> Service:
    """The service with the address of the dashboard that is written for it, unless its file names one."""
    if service.dashboard or not request.dashboards:
        return service
    return replace(service, dashboard=dashboard_url(service.name, places))


def rule_path(service: str) -> str:
    """Where the rules of a service lie."""
    return f"alerts/{service}-slo.yaml"


def test_path(service: str) -> str:
    """Where the unit tests of a service's rules lie."""
    return f"alerts/{service}-slo_test.yaml"


def days_test_path(service: str) -> str:
    """Where those of them lie for which days have to pass."""
    return f"alerts/{service}-slo_days_test.yaml"


def backfill_path(service: str) -> str:
    """Where the rules lie that record the past; no glob of Prometheus' configuration reaches them."""
    return f"{BACKFILL}/{service}-slo.yaml"


def backfill_command(services: Sequence[Service], at: datetime, url: str) -> str:
    """The command that records the longest period of the services up to `at`, from the Prometheus at `url`."""
    lengths = [objective.period.nominal_length for s in services for objective in s.objectives]
    start = int(recording_start(at - max(lengths, default=THIRTY_DAYS)).timestamp())
    paths = " ".join(backfill_path(service.name) for service in services)
    if len(services) > _LISTED:
        paths = f"{BACKFILL}/*-slo.yaml"
    return (
        f"promtool tsdb create-blocks-from rules --start={start} --end={int(at.timestamp())} "
        f"--eval-interval={duration(FAST_INTERVAL)} --url={url} --output-dir=PROMETHEUS_DATA {paths}"
    )


def cost_of(service: Service) -> Cost:
    """What the rules of a service cost; every recording is one series."""
    cost = Cost()
    for group in rule_groups(service):
        objective = group.objective
        series = (
            sum(len(tuple(recording_rules(r, objective))) for r in group.recordings)
            if objective
            else 0
        )
        cost += Cost(
            series=series,
            samples_per_second=series / seconds(group.interval),
            alerts=len(group.alerts),
        )
    return cost


def _service_files(
    path: str, service: Service, request: CompileRequest
) -> Iterator[tuple[str, str]]:
    rules = service_rules(service)
    header = HEADER.format(path=path)
    yield rule_path(service.name), rules_text(rules, header)
    rule_file = f"{service.name}-slo.yaml"
    yield test_path(service.name), minutes_text(service, path, rule_file)
    yield days_test_path(service.name), days_text(service, path, rule_file)
    yield backfill_path(service.name), rules_text(backfill_rules(service), header)
    if request.prometheus_rule:
        for index, text in enumerate(resources(rules, f"{service.name}-slo", header), start=1):
            part = "" if index == 1 else f"-{index}"
            yield f"{KUBERNETES}/{service.name}-slo{part}.yaml", text


def _shared_files(
    services: Sequence[Service], plan: NotificationPlan, request: CompileRequest
) -> Iterator[tuple[str, str]]:
    yield META_RULES, meta_rules_text()
    yield META_TESTS, meta_tests_text("midwatch-meta.yaml")
    if request.dashboards:
        yield OVERVIEW_PATH, overview_dashboard(services)
    if request.prometheus_rule:
        for text in resources(meta_rules(), "midwatch-meta", META_HEADER):
            yield f"{KUBERNETES}/midwatch-meta.yaml", text
    match request.alertmanager:
        case AlertmanagerOutput.WHOLE:
            yield "alertmanager/alertmanager.yml", config_text(plan, services)
        case AlertmanagerOutput.FRAGMENT:
            yield "alertmanager/fragment.yml", fragment_text(plan, services)
        case AlertmanagerOutput.NONE:
            pass


def _orphans(repository: Repository, written: Mapping[str, str | bytes]) -> Iterator[str]:
    """Generated files of services that no longer have a service file: what loads them would go on with them."""
    yield from (path for path in repository.files(FOLDER, "-slo.json") if path not in written)
    for folder in ("alerts", BACKFILL, KUBERNETES):
        for suffix in ("-slo.yaml", "-slo_test.yaml", "-slo_days_test.yaml"):
            yield from (path for path in repository.files(folder, suffix) if path not in written)
