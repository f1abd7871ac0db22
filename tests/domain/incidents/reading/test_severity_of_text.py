"""How grave an incident is by its words: a table keyed by sentences, and laws that hold for all of them."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.incidents.reading.judge import indications
from midwatch.domain.incidents.reading.text import MAX_READ
from midwatch.domain.incidents.severity import IncidentSeverity, gravest
from tests.domain.incidents.reading.alerts import ALERTS, REQUIRED
from tests.domain.incidents.reading.grave_sentences import GRAVE
from tests.domain.incidents.reading.mild_sentences import MILD

REPORTS = GRAVE | MILD


def severity(text: str, labels: Mapping[str, str] | None = None) -> IncidentSeverity:
    return gravest(indications(text, labels or {}))


@pytest.mark.parametrize(("sentence", "expected"), REQUIRED.items())
def test_a_sentence_of_the_table_has_its_severity(sentence: str, expected: str) -> None:
    assert severity(sentence).value == expected


@pytest.mark.parametrize(("sentence", "expected"), REPORTS.items())
def test_what_a_person_writes_is_judged(sentence: str, expected: str) -> None:
    assert severity(sentence).value == expected


@pytest.mark.parametrize(("text", "labels", "expected"), ALERTS)
def test_what_a_tool_sends_is_judged(text: str, labels: dict[str, str], expected: str) -> None:
    assert severity(text, labels).value == expected


def test_every_rule_that_held_is_shown_gravest_first_with_its_number_and_its_words() -> None:
    text = "API latency spiked to 5s, error rate increased to 62%"
    found = indications(text, {"severity": "warning"})
    assert [each.severity for each in found] == sorted(
        (each.severity for each in found), reverse=True
    )
    first, *rest = found
    assert (first.rule, first.quote) == ("half-failing", "error rate increased to 62%")
    assert "62%" in first.because
    assert {"seconds-of-latency", "label"} <= {each.rule for each in rest}


def test_a_quote_is_a_slice_of_what_was_written() -> None:
    text = "PaymentAPI: 40% of logins FAILING — since 10:02; DB-Primary is DOWN"
    found = indications(text, {})
    assert found
    assert all(each.quote in text for each in found)


def test_an_internal_tier_lowers_by_one() -> None:
    assert severity("60% of requests fail", {"tier": "internal"}) is IncidentSeverity.SEV2


FAILING = st.sampled_from(
    [
        "{}% of requests failing", "error rate is {}%", "{}% of login attempts failing on checkout",
        "API error rate {}%", "{}% of users cannot log in", "5xx rate at {}% (threshold: 5%)",
    ]
)  # fmt: skip
PERCENT = st.integers(0, 1000).map(lambda tenths: tenths / 10)


@given(FAILING, PERCENT, PERCENT)
def test_a_greater_share_that_fails_is_never_less_grave(
    text: str, one: float, other: float
) -> None:
    less, more = sorted((one, other))
    assert severity(text.format(f"{less:g}")) <= severity(text.format(f"{more:g}"))


@given(st.sampled_from([*REQUIRED, *REPORTS]))
def test_a_place_that_is_not_production_is_never_graver(text: str) -> None:
    assert severity(f"{text} in staging") <= severity(text)


@given(st.sampled_from([*REQUIRED, *REPORTS]))
def test_a_label_of_a_test_environment_is_never_graver(text: str) -> None:
    assert severity(text, {"env": "staging"}) <= severity(text)


@given(st.sampled_from([*REQUIRED, *REPORTS]))
def test_a_resolved_alert_is_no_incident(text: str) -> None:
    assert severity(text, {"status": "resolved"}) is IncidentSeverity.NONE


PIECES = st.sampled_from(
    [
        "50%", "5x", "500ms → 2s", "1 in", "0 of 0", "all", "no", "not", "half of", "users", "pods", "checkout",
        "down", "failing", "stale", "will", "?", "[RESOLVED]", "in staging", "deleted", "the table", ",", ". ", "<",
        "99999999999999999999%", "1e9", "İ", "\u2028", "\x00", "-", "--", "(", "→", "CamelCaseName", "dwon",
    ]
)  # fmt: skip


@pytest.mark.fuzz
@given(
    st.lists(PIECES | st.text(max_size=8), max_size=30).map(" ".join),
    st.dictionaries(
        st.text(max_size=12) | st.sampled_from(["severity", "env", "alertname"]),
        st.text(max_size=20),
        max_size=4,
    ),
)
def test_any_text_is_judged_and_what_is_quoted_stands_in_it(
    text: str, labels: dict[str, str]
) -> None:
    for each in indications(text, labels):
        assert each.because
        assert each.quote in text or each.quote.lower() in " ".join(labels.values()).lower()


@pytest.mark.parametrize(
    "piece", ["a", "no ", "1", "1,000 ", "Aa", "users ", "- ", "in the ", "%", "deleted data "]
)
def test_a_long_text_is_read_in_its_first_part_only(piece: str) -> None:
    text = piece * (3 * MAX_READ // len(piece)) + " payments are down"
    assert "payments" not in " ".join(each.quote for each in indications(text, {}))


@pytest.mark.parametrize("span", ["the last 1h", "the past hour", "5m", "a 10 minute window"])
def test_what_fails_over_a_span_of_time_has_no_spare_that_took_over(span: str) -> None:
    text = f"27.18% of requests fail over {span}"
    assert [each.rule for each in indications(text, {})] == ["some-failing"]


# The same is said in many ways: what is told, and the severity that each of them has.
SAID_IN_MANY_WAYS = {
    "SEV1": (
        *(
            "only 40% of requests succeed",
            "75% of all checkouts fail",
            "success rate of logins is at 0 %",
        ),
        *("not a single order came through since 9", "no payment went through for ten minutes"),
        *("orders are at a third of the usual level", "traffic at 20% of normal"),
        *("orders fell from 300 a minute to 40", "no messages are delivered"),
        *("total outage of the mobile app", "TLS certificate for www expired"),
    ),
    "SEV2": (
        *(
            "10% of all requests fail",
            "a quarter of all logins fails",
            "one in ten of all orders fails",
        ),
        *("12% of requests return 500", "99% of requests succeed", "error rate of checkout is 3%"),
        *(
            "5xx ratio 0.12",
            "failing: 12%",
            "availability at 88%",
            "seven percent of payments fail",
        ),
        *("downloads are at a tenth of the usual speed", "throughput is at 20% of normal"),
        *("the rate limiter blocks 15% of legitimate traffic", "error budget: burn rate 16"),
    ),
    "SEV4": ("disk nearly full", "the quota is almost used up", "disk usage at 82%"),
    "none": ("99.99% of requests succeed", "burn rate 0.5", "retries succeed"),
}


@pytest.mark.parametrize(
    ("due", "text"), [(due, text) for due, texts in SAID_IN_MANY_WAYS.items() for text in texts]
)
def test_what_is_said_in_another_way_has_the_same_severity(due: str, text: str) -> None:
    assert severity(text).value == due


def test_what_a_tool_sends_is_not_over_because_its_words_tell_of_what_went_well() -> None:
    text = "The certificate is 18 days from expiry, it should have renewed over a week ago."
    labels = {"alertname": "CertExpirySoon", "severity": "warning"}
    assert severity(text, labels) is IncidentSeverity.SEV4
    assert severity(text, labels | {"status": "resolved"}) is IncidentSeverity.NONE
