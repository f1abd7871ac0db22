"""The table [incidents] of midwatch.toml: the team's own clock and severities."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from midwatch.bootstrap.settings.model import IncidentSettings
from midwatch.bootstrap.settings.tables import Table
from midwatch.domain.incidents.clock import ClockPolicy
from midwatch.domain.incidents.severity import IncidentSeverity
from midwatch.domain.incidents.triage.measured import SeverityPolicy

SPANS: Final = ("first_update", "triage", "acceptance", "monitoring")
TABLES: Final = ("update_every", "investigation", "severity")
SEVERITIES: Final = ("SEV1", "SEV2", "SEV3", "SEV4")
SHARES: Final = ("sev1_failing", "sev2_failing", "sev2_slow")
_NEVER: Final = "never"
_WHOLE: Final = 100


def read(table: Table) -> IncidentSettings:
    """The team's clock and severities; what it does not say is as usual. Raises InputError."""
    table.only(*SPANS, "confidential_remote", *TABLES)
    usual, severity = ClockPolicy(), SeverityPolicy()
    shares = table.table("severity")
    shares.only(*SHARES)
    return IncidentSettings(
        clock=ClockPolicy(
            first_update=table.span("first_update", usual.first_update),
            update_every=_by_severity(table.table("update_every"), usual.update_every),
            triage=table.span("triage", usual.triage),
            investigation=_by_severity(table.table("investigation"), usual.investigation),
            acceptance=table.span("acceptance", usual.acceptance),
            monitoring=table.span("monitoring", usual.monitoring),
        ),
        severity=SeverityPolicy(
            sev1_failing=_share(shares, "sev1_failing", severity.sev1_failing),
            sev2_failing=_share(shares, "sev2_failing", severity.sev2_failing),
            sev2_slow=_share(shares, "sev2_slow", severity.sev2_slow),
        ),
        confidential_remote=table.word("confidential_remote"),
    )


def _by_severity(
    table: Table, usual: Mapping[IncidentSeverity, timedelta]
) -> Mapping[IncidentSeverity, timedelta]:
    table.only(*SEVERITIES)
    found = dict(usual)
    for key in table.values:
        severity = IncidentSeverity(key)
        if table.values[key] == _NEVER:
            found.pop(severity, None)
        else:
            found[severity] = table.span(key, timedelta(hours=1))
    return found


def _share(table: Table, key: str, usual: float) -> float:
    value = table.values.get(key)
    if value is None:
        return usual
    share = _part(value) if isinstance(value, str) else None
    if share is not None and 0 < share <= 1:
        return share
    raise table.wrong(
        key,
        "is no share",
        why="it is a percentage above 0% and up to 100%",
        fix=f'write {key} = "{100 * usual:g}%"',
    )


def _part(text: str) -> float | None:
    """The part of one that a percentage is; None for what is none, as a number that is not finite."""
    number, percent, rest = text.strip().partition("%")
    try:
        found = Decimal(number.strip())
    except InvalidOperation:
        return None
    return float(found / _WHOLE) if percent and not rest and found.is_finite() else None
