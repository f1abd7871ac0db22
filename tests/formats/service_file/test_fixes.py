"""What a finding says to write is taken when it is written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.findings import Finding
from midwatch.formats.service_file.parse import parse

VALUE = re.compile(r"(?:write|like|as|or) (-?[0-9][0-9.]*(?:%|us|ms|s|m|h|d|w)?)(?=[ ,.;]|$)")
LINE = re.compile(r"`([a-z_0-9.]+: [^`…]+)`")

SLOTS = {
    "a target": "service: a\nslo:\n  availability: {}\n",
    "a target of its own": "service: a\nslo:\n  x: {{target: {}, total: a_total, bad: b_total}}\n",
    "a rate": "service: a\nslo:\n  error_rate: {}\n",
    "a rate in the long form": "service: a\nslo:\n  error_rate: {{rate: {}}}\n",
    "a bound": "service: a\nslo:\n  latency_p95: {}\n",
    "a bound in the long form": "service: a\nslo:\n  latency_p95: {{bound: {}}}\n",
    "an age": "service: a\nslo:\n  freshness: {{target: 99%, bound: {}, age_of: done_seconds}}\n",
    "a gauge": "service: a\nslo:\n  queue_age: {{target: 99%, bound: {}, gauge: age_seconds}}\n",
    "a limit": "service: a\nslo:\n  q: {{target: 99%, bad_above: {}, gauge: age_seconds}}\n",
    "a period": "service: a\nperiod: {}\nslo: {{probe: 99%}}\n",
    "a slice": "service: a\nbudgeting: {{slices: {}, good_when: 99%}}\nslo: {{probe: 99%}}\n",
    "a downtime": "service: a\nerror_budget: {{monthly_downtime: {}}}\nslo: {{probe: 99%}}\n",
    "a share": "service: a\npolicy: {{slow_below: {}}}\nslo: {{probe: 99%}}\n",
    "a number": "service: a\nalerting: {{minimum_bad_events: {}}}\nslo: {{probe: 99%}}\n",
}

BAD = [
    *("0.1", "0,1", "99.9", "99,9%", "100%", "0%", "150,5%", "0.0005ms", "0.0000005", "0.5us"),
    *("200", "5", "0.25", "0", "-5", "-5s", "60", "0,0ms", "1.2.3ms", "99999999999h"),
    *("500d", "30", "1s", "200msec", "2seconds", "0.0001msec", "99%", "0.999", "1", "1e3"),
    *("ten", "0.5", "50", "49.9", "00:05", "1h30", "100.0", "0.00000000001", "1000"),
    *("1,0 %", "1,5 s", "99,9 %", "1,5 h"),
]

written = st.from_regex(
    r"-?[0-9]{1,4}([.,][0-9]{1,10})? ?(%|us|ms|msec|s|sec|m|minutes|h|d|w|x)?", fullmatch=True
)


def findings(text: str) -> list[Finding]:
    return list(parse(text, "slos/a.yaml").findings)


def check_values(slot: str, value: str) -> None:
    """Put each value that a finding offers where the refused one stood."""
    for finding in findings(slot.format(value)):
        for offer in VALUE.findall(finding.fix):
            again = findings(slot.format(offer))
            assert again == [], f"{value}: {finding.fix}: {[one.what for one in again]}"


@pytest.mark.parametrize("slot", SLOTS)
def test_every_value_that_a_fix_offers_is_taken(slot: str) -> None:
    for value in BAD:
        check_values(SLOTS[slot], value)


@pytest.mark.fuzz
@given(st.sampled_from(sorted(SLOTS)), written)
def test_whatever_is_refused_the_value_offered_for_it_is_taken(slot: str, value: str) -> None:
    check_values(SLOTS[slot], value)


WRONG_LINES = [
    *("latency_p100: 1s", "latency_p0: 20", "latency_p050: 0ms", "latency_95: 200", "p999: 1,5s"),
    *("latency: 200ms", "lat_p9: []", "availabilty: 1", "error_rat: 0.1", "probes: 99%"),
    *(
        "freshness: 99%",
        "queue_age: 30s",
        "batch_success: 99%",
        "freshnes: {}",
        "errorrate: {a: b}",
    ),
]
WRONG_TOP_LINES = [
    *("teir: high", "onwer: a", "perod: 3d", "depends: a", "missin: bad", "polcy: {}"),
    *("error_budge: 3m", "correction: []", "runbok: x", "selectr: {a: b}", "alertin: on"),
]


@pytest.mark.parametrize("line", WRONG_LINES)
def test_every_objective_that_a_fix_offers_is_taken(line: str) -> None:
    offers(line, "service: a\nslo:\n  {}\n")


@pytest.mark.parametrize("line", WRONG_TOP_LINES)
def test_every_key_that_a_fix_offers_is_taken(line: str) -> None:
    offers(line, "service: a\nslo: {{probe: 99%}}\n{}\n")


def offers(line: str, slot: str) -> None:
    found = [fix for finding in findings(slot.format(line)) for fix in LINE.findall(finding.fix)]
    assert found
    for fix in found:
        assert findings(slot.format(fix)) == [], fix
