"""Made-up labels are labels that the selector accepts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.formats.promtool.sample_labels import NoSampleError, labels_beside, labels_for

CODES = ["5..", "[45]..", "4..|5..", "500|502", "Unknown|Internal", ".*", ".+", "5[0-9]{2}|x"]


@pytest.mark.parametrize("pattern", CODES)
def test_a_label_is_found_for_every_usual_pattern(pattern: str) -> None:
    selector = Selector("m", (Matcher("code", pattern, MatchOperator.REGEX),))
    assert selector.accepts("m", labels_for(selector))


@pytest.mark.parametrize("pattern", CODES[:5])
def test_good_events_avoid_what_is_bad(pattern: str) -> None:
    valid = Selector("m", (Matcher("job", "a"), Matcher("code", "", MatchOperator.NOT_EQUAL)))
    bad = valid.where(Matcher("code", pattern, MatchOperator.REGEX))
    labels = labels_beside(valid, bad)
    assert valid.accepts("m", labels)
    assert not bad.accepts("m", labels)


def test_a_contradiction_is_told() -> None:
    with pytest.raises(NoSampleError, match="code"):
        labels_for(Selector("m", (Matcher("code", "a"), Matcher("code", "b"))))


@given(st.lists(st.builds(Matcher, st.sampled_from("abc"), st.text(max_size=5)), max_size=3))
def test_equal_labels_are_taken_as_they_are(matchers: list[Matcher]) -> None:
    selector = Selector("m", tuple({m.label: m for m in matchers}.values()))
    assert selector.accepts("m", labels_for(selector))
