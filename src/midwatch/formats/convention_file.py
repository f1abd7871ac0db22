"""Convention files: how a family of software names its metrics, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath
from typing import Final

from midwatch.domain.findings import Finding
from midwatch.domain.signals.selector import MatchOperator
from midwatch.domain.slo.definition.convention import (
    SHARES,
    Convention,
    DurationUnit,
    MetricRole,
    Role,
)
from midwatch.formats.selector_text import METRIC_NAME, checked_matcher
from midwatch.formats.service_file import values
from midwatch.formats.service_file.cursor import (
    Cursor,
    FieldReader,
    Problem,
    Report,
    opened,
    says_nothing,
    shown,
)

_KEYS: Final = {
    "name": "name: prometheus-client",
    "title": "title: Prometheus client libraries",
    "source": "source: https://example.org/naming",
    "server_failure": 'server_failure: "5.."',
    "client_failure": 'client_failure: "4.."',
    "duration_unit": "duration_unit: seconds",
    "roles": "roles: {requests_total: {metric: http_requests_total, service_label: job}}",
    "up": "up: {metric: up, service_label: job}",
}
_ROLE_KEYS: Final = {
    "metric": "metric: http_requests_total",
    "service_label": "service_label: job",
    "code_label": "code_label: code",
    "version_label": "version_label: version",
    "callee_label": "callee_label: server",
    "unit": "unit: requests",
    "selector": "selector: {mode: idle}",
}
_ROLES: Final = {role.value: f"{role.value}: {{metric: …, service_label: job}}" for role in Role}


class _UnitWord(Enum):
    SECONDS = "seconds"
    MILLISECONDS = "milliseconds"
    MICROSECONDS = "microseconds"


@dataclass(frozen=True, slots=True)
class ConventionFile:
    """What was read: the convention, None where something in the file was refused; `findings` say what."""

    convention: Convention | None
    findings: tuple[Finding, ...]


def parse(text: str, path: str) -> ConventionFile:
    """Read a convention file; `path` is how findings name it, and its stem must be the convention's name."""
    report = Report(path)
    fix = f"write `{_KEYS['name']}` and `{_KEYS['roles']}`, or remove the file"
    root = opened(text, report, empty=says_nothing("a convention names metrics", fix))
    convention = _convention(root) if root is not None else None
    return ConventionFile(None if report.findings else convention, tuple(report.findings))


def _convention(root: Cursor) -> Convention | None:
    fields = root.fields()
    if fields is None:
        return None
    fields.refuse_unknown(_KEYS)
    name = _name(fields, PurePosixPath(root.report.path).stem)
    roles = fields.require("roles", _KEYS["roles"])
    source = fields.require("source", _KEYS["source"])
    word = fields.read("duration_unit", values.choice(_UnitWord), _UnitWord.SECONDS)
    convention = Convention(
        name=name or "",
        title=fields.read("title", values.text, name or ""),
        source=(source.text() if source else None) or "",
        roles=_roles(roles) if roles else {},
        server_failure=fields.optional("server_failure", _pattern),
        client_failure=fields.optional("client_failure", _pattern),
        duration_unit=DurationUnit[word.name],
        up=fields.optional("up", _role),
    )
    return convention if name else None


def _name(fields: FieldReader, stem: str) -> str | None:
    cursor = fields.require("name", _KEYS["name"])
    name = None if cursor is None else values.service_name(cursor)
    if cursor is not None and name is not None and name != stem:
        what = f"the file {shown(stem)} defines the convention {shown(name)}"
        why = "a convention is found by the name of its file"
        cursor.refuse(Problem("bad-name", what, why, f"write `name: {stem}`, or rename the file"))
    return name


def _roles(cursor: Cursor) -> dict[Role, MetricRole]:
    fields = cursor.fields()
    if fields is None:
        return {}
    fields.refuse_unknown(_ROLES)
    read = {Role(key): _role(value) for key, value in fields.items() if key in _ROLES}
    roles = {role: metric for role, metric in read.items() if metric is not None}
    for key, value in fields.items():
        if key in _ROLES and Role(key) in roles:
            _refuse_half_a_share(value, Role(key), roles)
    return roles


_LIMITED: Final = {
    limit: [pair for pair in SHARES if pair.limit is limit]
    for limit in dict.fromkeys(pair.limit for pair in SHARES)
}


def _refuse_half_a_share(cursor: Cursor, role: Role, roles: Mapping[Role, MetricRole]) -> None:
    """What is left of a limit says nothing without it, nor does a limit alone, or one of other series."""
    needed = next((pair.limit for pair in SHARES if pair.gauge is role and pair.free), None)
    if needed is not None and needed not in roles:
        what = f"`{role.value}` has no `{needed.value}`"
        why = "what is left says how full something is only beside what there is"
        fix = f"add `{needed.value}: {{metric: …, service_label: {roles[role].service_label}}}`"
        cursor.refuse(Problem("missing-key", what, why, fix))
    measured = [pair.gauge for pair in _LIMITED.get(role, ()) if pair.gauge in roles]
    if role in _LIMITED and not measured:
        gauges = " or ".join(f"`{pair.gauge.value}`" for pair in _LIMITED[role])
        what, why = f"nothing is held against `{role.value}`", "a limit alone says nothing"
        cursor.refuse(Problem("missing-key", what, why, f"add {gauges}, or remove it"))
    label = roles[role].service_label
    for other in measured:
        theirs = roles[other].service_label
        if theirs != label:
            what = f"`{role.value}` names the service by {shown(label)}, `{other.value}` by {shown(theirs)}"
            why = "a limit is found by its labels: they must be those of what is held against it"
            fix = "record one of them with the labels of the other, and name that metric"
            cursor.refuse(values.bad_value(what, why, fix))


def _role(cursor: Cursor) -> MetricRole | None:
    fields = cursor.fields()
    if fields is None:
        return None
    fields.refuse_unknown(_ROLE_KEYS)
    metric = fields.require("metric", _ROLE_KEYS["metric"])
    label = fields.require("service_label", _ROLE_KEYS["service_label"])
    metric_name = None if metric is None else _metric_name(metric)
    service_label = None if label is None else _label_name(label)
    if metric_name is None or service_label is None:
        return None
    return MetricRole(
        metric=metric_name,
        service_label=service_label,
        code_label=fields.optional("code_label", _label_name),
        version_label=fields.optional("version_label", _label_name),
        callee_label=fields.optional("callee_label", _label_name),
        unit=fields.read("unit", values.text, ""),
        selector=fields.read("selector", values.matchers, ()),
    )


def _metric_name(cursor: Cursor) -> str | None:
    text = cursor.text()
    if text is None or METRIC_NAME.fullmatch(text):
        return text
    why = "metrics have letters, digits, underscores and colons, no digit first"
    fix = "write the name as the source shows it"
    cursor.refuse(values.bad_value(f"{shown(text)} is no metric's name", why, fix))
    return None


def _label_name(cursor: Cursor) -> str | None:
    text = cursor.text()
    if text is None or not _checked(cursor, text, "", MatchOperator.EQUAL):
        return None
    return text


def _pattern(cursor: Cursor) -> str | None:
    text = cursor.text()
    if text is None or not _checked(cursor, "code", text, MatchOperator.REGEX):
        return None
    return text


def _checked(cursor: Cursor, label: str, value: str, operator: MatchOperator) -> bool:
    try:
        checked_matcher(label, value, operator)
    except ValueError as error:
        why = "it becomes part of every query"
        cursor.refuse(values.bad_value(str(error), why, "correct the name or the expression"))
        return False
    return True
