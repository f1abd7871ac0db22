"""Texts are read with bounds; many files are written in full or not at all."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from midwatch.domain.errors import InputError
from midwatch.store.files import MEBIBYTE, make_folder, read_text, write_atomically


def listing(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


UNREADABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a missing file": (lambda _: None, "it is not there"),
    "a folder": (lambda path: path.mkdir(), "it is a folder"),
    "a pipe": (os.mkfifo, "it is a pipe"),
    "a link to a device": (lambda path: path.symlink_to("/dev/zero"), "leads out of"),
    "a link that names itself": (lambda path: path.symlink_to(path.name), "in a circle"),
    "a link out of the root": (lambda path: path.symlink_to("../outside"), "leads out of"),
    "a broken link": (lambda path: path.symlink_to("nowhere"), "it is not there"),
    "Latin-1 text": (
        lambda path: path.write_bytes(b"a: 1\nb: caf\xe9\n"),
        "byte 0xe9 at offset 11",
    ),
    "50 MB": (lambda path: path.write_bytes(b"#" * 50_000_000), "larger than 5 MiB"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_is_an_error_that_says_why_and_how_to_fix_it(
    case: str, tmp_path: Path
) -> None:
    make, why = UNREADABLE[case]
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "outside").write_text("secret")
    make(root / "slo.yaml")
    with pytest.raises(InputError) as refusal:
        read_text("slo.yaml", root=root)
    assert why in refusal.value.why
    assert "slo.yaml" in refusal.value.what
    assert refusal.value.fix


@pytest.mark.parametrize(
    "path", ["../outside", "a/../../outside", "/etc/hostname", "a\0b", "x" * 300]
)
def test_a_path_that_leaves_the_root_or_is_none_is_refused(path: str, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("secret")
    root = tmp_path / "root"
    root.mkdir()
    for attempt in (lambda: read_text(path, root=root), lambda: write_atomically(root, {path: ""})):
        with pytest.raises(InputError):
            attempt()
    assert (tmp_path / "outside").read_text() == "secret"


def test_a_name_with_terminal_escapes_is_shown_harmless(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refusal:
        read_text("\x1b[31mred", root=tmp_path)
    assert "\x1b" not in refusal.value.what
    assert "\\x1b[31mred" in refusal.value.what


def test_the_line_of_what_is_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"one\ntwo\nthr\xff\n")
    with pytest.raises(InputError, match=r"a\.yaml, line 3"):
        read_text("a.yaml", root=tmp_path)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_text("a.yaml", root=tmp_path) == "a: 1\n"


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * MEBIBYTE)
    assert len(read_text("a", root=tmp_path, limit=MEBIBYTE)) == MEBIBYTE


def test_only_what_changed_is_written_and_told(tmp_path: Path) -> None:
    assert write_atomically(tmp_path, {"b/c.txt": "1", "a.txt": b"2"}) == ("a.txt", "b/c.txt")
    before = (tmp_path / "a.txt").stat()
    assert write_atomically(tmp_path, {"b/c.txt": "3", "a.txt": "2"}) == ("b/c.txt",)
    after = (tmp_path / "a.txt").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert listing(tmp_path) == ["a.txt", "b", "b/c.txt"]


def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "a.sh").write_text("old")
    (tmp_path / "a.sh").chmod(0o754)
    write_atomically(tmp_path, {"a.sh": "new"})
    assert (tmp_path / "a.sh").stat().st_mode & 0o7777 == 0o754


def test_a_link_inside_the_root_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_atomically(tmp_path, {"link.txt": "new"})
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


HELD_UP = {
    "a folder where a file should go": {"a.txt": "new", "made/b.txt": "new", "slos": "new"},
    "a file where a folder should be": {"a.txt": "new", "made/b.txt": "new", "a.txt/c": "new"},
    "a path out of the root": {"a.txt": "new", "made/b.txt": "new", "../c.txt": "new"},
    "a path that names nothing": {"a.txt": "new", "made/b.txt": "new", "": "new"},
    "a name that is too long": {"a.txt": "new", "made/b.txt": "new", "z" * 256: "new"},
}


@pytest.mark.parametrize("case", HELD_UP)
def test_after_an_error_everything_is_as_before(case: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "slos").mkdir(parents=True)
    (root / "a.txt").write_text("old")
    with pytest.raises(InputError):
        write_atomically(root, HELD_UP[case])
    assert listing(tmp_path) == ["root", "root/a.txt", "root/slos"]
    assert (root / "a.txt").read_text() == "old"


def test_what_a_crash_left_is_cleared_by_the_next_write(tmp_path: Path) -> None:
    (tmp_path / ".midwatch-new-1-0.tmp").write_text("half")
    write_atomically(tmp_path, {"a.txt": "1"})
    assert listing(tmp_path) == ["a.txt"]


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    make_folder(tmp_path / "b" / "c")
    make_folder(tmp_path / "b" / "c")
    with pytest.raises(InputError, match="make the folder"):
        make_folder(tmp_path / "a" / "b")


NAMES = st.text("abc", min_size=1, max_size=3).map(lambda name: f"{name}.txt")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(NAMES, st.text(st.characters(exclude_categories=["Cs"]))))
def test_what_was_written_is_read_back(tmp_path: Path, texts: dict[str, str]) -> None:
    write_atomically(tmp_path, texts)
    assert {name: read_text(name, root=tmp_path) for name in texts} == {
        name: text.removeprefix("\ufeff") for name, text in texts.items()
    }
    assert write_atomically(tmp_path, texts) == ()
