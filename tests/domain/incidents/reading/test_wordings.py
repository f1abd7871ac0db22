"""Wordings that were written by others than the rules: how many are judged right, and how many too low."""

from pathlib import Path

from midwatch.domain.incidents.reading.judge import indications
from midwatch.domain.incidents.severity import IncidentSeverity, gravest

WORDINGS = Path(__file__).parent / "wordings_open.txt"
RIGHT, TOO_LOW = 0.90, 0.02
"""Shares that the rules reach on these; on wordings that nobody had seen they reach two thirds (docs, severity)."""


def judged() -> list[tuple[str, str, str]]:
    """Each wording: what it is due, what it gets, and its text."""
    found = []
    for line in WORDINGS.read_text(encoding="utf-8").splitlines():
        due, text, labelled = (part.strip() for part in line.split("|"))
        pairs = (part.strip().partition("=") for part in labelled.split(",") if part.strip())
        labels = {name: value for name, _, value in pairs}
        found.append((due, gravest(indications(text, labels)).value, text))
    return found


def test_most_wordings_are_judged_right() -> None:
    wrong = [each for each in judged() if each[0] != each[1]]
    assert 1 - len(wrong) / len(judged()) >= RIGHT, wrong


def test_hardly_any_wording_is_judged_too_low() -> None:
    too_low = [each for each in judged() if IncidentSeverity(each[1]) < IncidentSeverity(each[0])]
    assert len(too_low) / len(judged()) <= TOO_LOW, too_low


def test_none_is_off_by_more_than_two_steps() -> None:
    far = [
        each
        for each in judged()
        if abs(IncidentSeverity(each[1]).rank - IncidentSeverity(each[0]).rank) > 2
    ]
    assert [each for each in far if each[0] != "none"] == []
