"""What is written is compared with what is loaded, rule by rule."""

from dataclasses import replace
from datetime import timedelta

import pytest

from midwatch.domain.slo.rulebook.rules_in_force import RuleIdentity, RuleInForce, RuleKind, compare

ALERT = RuleInForce(
    identity=RuleIdentity(
        kind=RuleKind.ALERT,
        name="ErrorBudgetBurn",
        labels=(("objective", "availability"), ("service", "web"), ("slo", "web-availability")),
    ),
    expression="up == 0",
    hold=timedelta(minutes=5),
    annotations=(("summary", "it burns"),),
)
RECORDING = RuleInForce(
    identity=RuleIdentity(
        kind=RuleKind.RECORDING, name="midwatch:bad_events:increase", labels=(("window", "5m"),)
    ),
    expression="up",
)
THEIRS = RuleInForce(
    identity=RuleIdentity(kind=RuleKind.ALERT, name="DiskFull", labels=(("team", "a"),)),
    expression="vector(1)",
)


def test_rules_that_are_loaded_as_written_agree() -> None:
    found = compare([ALERT, RECORDING], [RECORDING, ALERT, THEIRS])
    assert found.agreed == 2
    assert (found.missing, found.different, found.extra, found.failing) == ((), (), (), ())


def test_a_rule_that_is_not_loaded_is_missing() -> None:
    found = compare([ALERT, RECORDING], [ALERT])
    assert found.missing == (RECORDING,)
    assert found.agreed == 1


DIFFERENT = {
    "another expression": replace(ALERT, expression="up == 1"),
    "another time to hold": replace(ALERT, hold=timedelta(minutes=1)),
    "another annotation": replace(ALERT, annotations=()),
}


@pytest.mark.parametrize("case", DIFFERENT)
def test_a_rule_that_says_something_else_is_different(case: str) -> None:
    found = compare([ALERT], [DIFFERENT[case]])
    assert found.different == (ALERT,)
    assert (found.agreed, found.missing, found.extra) == (0, (), ())


def test_a_rule_that_is_loaded_twice_agrees_where_one_of_them_does() -> None:
    assert compare([ALERT], [replace(ALERT, expression="old"), ALERT]).agreed == 1


def test_a_generated_rule_that_nobody_writes_any_more_is_extra() -> None:
    found = compare([], [ALERT, RECORDING, THEIRS])
    assert found.extra == (ALERT, RECORDING)


def test_a_rule_of_ours_whose_evaluation_fails_is_told() -> None:
    failing = replace(ALERT, fault="many-to-many matching")
    assert compare([ALERT], [failing, replace(THEIRS, fault="theirs")]).failing == (failing,)


def test_a_rule_names_its_service() -> None:
    assert (ALERT.service, THEIRS.service) == ("web", None)
