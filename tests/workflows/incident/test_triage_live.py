"""Triage on the demo's incidents: the severity follows from what was measured, and the numbers are true."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from midwatch.domain.errors import UnknownName
from midwatch.domain.incidents.severity import IncidentSeverity
from midwatch.domain.incidents.triage.measured import SeverityPolicy
from midwatch.domain.incidents.triage.triage import Live, Triage
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.slo.objective import Tier
from midwatch.formats.incident_type_file import incident_types
from midwatch.store import catalogue
from midwatch.workflows.demo.incidents import IncidentKind
from midwatch.workflows.incident.triage.known import known_services
from midwatch.workflows.incident.triage.live import look
from midwatch.workflows.incident.triage.triage import Known, TriageRequest, triage
from tests.workflows.observe.shop import Shop, open_shop

MINUTE = timedelta(minutes=1)
SEV1, SEV2, NONE = IncidentSeverity.SEV1, IncidentSeverity.SEV2, IncidentSeverity.NONE


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return open_shop(tmp_path_factory.mktemp("shop"), 7)


def triaged(
    shop: Shop,
    at: datetime,
    text: str,
    *,
    service: str,
    tier: Tier = Tier.NORMAL,
    said: bool = False,
) -> Triage:
    """What triage says at a moment of the month; `said`: telemetry is not asked."""
    services = tuple(
        replace(one, tier=tier) if one.name == service else one for one in shop.loaded.services
    )
    files = tuple(
        replace(one, service=replace(one.service, tier=tier))
        if one.service is not None and one.service.name == service
        else one
        for one in shop.loaded.files
    )
    loaded = replace(shop.loaded, services=services, files=files)

    def asked(names: Sequence[str], began: datetime | None) -> Live | NoData:
        return look(names, at, began, loaded, shop.sources, repository=shop.repository)

    types, findings = incident_types(catalogue.load("checklists"))
    assert findings == ()
    known = Known(services=known_services(shop.repository), types=types, policy=SeverityPolicy())
    request = TriageRequest(alert=text, services=(service,), offline=said)
    return triage(request, known=known, look=asked, at=at)


def share(found: Triage) -> float:
    """The greatest share of failing requests that was measured."""
    assert isinstance(found.live, Live)
    shares = [
        each.share.value
        for evidence in found.live.evidence
        for each in evidence.failing
        if isinstance(each.share, Measured) and not each.slow
    ]
    return max(shares)


def test_a_deployment_that_fails_two_fifths_of_requests_is_a_sev2_with_its_share(
    shop: Shop,
) -> None:
    onset = shop.incidents[IncidentKind.BAD_DEPLOYMENT].span.start
    found = triaged(shop, onset + 15 * MINUTE, "api returns errors", service="api")
    assert found.severity is SEV2
    assert share(found) == pytest.approx(0.4, abs=0.06)
    assert "requests-failing" in {each.rule for each in found.indications}
    assert found.impact_began is not None
    assert abs(found.impact_began - onset) <= 3 * MINUTE


@pytest.mark.parametrize(("tier", "severity"), [(Tier.CRITICAL, SEV1), (Tier.NORMAL, SEV2)])
def test_a_total_outage_is_a_sev1_where_the_service_is_critical(
    shop: Shop, tier: Tier, severity: IncidentSeverity
) -> None:
    onset = shop.incidents[IncidentKind.EXPIRED_CERTIFICATE].span.start
    found = triaged(shop, onset + 10 * MINUTE, "alert: auth", service="auth", tier=tier)
    assert found.severity is severity
    assert share(found) == pytest.approx(1.0, abs=0.1)


def test_an_internal_service_is_one_row_less_grave(shop: Shop) -> None:
    onset = shop.incidents[IncidentKind.EXPIRED_CERTIFICATE].span.start
    found = triaged(shop, onset + 10 * MINUTE, "alert: auth", service="auth", tier=Tier.INTERNAL)
    assert found.severity is IncidentSeverity.SEV3


def test_a_replica_that_lags_is_slow_and_no_request_fails_much(shop: Shop) -> None:
    onset = shop.incidents[IncidentKind.REPLICA_LAG].span.start
    found = triaged(shop, onset + 28 * MINUTE, "database replica lag", service="database")
    assert found.severity is SEV2
    rules = {each.rule: each for each in found.indications}
    assert rules["requests-too-slow"].value == pytest.approx(0.6, abs=0.05)
    assert rules["requests-too-slow"].provenance is not None
    assert found.type.name == "database"


def test_words_about_failures_stand_aside_where_they_were_measured_to_be_untrue(shop: Shop) -> None:
    calm = shop.incidents[IncidentKind.REPLICA_LAG].span.start - 24 * 60 * MINUTE
    found = triaged(shop, calm, "99% of requests to cache fail", service="cache")
    assert [each.rule for each in found.aside][:1] == ["half-failing"]
    assert found.severity is NONE
    assert (
        triaged(shop, calm, "99% of requests to cache fail", service="cache", said=True).severity
        is SEV1
    )


def test_words_about_what_telemetry_cannot_see_count_beside_it(shop: Shop) -> None:
    calm = shop.incidents[IncidentKind.REPLICA_LAG].span.start - 24 * 60 * MINUTE
    found = triaged(shop, calm, "somebody dropped the orders table in production", service="cache")
    assert found.severity is SEV1
    assert found.indications[0].rule == "data-destroyed"


def test_a_spent_budget_makes_no_incident(shop: Shop) -> None:
    after = shop.incidents[IncidentKind.POOL_EXHAUSTION].span.end + 24 * 60 * MINUTE
    found = triaged(shop, after, "alert: payments", service="payments")
    assert isinstance(found.live, Live)
    spent = [
        b.spent for e in found.live.evidence for b in e.burning if isinstance(b.spent, Measured)
    ]
    assert max(each.value for each in spent) > 1
    assert found.severity in {NONE, IncidentSeverity.SEV3, IncidentSeverity.SEV4}


def test_a_service_without_a_file_is_refused_with_the_nearest(shop: Shop) -> None:
    at = shop.incidents[IncidentKind.REPLICA_LAG].span.start
    with pytest.raises(UnknownName) as refused:
        triaged(shop, at, "slow", service="databas")
    assert refused.value.fix == "did you mean “database”?"
