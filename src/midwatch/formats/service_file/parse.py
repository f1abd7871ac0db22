"""The text of a service file as a declaration, or everything that is wrong with it at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from midwatch.domain.findings import Finding, Place, Severity
from midwatch.domain.slo.definition.declaration import Declaration
from midwatch.domain.slo.freeze import FreezePolicy
from midwatch.domain.slo.objective import AlertPolicy, MissingData, Tier
from midwatch.formats.service_file import policies, quantities, values
from midwatch.formats.service_file.cursor import (
    Cursor,
    FieldReader,
    Problem,
    Report,
    opened,
    says_nothing,
    shown,
)
from midwatch.formats.service_file.ignore_comments import Ignore, read_ignores
from midwatch.formats.service_file.objectives import Defaults, read_objectives

KEYS: Final = {
    "service": "service: checkout",
    "slo": "slo: {availability: 99.9%}",
    "error_budget": "error_budget: {monthly_downtime: 43.2m}",
    "owner": "owner: payments-team",
    "tier": "tier: critical",
    "environment": "environment: production",
    "depends_on": "depends_on: [payments]",
    "code": "code: [services/checkout]",
    "convention": "convention: prometheus-client",
    "selector": "selector: {namespace: shop}",
    "period": "period: 30d",
    "budgeting": "budgeting: events",
    "alerting": "alerting: {page: on, ticket: on}",
    "missing": "missing: ignore",
    "rationale": "rationale: users retry once",
    "runbook": "runbook: runbooks/checkout.md",
    "dashboard": "dashboard: https://grafana.example.org/d/checkout",
    "corrections": "corrections: []",
    "policy": "policy: {slow_below: 25%}",
}
_DOWNTIME: Final = quantities.Usual(example="43.2m")
_BUDGET: Final = {"monthly_downtime": "monthly_downtime: 43.2m"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFile:
    """What was read from one file.

    `declaration` holds what could be understood, None where there is no service or no objective; `findings` say what
    could not. `places`: dotted path of a key (`slo.availability`) → where its value stands.
    """

    path: str
    declaration: Declaration | None
    findings: tuple[Finding, ...]
    places: Mapping[str, Place] = field(default_factory=dict)
    ignores: tuple[Ignore, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing in the file was refused."""
        return self.declaration is not None and not any(
            finding.severity is Severity.ERROR for finding in self.findings
        )


def parse(text: str, path: str) -> ServiceFile:
    """Read a service file; `path` is how findings name it, and its stem must be the service's name."""
    report = Report(path)
    root = opened(text, report, empty=_empty())
    declaration = _declaration(root) if root is not None else None
    return ServiceFile(
        path=path,
        declaration=declaration,
        findings=tuple(sorted(report.findings, key=lambda finding: finding.sort_key)),
        places=MappingProxyType(report.places),
        ignores=read_ignores(text) if root is not None else (),
    )


def _empty() -> Problem:
    why = "a service file names a service and what it promises"
    return says_nothing(why, f"write `{KEYS['service']}` and `{KEYS['slo']}`, or remove the file")


def _declaration(root: Cursor) -> Declaration | None:
    fields = root.fields()
    if fields is None:
        return None
    fields.refuse_unknown(KEYS)
    service = _service(fields, root.report.path)
    defaults = _defaults(fields)
    promised = fields.require("slo", KEYS["slo"])
    objectives = read_objectives(promised, defaults) if promised else ()
    about = {
        "convention": fields.optional("convention", values.text),
        "owner": fields.optional("owner", values.text),
        "environment": fields.optional("environment", values.text),
        "runbook": fields.optional("runbook", values.link),
        "dashboard": fields.optional("dashboard", values.link),
    }
    declaration = Declaration(
        service=service or "unnamed",
        objectives=objectives,
        **about,
        selector=fields.read("selector", values.matchers, ()),
        tier=fields.read("tier", values.choice(Tier), Tier.NORMAL),
        depends_on=fields.read("depends_on", values.service_names, ()),
        code=fields.read("code", values.paths, ()),
        rationale=fields.read("rationale", values.text, ""),
        monthly_downtime=fields.optional("error_budget", _monthly_downtime),
        corrections=fields.read("corrections", policies.corrections, ()),
        freeze_policy=fields.read("policy", policies.freeze_policy, FreezePolicy()),
    )
    return declaration if service and objectives else None


def _service(fields: FieldReader, path: str) -> str | None:
    cursor = fields.require("service", KEYS["service"])
    name = None if cursor is None else values.service_name(cursor)
    file = PurePosixPath(path)
    if cursor is None or name is None or file.suffix not in {".yaml", ".yml"} or file.stem == name:
        return name
    cursor.refuse(
        Problem(
            "bad-name",
            f"the file {shown(file.name)} is about the service {shown(name)}",
            "rules, dashboards and pages of a service are found by the name of its file",
            f"rename the file to {name}.yaml, or write `service: {file.stem}`",
        )
    )
    return name


def _defaults(fields: FieldReader) -> Defaults:
    plain = Defaults()
    return Defaults(
        period=fields.read("period", policies.period, plain.period),
        budgeting=fields.read("budgeting", policies.budgeting, plain.budgeting),
        alerting=fields.read("alerting", policies.alerting(AlertPolicy()), AlertPolicy()),
        missing=fields.read("missing", values.choice(MissingData), MissingData.IGNORE),
    )


def _monthly_downtime(cursor: Cursor) -> timedelta | None:
    fields = cursor.fields()
    if fields is None:
        return None
    fields.refuse_unknown(_BUDGET)
    return fields.optional("monthly_downtime", partial(quantities.positive_span, usual=_DOWNTIME))
