"""Severity by what was measured: each row of the table at its limit, just under it and just over it."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.incidents.severity import IncidentSeverity, gravest
from midwatch.domain.incidents.triage.evidence import Burning, Failing, ServiceEvidence, Trend
from midwatch.domain.incidents.triage.measured import SeverityPolicy, indications
from midwatch.domain.measured import Measured, NoData, Provenance

SEV1, SEV2, SEV3, SEV4, NONE = IncidentSeverity
AT = datetime(2026, 11, 23, 2, 14, tzinfo=UTC)
Seen = Failing | Burning | Trend
Rate = Measured[float] | NoData
USUAL = SeverityPolicy()
UNKNOWN = NoData(reason="nobody was asked")
ENOUGH = 50.0
"""Bad events: as many as an incident needs at least."""


def measured(value: float, query: str = "q") -> Measured[float]:
    return Measured(
        value=value,
        provenance=Provenance(query=query, range=None, samples=None, source="main"),
    )


def failing(
    share: float | NoData, *, slow: bool = False, bad_events: float = ENOUGH, objective: str = "a"
) -> Failing:
    told = share if isinstance(share, NoData) else measured(share, f"{objective}'s query")
    return Failing(objective=objective, slow=slow, share=told, bad_events=bad_events)


def burning(
    page: float | None = None,
    ticket: float | None = None,
    *,
    burn: Measured[float] | NoData = UNKNOWN,
    shortest: Measured[float] | NoData = UNKNOWN,
    spent: Measured[float] | NoData = UNKNOWN,
) -> Burning:
    return Burning(
        objective="availability",
        burn=burn,
        shortest=shortest,
        page=page,
        ticket=ticket,
        spent=spent,
        per_hour=UNKNOWN,
    )


TREND = Trend(
    signal="disk", expected=AT + timedelta(hours=6, minutes=46), earliest=None, latest=None
)


def service(*seen: Seen, tier: str = "") -> ServiceEvidence:
    """What was measured of checkout, of a tier."""
    return ServiceEvidence(
        service="checkout",
        critical=tier == "critical",
        internal=tier == "internal",
        onset=AT,
        window=timedelta(minutes=12),
        failing=tuple(each for each in seen if isinstance(each, Failing)),
        burning=tuple(each for each in seen if isinstance(each, Burning)),
        trends=tuple(each for each in seen if isinstance(each, Trend)),
        minimum_bad_events=ENOUGH,
    )


def severity(evidence: ServiceEvidence, policy: SeverityPolicy = USUAL) -> IncidentSeverity:
    return gravest(indications(evidence, policy))


def under(limit: float) -> float:
    return math.nextafter(limit, 0)


def over(limit: float) -> float:
    return math.nextafter(limit, 1)


# The tier, the evidence, and the severity.
ROWS: dict[str, tuple[str, Seen, IncidentSeverity]] = {
    "a critical service fails just under half": ("critical", failing(under(0.5)), SEV2),
    "a critical service fails half": ("critical", failing(0.5), SEV1),
    "a critical service fails just over half": ("critical", failing(over(0.5)), SEV1),
    "a critical service fails wholly": ("critical", failing(1.0), SEV1),
    "another service fails half": ("", failing(0.5), SEV2),
    "another service fails wholly": ("", failing(1.0), SEV2),
    "just under a tenth fails": ("", failing(under(0.1)), NONE),
    "a tenth fails": ("", failing(0.1), SEV2),
    "just over a tenth fails": ("", failing(over(0.1)), SEV2),
    "a critical service fails a tenth": ("critical", failing(0.1), SEV2),
    "just under half is too slow": ("", failing(under(0.5), slow=True), NONE),
    "half is too slow": ("", failing(0.5, slow=True), SEV2),
    "just over half is too slow": ("", failing(over(0.5), slow=True), SEV2),
    "a critical service is too slow wholly": ("critical", failing(1.0, slow=True), SEV2),
    "nothing fails": ("critical", failing(0.0), NONE),
    "nobody knows how many fail": ("critical", failing(UNKNOWN), NONE),
    "too few events, whatever share they are": (
        "critical",
        failing(1.0, bad_events=under(ENOUGH)),
        NONE,
    ),
    "as many events as it takes": ("critical", failing(1.0, bad_events=ENOUGH), SEV1),
    "a page's condition holds": ("", burning(page=14.4), SEV2),
    "a page's condition holds for a critical service": ("critical", burning(page=14.4), SEV2),
    "a ticket's condition holds": ("", burning(ticket=1.0), SEV3),
    "both conditions hold": ("", burning(page=6.0, ticket=3.0), SEV2),
    "it burns fast and no condition holds": ("", burning(burn=measured(99.0)), NONE),
    "a trend ends in trouble": ("", TREND, SEV4),
    "an internal service fails a tenth": ("internal", failing(0.1), SEV3),
    "an internal service fails wholly": ("internal", failing(1.0), SEV3),
    "an internal service is too slow": ("internal", failing(0.5, slow=True), SEV3),
    "a page's condition holds for an internal service": ("internal", burning(page=14.4), SEV3),
    "a ticket's condition holds for an internal service": ("internal", burning(ticket=1.0), SEV4),
    "an internal service's trend ends in trouble": ("internal", TREND, NONE),
}


@pytest.mark.parametrize("case", ROWS)
def test_the_table_of_severities(case: str) -> None:
    tier, seen, expected = ROWS[case]
    assert severity(service(seen, tier=tier)) is expected


def test_nothing_measured_is_no_incident() -> None:
    assert indications(service(tier="critical"), USUAL) == ()


def test_every_rule_that_holds_is_told_gravest_first_with_its_number_limit_and_query() -> None:
    evidence = service(
        TREND,
        burning(page=14.4, ticket=3.0, burn=measured(20.0, "burn's query")),
        failing(0.625, objective="availability"),
        failing(0.75, slow=True, objective="latency"),
        tier="critical",
    )
    told = [
        (
            each.severity,
            each.rule,
            each.value,
            each.limit,
            each.provenance and each.provenance.query,
        )
        for each in indications(evidence, USUAL)
    ]
    assert told == [
        (SEV1, "critical-service-failing", 0.625, 0.5, "availability's query"),
        (SEV2, "requests-failing", 0.625, 0.1, "availability's query"),
        (SEV2, "requests-too-slow", 0.75, 0.5, "latency's query"),
        (SEV2, "page-burn", 20.0, 14.4, "burn's query"),
        (SEV3, "ticket-burn", 20.0, 3.0, "burn's query"),
        (SEV4, "trend-ends-in-trouble", None, None, None),
    ]


# The evidence, and the sentence about it.
SENTENCES = {
    "failing": (
        service(failing(0.125, objective="availability")),
        "checkout: 12.5% of requests fail over 12 min (availability), from 10% on",
    ),
    "slow": (
        service(failing(0.5, slow=True, objective="latency")),
        "checkout: 50% of requests are too slow over 12 min (latency), from 50% on",
    ),
    "burning at a known rate": (
        service(burning(page=14.4, burn=measured(20.25))),
        "availability: the page at a burn rate of 14.4× holds, burn rate 20.2× in the last hour",
    ),
    "burning at a rate that nobody knows": (
        service(burning(ticket=1.0)),
        "availability: the ticket at a burn rate of 1× holds in the last hour",
    ),
    "a trend": (service(TREND), "checkout: disk reaches its limit about 2026-11-23 09:00 UTC"),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_a_rule_says_what_it_saw(case: str) -> None:
    evidence, sentence = SENTENCES[case]
    assert [each.because for each in indications(evidence, USUAL)] == [sentence]


def test_a_team_sets_its_own_limits() -> None:
    own = SeverityPolicy(sev1_failing=0.2, sev2_failing=0.02, sev2_slow=0.9)
    assert severity(service(failing(0.2), tier="critical"), own) is SEV1
    assert severity(service(failing(under(0.02))), own) is NONE
    assert severity(service(failing(0.02)), own) is SEV2
    assert severity(service(failing(under(0.9), slow=True)), own) is NONE


SHARES = st.floats(0, 1)
TIERS = st.sampled_from(["", "critical", "internal"])
FAILING = st.builds(
    lambda share, slow, bad: failing(share, slow=slow, bad_events=bad),
    SHARES | st.just(UNKNOWN),
    st.booleans(),
    st.floats(0, 100),
)
BURNING = st.builds(burning, st.none() | st.just(14.4), st.none() | st.just(1.0))
EVIDENCE = st.lists(FAILING | BURNING | st.just(TREND), max_size=5)


@given(one=SHARES, other=SHARES, slow=st.booleans(), tier=TIERS)
def test_the_more_fails_the_graver(one: float, other: float, tier: str, *, slow: bool) -> None:
    less, more = (
        severity(service(failing(share, slow=slow), tier=tier)) for share in sorted((one, other))
    )
    assert less <= more


@given(one=st.floats(0, 1e6), other=st.floats(0, 1e6), share=SHARES)
def test_the_more_bad_events_the_graver(one: float, other: float, share: float) -> None:
    less, more = (severity(service(failing(share, bad_events=bad))) for bad in sorted((one, other)))
    assert less <= more


@given(EVIDENCE, EVIDENCE, TIERS)
def test_more_evidence_never_makes_it_less_grave(
    some: list[Seen], more: list[Seen], tier: str
) -> None:
    assert severity(service(*some, tier=tier)) <= severity(service(*some, *more, tier=tier))


@given(EVIDENCE)
def test_an_internal_tier_lowers_each_rule_by_one(seen: list[Seen]) -> None:
    usual = indications(service(*seen), USUAL)
    internal = indications(service(*seen, tier="internal"), USUAL)
    assert [each.severity.lowered for each in usual] == [each.severity for each in internal]
    assert [each.rule for each in usual] == [each.rule for each in internal]


@given(EVIDENCE, st.floats(-10, 10) | st.just(UNKNOWN), TIERS)
def test_the_budget_that_is_left_changes_nothing(
    seen: list[Seen], spent: float | NoData, tier: str
) -> None:
    told = spent if isinstance(spent, NoData) else measured(spent)
    usual = service(*seen, tier=tier)
    other = replace(
        usual,
        burning=tuple(replace(each, spent=told, per_hour=told) for each in usual.burning),
    )
    assert indications(other, USUAL) == indications(usual, USUAL)


@given(EVIDENCE, TIERS)
def test_rules_are_told_gravest_first(seen: list[Seen], tier: str) -> None:
    held = [each.severity for each in indications(service(*seen, tier=tier), USUAL)]
    assert held == sorted(held, reverse=True)


# The page that holds, the burn of the last hour and that of its last minutes; whether it grows worse.
ACCELERATION: dict[str, tuple[float | None, Rate, Rate, bool]] = {
    "just over half as fast again": (14.4, measured(20.0), measured(math.nextafter(30, 31)), True),
    "half as fast again": (14.4, measured(20.0), measured(30.0), False),
    "as fast as before": (14.4, measured(20.0), measured(20.0), False),
    "from nothing": (14.4, measured(0.0), measured(0.1), True),
    "without a page": (None, measured(20.0), measured(90.0), False),
    "an hour that nobody knows": (14.4, UNKNOWN, measured(90.0), False),
    "minutes that nobody knows": (14.4, measured(20.0), UNKNOWN, False),
}


@pytest.mark.parametrize("case", ACCELERATION)
def test_a_burn_accelerates(case: str) -> None:
    page, burn, shortest, expected = ACCELERATION[case]
    assert burning(page, burn=burn, shortest=shortest).accelerates is expected


def test_a_service_is_measured_where_any_share_of_its_requests_is_known() -> None:
    assert not service().is_measured
    assert not service(failing(UNKNOWN), burning(page=14.4), TREND).is_measured
    assert service(failing(UNKNOWN), failing(0.0)).is_measured
