"""A secret reaches the line and nobody's eyes."""

from hypothesis import given
from hypothesis import strategies as st

from midwatch.providers._http.secret import Secret, redact


def test_a_secret_shows_stars_however_it_is_printed() -> None:
    secret = Secret("hunter22")
    assert "hunter22" not in f"{secret} {secret!r} {secret!s} {[secret]} {(secret,)}"
    assert secret.reveal() == "hunter22"


@given(
    secrets=st.lists(st.text(alphabet="abc*", min_size=1, max_size=8), max_size=4),
    text=st.text(alphabet="abcx ", max_size=60),
)
def test_no_text_repeats_a_secret_after_redaction(secrets: list[str], text: str) -> None:
    shown = redact(text, secrets)
    withheld = shown == "(withheld: it repeats a secret)"
    assert withheld or not any(secret in shown for secret in secrets if secret.strip("*"))


def test_a_text_without_a_secret_is_left_as_it_is() -> None:
    assert redact("connection refused", ["hunter22", ""]) == "connection refused"


def test_the_longer_of_two_secrets_goes_first_so_that_nothing_of_it_stays() -> None:
    assert redact("token-and-more", ["token", "token-and-more"]) == "***"


def test_a_secret_too_short_to_cut_out_takes_the_whole_text_with_it() -> None:
    assert redact("user abc is unknown", ["abc"]) == "(withheld: it repeats a secret)"
