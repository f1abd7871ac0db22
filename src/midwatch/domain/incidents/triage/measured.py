"""Severity by what was measured: the rows of the table, each with its number and its query.

Row by row: a critical service fails half of its requests; a page's burn, or a tenth failing, or half too slow; a
ticket's burn; a burn below 1 with a trend that ends in trouble. An internal service is one row less grave.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC

from midwatch.domain.incidents.severity import IncidentSeverity, Indication
from midwatch.domain.incidents.triage.evidence import Burning, Failing, ServiceEvidence, Trend
from midwatch.domain.measured import Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityPolicy:
    """From which shares on (0 to 1) requests that fail, or are too slow, make which severity."""

    sev1_failing: float = 0.5
    sev2_failing: float = 0.1
    sev2_slow: float = 0.5


def indications(evidence: ServiceEvidence, policy: SeverityPolicy) -> tuple[Indication, ...]:
    """Every rule that holds for a service, gravest first; none where nothing does, or nothing could be measured."""
    held = [*_failing(evidence, policy), *_burning(evidence), *_trends(evidence)]
    if evidence.internal:
        held = [replace(each, severity=each.severity.lowered) for each in held]
    return tuple(sorted(held, key=_gravity))


def _gravity(indication: Indication) -> int:
    return indication.severity.rank


def _failing(evidence: ServiceEvidence, policy: SeverityPolicy) -> Iterator[Indication]:
    for each in evidence.failing:
        if isinstance(each.share, Measured) and each.bad_events >= evidence.minimum_bad_events:
            yield from _of_share(evidence, each, each.share, policy)


def _of_share(
    evidence: ServiceEvidence, each: Failing, share: Measured[float], policy: SeverityPolicy
) -> Iterator[Indication]:
    value = share.value
    rows = (
        (
            IncidentSeverity.SEV1,
            "critical-service-failing",
            not each.slow and evidence.critical,
            policy.sev1_failing,
        ),
        (IncidentSeverity.SEV2, "requests-failing", not each.slow, policy.sev2_failing),
        (IncidentSeverity.SEV2, "requests-too-slow", each.slow, policy.sev2_slow),
    )
    for severity, rule, applies, limit in rows:
        if applies and value >= limit:
            yield Indication(
                severity=severity,
                rule=rule,
                because=_share_words(evidence, each, value, limit),
                provenance=share.provenance,
                value=value,
                limit=limit,
            )


def _share_words(evidence: ServiceEvidence, each: Failing, value: float, limit: float) -> str:
    minutes = evidence.window.total_seconds() / 60
    what = "are too slow" if each.slow else "fail"
    critical = "critical service " if evidence.critical else ""
    return (
        f"{critical}{evidence.service}: {100 * value:.3g}% of requests {what} over {minutes:.0f} min "
        f"({each.objective}), from {100 * limit:g}% on"
    )


def _burning(evidence: ServiceEvidence) -> Iterator[Indication]:
    for each in evidence.burning:
        for severity, limit, word in (
            (IncidentSeverity.SEV2, each.page, "page"),
            (IncidentSeverity.SEV3, each.ticket, "ticket"),
        ):
            if limit is not None:
                yield _burn(each, severity, limit, word)


def _burn(each: Burning, severity: IncidentSeverity, limit: float, word: str) -> Indication:
    rate = f", burn rate {each.burn.value:.3g}×" if isinstance(each.burn, Measured) else ""
    return Indication(
        severity=severity,
        rule=f"{word}-burn",
        because=f"{each.objective}: the {word} at a burn rate of {limit:g}× holds{rate} in the last hour",
        provenance=each.burn.provenance,
        value=each.burn.value if isinstance(each.burn, Measured) else None,
        limit=limit,
    )


def _trends(evidence: ServiceEvidence) -> Iterator[Indication]:
    for each in evidence.trends:
        yield Indication(
            severity=IncidentSeverity.SEV4,
            rule="trend-ends-in-trouble",
            because=_ends(evidence, each),
        )


def _ends(evidence: ServiceEvidence, trend: Trend) -> str:
    at = trend.expected.astimezone(UTC)
    return f"{evidence.service}: {trend.signal} reaches its limit about {at:%Y-%m-%d %H:%M} UTC"
