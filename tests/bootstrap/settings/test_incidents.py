"""The table [incidents]: a team's own clock and severities, and what is usual for the rest."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.bootstrap.settings.incidents import SEVERITIES, SHARES, SPANS
from midwatch.bootstrap.settings.model import IncidentSettings
from midwatch.bootstrap.settings.toml_file import parse
from midwatch.domain.errors import InputError
from midwatch.domain.incidents.clock import INVESTIGATION_BOX, UPDATE_EVERY, ClockPolicy
from midwatch.domain.incidents.severity import IncidentSeverity
from midwatch.domain.incidents.triage.measured import SeverityPolicy

SEV1, SEV2, SEV3 = IncidentSeverity.SEV1, IncidentSeverity.SEV2, IncidentSeverity.SEV3
MINUTE = timedelta(minutes=1)
WHOLE = """\
[incidents]
first_update = "3m"
triage = "10m"
acceptance = "5m"
monitoring = "90m"
confidential_remote = "git@git.example.org:security/incidents.git"

[incidents.update_every]
SEV1 = "10m"
SEV3 = "never"
SEV4 = "1d"

[incidents.investigation]
SEV2 = "45m"

[incidents.severity]
sev1_failing = "40%"
sev2_failing = "0.5%"
sev2_slow = "100%"
"""


def test_a_whole_table_is_read() -> None:
    assert parse(WHOLE).incidents == IncidentSettings(
        clock=ClockPolicy(
            first_update=3 * MINUTE,
            update_every={
                SEV1: 10 * MINUTE,
                SEV2: UPDATE_EVERY[SEV2],
                IncidentSeverity.SEV4: timedelta(days=1),
            },
            triage=10 * MINUTE,
            investigation={**INVESTIGATION_BOX, SEV2: 45 * MINUTE},
            acceptance=5 * MINUTE,
            monitoring=90 * MINUTE,
        ),
        severity=SeverityPolicy(sev1_failing=0.4, sev2_failing=0.005, sev2_slow=1),
        confidential_remote="git@git.example.org:security/incidents.git",
    )


@pytest.mark.parametrize("text", ["", "[incidents]\n", "[incidents.severity]\n"])
def test_what_is_not_said_is_as_usual(text: str) -> None:
    found = parse(text).incidents
    assert found.clock == ClockPolicy()
    assert found.severity == SeverityPolicy()
    assert found.confidential_remote is None


def test_the_usual_clock_is_that_of_the_field() -> None:
    usual = ClockPolicy()
    assert usual.first_update == 5 * MINUTE
    assert usual.update_every == {SEV1: 15 * MINUTE, SEV2: 15 * MINUTE, SEV3: 120 * MINUTE}


def test_the_usual_shares_are_half_and_a_tenth() -> None:
    assert SeverityPolicy() == SeverityPolicy(sev1_failing=0.5, sev2_failing=0.1, sev2_slow=0.5)


def test_never_takes_a_limit_away_and_one_that_is_not_there_stays_away() -> None:
    text = '[incidents.update_every]\nSEV1 = "never"\nSEV4 = "never"\n'
    assert set(parse(text).incidents.clock.update_every) == {SEV2, SEV3}
    assert set(UPDATE_EVERY) == {SEV1, SEV2, SEV3}


SHARE = "it is a percentage above 0% and up to 100%"
SPAN = "a span has a number and a unit: ms, s, m, h, d, w"
WRONG = {
    "no table": ("incidents = 3\n", "midwatch.toml:1: incidents is no table", "", "[incidents]"),
    "an unknown key": (
        '[incidents]\nfirst_updat = "1m"\n',
        "midwatch.toml:2: incidents.first_updat is not known",
        "first_update",
        "“first_update”",
    ),
    "an unknown severity": (
        '[incidents.update_every]\nSEV5 = "5m"\n',
        "midwatch.toml:2: incidents.update_every.SEV5 is not known",
        "SEV1, SEV2, SEV3, SEV4",
        "remove it",
    ),
    "a limit of no incident": (
        '[incidents.investigation]\nnone = "5m"\n',
        "incidents.investigation.none is not known",
        "SEV1",
        "remove it",
    ),
    "an unknown share": (
        '[incidents.severity]\nsev1_slow = "5%"\n',
        "incidents.severity.sev1_slow is not known",
        "sev2_slow",
        "“sev2_slow”",
    ),
    "a span of nothing": (
        '[incidents]\ntriage = "0s"\n',
        "midwatch.toml:2: incidents.triage is no span",
        SPAN,
        'triage = "15m"',
    ),
    "a span without a unit": (
        "[incidents.investigation]\nSEV3 = 5\n",
        "midwatch.toml:2: incidents.investigation.SEV3 is no span",
        SPAN,
        'SEV3 = "1h"',
    ),
    "never, where something must be": (
        '[incidents]\nacceptance = "never"\n',
        "incidents.acceptance is no span",
        SPAN,
        'acceptance = "10m"',
    ),
    "a remote that is empty": (
        '[incidents]\nconfidential_remote = " "\n',
        "incidents.confidential_remote is no text",
        "",
        "not empty",
    ),
} | {
    f"a share that is {case}": (
        f"[incidents.severity]\nsev2_failing = {value}\n",
        "midwatch.toml:2: incidents.severity.sev2_failing is no share",
        SHARE,
        'write sev2_failing = "10%"',
    )
    for case, value in {
        "a bare number": "0.1",
        "a number in quotes": '"10"',
        "a truth": "true",
        "a list": '["10%"]',
        "nothing": '"0%"',
        "negative": '"-1%"',
        "more than all": '"100.1%"',
        "no number": '"ten%"',
        "not a number": '"NaN%"',
        "a signalling one": '"sNaN%"',
        "without end": '"Infinity%"',
        "too small to be told from nothing": '"1e-400%"',
        "twice a percentage": '"5%%"',
    }.items()
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_refused_with_its_place_the_reason_and_a_fix(case: str) -> None:
    text, what, why, fix = WRONG[case]
    with pytest.raises(InputError) as refusal:
        parse(text)
    assert what in refusal.value.what
    assert why in refusal.value.why
    assert refusal.value.why
    assert fix in refusal.value.fix


VALUES = st.sampled_from(
    ['"5m"', '"never"', '"5%"', '"x"', "1", "true", '"NaN%"', '"1e999%"', "[]"]
)
LINES = st.lists(
    st.sampled_from(
        [
            "[incidents]",
            "[incidents.severity]",
            "[incidents.update_every]",
            "[incidents.investigation]",
        ]
    )
    | st.tuples(st.sampled_from([*SPANS, *SHARES, *SEVERITIES]), VALUES).map(" = ".join),
    max_size=6,
)


@pytest.mark.fuzz
@given(LINES.map("\n".join))
def test_any_table_is_settings_or_a_plain_refusal(text: str) -> None:
    with suppress(InputError):
        severity = parse(text).incidents.severity
        assert all(
            0 < share <= 1
            for share in (severity.sev1_failing, severity.sev2_failing, severity.sev2_slow)
        )
