"""A change is recorded once, validated, in the name of who made it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.domain.signals.change import Change
from midwatch.store import changes
from midwatch.store.repository import Repository
from midwatch.workflows.change.record import RecordRequest, record

REQUEST = RecordRequest(
    service="payments",
    summary="v2.3.1 to production",
    at=datetime(2026, 3, 1, 2, 14, 0, 5, tzinfo=UTC),
    actor="oncall@example.org",
    version="v2.3.1",
    link="https://ci.example.org/77",
)


def test_a_change_is_written_to_the_second_and_read_back(tmp_path: Path) -> None:
    done = record(REQUEST, repository=Repository(tmp_path))
    expected = Change(
        at=datetime(2026, 3, 1, 2, 14, tzinfo=UTC),
        service="payments",
        kind="deployment",
        summary="v2.3.1 to production",
        version="v2.3.1",
        actor="oncall@example.org",
        link="https://ci.example.org/77",
    )
    assert done.change == expected
    assert changes.read(Repository(tmp_path)) == (expected,)
    assert (tmp_path / done.path).is_file()


KNOWN = {
    "a service with a file is known": ("slos/payments.yaml", True, None),
    "a name that is nearly known is told": ("slos/payment.yaml", False, "payment"),
    "another name is just not known": ("slos/web.yaml", False, None),
}


@pytest.mark.parametrize("case", KNOWN)
def test_the_service_is_compared_with_the_files(case: str, tmp_path: Path) -> None:
    path, known, near = KNOWN[case]
    (tmp_path / "slos").mkdir()
    (tmp_path / path).write_text("")
    done = record(REQUEST, repository=Repository(tmp_path))
    assert (done.known, done.nearest_service) == (known, near)


REFUSED: dict[str, tuple[RecordRequest, str]] = {
    "capitals in a service": (replace(REQUEST, service="Payments"), "service's name"),
    "a path as a service": (replace(REQUEST, service="../etc"), "service's name"),
    "two words as a kind": (replace(REQUEST, kind="big bang"), "kind of change"),
    "an empty summary": (replace(REQUEST, summary=" "), "the summary"),
    "a page of summary": (replace(REQUEST, summary="x" * 501), "the summary"),
    "a terminal escape": (replace(REQUEST, summary="\x1b[31mred"), "the summary"),
    "two lines of version": (replace(REQUEST, version="a\nb"), "the version"),
    "a link with a password": (
        replace(REQUEST, link="https://user:secret@ci.example.org/77"),
        "the link “https://.* holds a user or a password",
    ),
    "a summary with a password": (
        replace(REQUEST, summary="see https://user:secret@ci.example.org/77"),
        "the summary .* holds a user or a password",
    ),
    "a link that turns text around": (replace(REQUEST, link="https://a/\u202egpj"), "no link"),
    "a link that is none": (replace(REQUEST, link="javascript:alert(1)"), "no link"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_recorded_is_refused_and_nothing_is_written(
    case: str, tmp_path: Path
) -> None:
    request, said = REFUSED[case]
    with pytest.raises(InputError, match=said) as refusal:
        record(request, repository=Repository(tmp_path))
    assert "\x1b" not in refusal.value.what
    assert "secret@" not in refusal.value.what
    assert refusal.value.fix
    assert list(tmp_path.iterdir()) == []
