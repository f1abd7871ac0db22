"""A change is one file in git memory, read back in order."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.domain.signals.change import Change
from midwatch.domain.units import TimeRange
from midwatch.store import changes
from midwatch.store.repository import Repository

NIGHT = datetime(2026, 3, 1, 2, 14, tzinfo=UTC)


def deployment(*, at: datetime = NIGHT, service: str = "web", summary: str = "v2") -> Change:
    return Change(at=at, service=service, kind="deployment", summary=summary)


def test_changes_are_read_back_oldest_first(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    later, earlier = deployment(at=NIGHT + timedelta(hours=1)), deployment()
    for change in (later, earlier):
        changes.append(repository, change)
    assert changes.read(repository) == (earlier, later)


def test_changes_are_read_by_service_and_span(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    meant = deployment()
    for change in (meant, deployment(service="api"), deployment(at=NIGHT - timedelta(days=1))):
        changes.append(repository, change)
    last_hour = TimeRange.ending(NIGHT, timedelta(hours=1))
    assert changes.read(repository, last_hour, "web") == (meant,)


def test_the_same_change_twice_is_one_file(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    assert changes.append(repository, deployment()) == changes.append(repository, deployment())
    assert len(changes.read(repository)) == 1


def test_two_changes_of_one_moment_have_two_files(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    paths = {changes.append(repository, deployment(summary=text)) for text in ("a", "b")}
    assert len(paths) == 2


def test_a_file_name_tells_the_time_in_utc_and_the_service() -> None:
    berlin = deployment(at=NIGHT.astimezone(timezone(timedelta(hours=1))), service="../a b")
    assert changes.path_of(berlin).startswith("changes/2026-03-01T02-14-00Z----a-b-")


def test_a_damaged_record_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "changes").mkdir()
    (tmp_path / "changes" / "x.yaml").write_text("at: now\nservice: [web]\n")
    with pytest.raises(InputError, match=r"changes/x\.yaml, line 2"):
        changes.read(Repository(tmp_path))


def test_without_records_there_are_none(tmp_path: Path) -> None:
    assert changes.read(Repository(tmp_path)) == ()
