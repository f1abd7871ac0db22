"""Rule files are read as Prometheus reads them, and refused with a line where they are none."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.dialects.promql_canonical import canonical
from midwatch.domain.errors import InputError
from midwatch.domain.slo.rulebook.rules_in_force import RuleKind
from midwatch.formats import durations
from midwatch.formats.memory import rule_files

FILE = """\
groups:
  - name: web-fast
    interval: 30s
    rules:
      - record: midwatch:bad_events:increase
        expr: sum(increase(a[5m]))
        labels: {window: 5m, service: web}
      - alert: Burn
        expr: |
          up == 0
        for: 5m
        annotations:
          summary: it burns
"""


def test_every_rule_of_a_file_is_read() -> None:
    recording, alert = rule_files.parse(FILE, "alerts/web-slo.yaml")
    assert recording.identity.kind is RuleKind.RECORDING
    assert recording.identity.labels == (("service", "web"), ("window", "5m"))
    assert (alert.identity.kind, alert.identity.name) == (RuleKind.ALERT, "Burn")
    assert (alert.expression, alert.hold) == (canonical("up == 0"), timedelta(minutes=5))
    assert alert.annotations == (("summary", "it burns"),)
    assert alert.origin == "alerts/web-slo.yaml"


@pytest.mark.parametrize("text", ["", "groups:\n", "groups: []\n", "groups: [{name: a}]\n"])
def test_a_file_without_rules_has_none(text: str) -> None:
    assert rule_files.parse(text, "a.yaml") == ()


DAMAGED = {
    "no YAML": ("groups: [\n", "malformed"),
    "a list at the top": ("- a\n", "a mapping is expected"),
    "a rule that is a word": ("groups: [{rules: [a]}]\n", "a mapping is expected"),
    "rules that are a word": ("groups: [{rules: a}]\n", "a list is expected"),
    "a rule without an expression": ("groups: [{rules: [{alert: a}]}]\n", "has `expr`"),
    "a rule without a name": ("groups: [{rules: [{expr: a}]}]\n", "or `alert`"),
    "an odd span": ("groups: [{rules: [{alert: a, expr: b, for: soon}]}]\n", "no span of time"),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_what_is_no_rule_file_is_refused_with_its_line(case: str) -> None:
    text, why = DAMAGED[case]
    with pytest.raises(InputError, match=r"alerts/a\.yaml, line \d") as refusal:
        rule_files.parse(text, "alerts/a.yaml")
    assert why in refusal.value.why


LINES = st.lists(st.sampled_from([*FILE.splitlines(), "- a", "  for: [5m]", "&a [*a]", "rules: {"]))
KEYS = st.sampled_from(["groups", "rules", "alert", "record", "expr", "for", "labels", "name"])
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.just("5m"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=15,
)


@pytest.mark.fuzz
@given(st.text() | LINES.map("\n".join) | TREES.map(lambda tree: json.dumps({"groups": tree})))
def test_any_text_is_rules_or_a_plain_error(text: str) -> None:
    with suppress(InputError):
        assert all(rule.expression for rule in rule_files.parse(text, "alerts/a.yaml"))


WORDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=9)
PAIRS = st.dictionaries(WORDS, WORDS, max_size=3)


@pytest.mark.fuzz
@given(name=WORDS, hold=st.timedeltas(timedelta(0), timedelta(days=99)), labels=PAIRS, notes=PAIRS)
def test_what_a_rule_file_says_of_a_rule_is_read(
    name: str, hold: timedelta, labels: dict[str, str], notes: dict[str, str]
) -> None:
    said = {"alert": name, "expr": "up  == 0", "for": durations.render(hold), "labels": labels}
    text = json.dumps({"groups": [{"rules": [said | {"annotations": notes}]}]})
    (rule,) = rule_files.parse(text, "alerts/a.yaml")
    assert (rule.identity.kind, rule.identity.name) == (RuleKind.ALERT, name)
    assert (rule.expression, rule.hold) == (canonical("up == 0"), hold)
    assert (dict(rule.identity.labels), dict(rule.annotations)) == (labels, notes)
