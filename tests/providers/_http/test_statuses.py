"""Every status that is no success means something to a person."""

import pytest

from midwatch.domain.errors import SourceError, SourceFailed, SourceRefused, SourceTimeout
from midwatch.providers._http.attempt import Attempt
from midwatch.providers._http.statuses import MEANINGS, refusal

ATTEMPT = Attempt.of("list series", "main", "https://metrics.example", ["hunter22"])


@pytest.mark.parametrize(
    ("status", "expected", "fix"),
    [
        (301, SourceRefused, "login page needs a token"),
        (400, SourceRefused, "what its answer names"),
        (401, SourceRefused, "user and password or a token"),
        (403, SourceRefused, "right to read"),
        (404, SourceRefused, "path prefix"),
        (405, SourceRefused, "POST and GET"),
        (418, SourceRefused, "what its answer names"),
        (429, SourceRefused, "have the limit raised"),
        (500, SourceFailed, "log"),
        (502, SourceFailed, "behind its proxy"),
        (503, SourceFailed, "try again"),
        (504, SourceTimeout, "ask for less"),
        (507, SourceFailed, "log"),
        (199, SourceFailed, "url"),
    ],
)
def test_a_status_says_what_why_and_how_to_fix_it(
    status: int, expected: type[SourceError], fix: str
) -> None:
    error = refusal(status, ATTEMPT, "no luck")
    assert type(error) is expected
    assert error.what == "list series at source “main” (https://metrics.example)"
    assert error.why.startswith(f"status {status}: ")
    assert error.why.endswith("(it says: no luck)")
    assert fix in error.fix


@pytest.mark.parametrize("meaning", MEANINGS.values(), ids=map(str, MEANINGS))
def test_no_meaning_is_left_empty(meaning: object) -> None:
    assert all(getattr(meaning, part) for part in ("error", "why", "fix"))


@pytest.mark.parametrize("more", ["x" * 1_000, "\u202e" * 300], ids=["long", "longer when escaped"])
def test_the_sources_words_are_bounded_printable_and_without_our_secrets(more: str) -> None:
    error = refusal(401, ATTEMPT, f"\x1b[31mhunter22 is no password\n{more}")
    assert "hunter22" not in error.why
    assert "\x1b" not in error.why
    assert len(error.why) < 400


def test_a_silent_source_is_not_quoted() -> None:
    assert "says" not in refusal(500, ATTEMPT, "  ").why


def test_the_password_of_an_address_that_a_source_names_is_not_repeated() -> None:
    error = refusal(302, ATTEMPT, "go to https://user:secret@login.example/form")
    assert "secret" not in error.why
    assert "@login.example/form" in error.why
