"""Which services a text names, and which types of incident its words speak for."""

from midwatch.domain.incidents.incident_type import IncidentType
from midwatch.domain.incidents.reading.service_names import services_named
from midwatch.domain.incidents.reading.type_signs import type_scores

KNOWN = ("payment-api", "api", "cart_service", "search")


def kind(name: str, *signs: str) -> IncidentType:
    return IncidentType(
        name=name, title=name, source="", signs=signs, checks=(), hypotheses=(), mitigations=()
    )


def test_a_service_is_named_whatever_stands_between_its_words() -> None:
    text = "Cart service and PAYMENT API are slow; search-ui is not"
    assert services_named(text, KNOWN) == ("cart_service", "payment-api", "search")


def test_a_name_inside_of_a_longer_one_does_not_count() -> None:
    assert services_named("payment-api is down", KNOWN) == ("payment-api",)
    assert services_named("payment-api is down, and so is the api", KNOWN) == ("payment-api", "api")


def test_a_name_inside_of_a_word_does_not_count() -> None:
    assert services_named("rapid research", KNOWN) == ()
    assert services_named("", KNOWN) == services_named("api", ("", "-")) == ()


def test_the_type_with_most_distinct_signs_is_first() -> None:
    database = kind("database", "replica", "deadlock", "query")
    network = kind("network", "packet loss", "timeout")
    text = "Timeouts, slow queries, queries again, and a dead-lock; replicas lag"
    assert type_scores(text, (network, database, kind("dns", "nxdomain"))) == (
        (database, ("replica", "query")),
        (network, ("timeout",)),
    )


def test_of_types_with_as_many_signs_the_first_given_is_first() -> None:
    one, other = kind("one", "disk"), kind("other", "full")
    assert [each.name for each, _ in type_scores("disk full", (other, one))] == ["other", "one"]
