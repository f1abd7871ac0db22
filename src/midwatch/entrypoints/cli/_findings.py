"""What a gate found, in every form that a command line can show it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from midwatch import __version__
from midwatch.checks.slo.run import SLO_CHECKS
from midwatch.formats.reports.findings import github, sarif, text
from midwatch.formats.reports.look import Look
from midwatch.workflows.slo.check import CheckResult

if TYPE_CHECKING:
    from midwatch.formats.payloads.slo_check import SloCheckPayload


def as_text(checked: CheckResult, look: Look) -> str:
    """For a terminal."""
    summary = text.Summary(
        files=len(checked.paths),
        services=len(checked.services),
        silenced=len(checked.silenced),
        is_held=checked.is_held,
        strict=checked.strict,
    )
    return text.render(checked.findings, checked.texts, summary, look)


def as_payload(checked: CheckResult) -> "SloCheckPayload":
    """For programs; people need not wait for what makes it."""
    from midwatch.formats.payloads.slo_check import payload

    return payload(
        checked.findings,
        checked.silenced,
        read=(checked.services, checked.paths),
        without_rules=checked.without_rules,
        is_held=checked.is_held,
        strict=checked.strict,
    )


def other_forms(checked: CheckResult) -> Mapping[str, Callable[[], str]]:
    """For code hosts and editors."""
    return {"sarif": lambda: _sarif(checked), "github": lambda: github.render(checked.findings)}


def _sarif(checked: CheckResult) -> str:
    rules = {check.code: check.summary for check in SLO_CHECKS}
    return sarif.render(checked.findings, checked.silenced, rules=rules, version=__version__)
