"""A secret is read where the settings say it lies, and never shown."""

from collections.abc import Callable
from pathlib import Path

import pytest

from midwatch.bootstrap.settings.model import SecretKind, SecretReference
from midwatch.bootstrap.settings.secret_places import look_up
from midwatch.domain.errors import InputError
from midwatch.store.files import read_text


def reading(root: Path) -> Callable[[Path], str]:
    return lambda path: read_text(root / path)


def test_a_secret_comes_from_the_environment() -> None:
    reference = SecretReference(SecretKind.ENVIRONMENT, "TOKEN", "sources.main.token")
    assert look_up(reference, {"TOKEN": "abc"}, str) == "abc"


def test_a_secret_comes_from_a_file_without_its_last_newline(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("abc\n")
    reference = SecretReference(SecretKind.FILE, "token", "sources.main.token")
    assert look_up(reference, {}, reading(tmp_path)) == "abc"


MISSING = {
    "a variable that is not set": (SecretKind.ENVIRONMENT, "TOKEN", "not set", "export TOKEN"),
    "a file that is not there": (SecretKind.FILE, "nowhere", "not there", "check the name"),
    "a file that is empty": (SecretKind.FILE, "empty", "empty", "write the secret into"),
}


@pytest.mark.parametrize("case", MISSING)
def test_a_missing_secret_is_named_by_its_place(case: str, tmp_path: Path) -> None:
    kind, name, why, fix = MISSING[case]
    (tmp_path / "empty").write_text("\n")
    reference = SecretReference(kind, name, "sources.main.token")
    with pytest.raises(InputError, match=r"sources\.main\.token refers to") as refusal:
        look_up(reference, {}, reading(tmp_path))
    assert why in refusal.value.why
    assert fix in refusal.value.fix
