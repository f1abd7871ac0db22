"""Which services a text names."""

from midwatch.domain.incidents.reading.service_names import services_named

KNOWN = ("payment-api", "api", "cart_service", "search")


def test_a_service_is_named_whatever_stands_between_its_words() -> None:
    text = "Cart service and PAYMENT API are slow; search-ui is not"
    assert services_named(text, KNOWN) == ("cart_service", "payment-api", "search")


def test_a_name_inside_of_a_longer_one_does_not_count() -> None:
    assert services_named("payment-api is down", KNOWN) == ("payment-api",)
    assert services_named("payment-api is down, and so is the api", KNOWN) == ("payment-api", "api")


def test_a_name_inside_of_a_word_does_not_count() -> None:
    assert services_named("rapid research", KNOWN) == ()
    assert services_named("", KNOWN) == services_named("api", ("", "-")) == ()
