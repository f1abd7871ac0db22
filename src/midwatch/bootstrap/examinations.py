"""What `doctor` looks at here: the programs, the repository, the settings, and each source that they name."""

import platform
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from midwatch import __version__
from midwatch.bootstrap import wiring
from midwatch.bootstrap.settings.model import CaptureSource, PrometheusSource, Source
from midwatch.bootstrap.workspace import Workspace
from midwatch.domain.errors import InputError
from midwatch.domain.findings import Diagnosis, Health
from midwatch.domain.slo.rulebook.rules_in_force import RuleInForce
from midwatch.domain.untrusted import for_terminal
from midwatch.store import git, programs
from midwatch.store.repository import SETTINGS_FILE
from midwatch.workflows.setup import rules_in_force
from midwatch.workflows.setup.doctor import Examination

_TOOLS = {
    "promtool": "unit tests of generated rules cannot be run here",
    "amtool": "the generated Alertmanager configuration cannot be checked here",
}
_TOOLS_FIX = "install it beside Prometheus (Debian: prometheus, prometheus-alertmanager)"


def examinations(here: Workspace) -> Iterator[Examination]:
    """Everything there is to look at, in order; nothing is looked at before its turn."""
    yield Examination(subject="midwatch", look=_ourselves)
    yield Examination(subject="git", look=partial(_git, here))
    for tool in _TOOLS:
        yield Examination(subject=tool, look=partial(_tool, here, tool))
    yield Examination(subject=SETTINGS_FILE, look=partial(_settings, here))
    try:
        settings = here.settings
    except InputError:
        return  # the examination before has said so
    for source in settings.sources.values():
        yield Examination(
            subject=f"source {source.name}", look=partial(_source, here, source), source=source.name
        )
    if settings.alertmanager.url is not None:
        url = settings.alertmanager.url
        yield Examination(subject="alertmanager", look=partial(_alertmanager, url))


def _ourselves() -> Iterator[Diagnosis]:
    yield _ok("midwatch", f"{__version__}, on Python {platform.python_version()}")


def _git(here: Workspace) -> Iterator[Diagnosis]:
    version = git.version()
    if version is None:
        yield Diagnosis(
            subject="git",
            health=Health.PROBLEM,
            what="it is not on PATH, or does not run",
            why="what Midwatch remembers is kept in git",
            fix="install git",
        )
        return
    root = git.repository_root(here.repository.root)
    if root is None:
        yield Diagnosis(
            subject="git",
            health=Health.PROBLEM,
            what=f"{for_terminal(str(here.repository.root))} is in no git repository",
            why="what Midwatch remembers is kept in git",
            fix="run `git init`, then `midwatch init`",
        )
        return
    yield _ok("git", f"{for_terminal(version)}, work tree {for_terminal(str(root))}")


def _tool(here: Workspace, name: str) -> Iterator[Diagnosis]:
    found = programs.find(name, here.environ.get("PATH", ""))
    if found is None:
        yield Diagnosis(
            subject=name,
            health=Health.NOTE,
            what="it is not on PATH",
            why=_TOOLS[name],
            fix=_TOOLS_FIX,
        )
        return
    said = programs.version(found)
    yield _ok(name, for_terminal(said, 80) if said else "it does not tell its version")


def _settings(here: Workspace) -> Iterator[Diagnosis]:
    if here.repository.read_if_there(SETTINGS_FILE) is None:
        yield Diagnosis(
            subject=SETTINGS_FILE,
            health=Health.NOTE,
            what="there is none",
            why="files are checked and compiled without it; budgets need a source",
            fix="run `midwatch init`",
        )
    elif not here.settings.sources:
        yield Diagnosis(
            subject=SETTINGS_FILE,
            health=Health.NOTE,
            what="it names no source",
            why="files are checked and compiled without one; budgets need it",
            fix="add [sources.main] with kind and url (Prometheus) or path (a capture)",
        )
    else:
        yield _ok(SETTINGS_FILE, f"sources: {', '.join(map(for_terminal, here.settings.sources))}")


def _source(here: Workspace, source: Source) -> Iterator[Diagnosis]:
    subject = f"source {source.name}"
    for reference in source.secrets():
        here.secret(reference)
        yield _ok(
            subject, f"{for_terminal(reference.key)} is found in {for_terminal(str(reference))}"
        )
    match source:
        case PrometheusSource():
            yield from _prometheus(here, source, subject)
        case CaptureSource():
            yield from _capture(here, source, subject)


def _prometheus(here: Workspace, source: PrometheusSource, subject: str) -> Iterator[Diagnosis]:
    root = here.repository.root
    with wiring.prometheus_health(source, root=root, look_up=here.secret) as health:
        version = health.version() or "a version that it does not tell"
        yield _ok(subject, f"{for_terminal(source.url)} answers: {version}")
        yield from _clock(here, source.name, subject)
        if health.rules is not None:
            yield from rules_in_force.look(
                subject,
                repository=here.repository,
                loaded=health.rules,
                concerns=partial(_concerns, here, source.name),
            )


def _clock(here: Workspace, name: str, subject: str) -> Iterator[Diagnosis]:
    warning = here.sources.live(name).clock_warning(here.now())
    if warning is None:
        yield _ok(subject, "its clock agrees with this machine's")
        return
    yield Diagnosis(
        subject=subject,
        health=Health.PROBLEM,
        what=warning,
        why="budgets and windows end at the wrong moment",
        fix="let both machines follow NTP",
    )


def _concerns(here: Workspace, source: str, rule: RuleInForce) -> bool:
    """Whether a rule is the source's to evaluate: its service's, or nobody's in particular."""
    return rule.service is None or here.sources.name_for(rule.service) in {source, None}


def _capture(here: Workspace, source: CaptureSource, subject: str) -> Iterator[Diagnosis]:
    newest = here.sources.live(source.name).metrics.newest_sample()
    paths = for_terminal(", ".join(source.paths))
    if newest is None:
        yield Diagnosis(
            subject=subject,
            health=Health.PROBLEM,
            what=f"{paths} holds no sample",
            why="nothing can be computed from it",
            fix="name files of telemetry that hold some",
        )
        return
    yield _ok(subject, f"{paths} can be read; {_last(newest)}")


def _last(newest: datetime) -> str:
    return f"its last sample was taken at {newest:%Y-%m-%d %H:%M:%S} UTC"


def _alertmanager(url: str) -> Iterator[Diagnosis]:
    with wiring.alertmanager_health(url) as health:
        yield _ok("alertmanager", f"{for_terminal(url)} answers: {health.version()}")


def _ok(subject: str, what: str) -> Diagnosis:
    return Diagnosis(subject=subject, health=Health.OK, what=what)
