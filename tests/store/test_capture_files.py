"""Telemetry in files: what is found, opened, unpacked and kept, and what is refused."""

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.formats.capture import openmetrics
from midwatch.formats.capture.table import TableMapping
from midwatch.store import capture_files
from midwatch.store.capture_cache import ColumnCache
from midwatch.store.capture_files import WORTH_KEEPING, load

TEXT = b"# TYPE up gauge\nup 1 60\nup 0 120\n# EOF\n"
BIG = b"".join(b"up %d %d\n" % (n % 2, n) for n in range(40_000)) + b"# EOF\n"

PACKED = gzip.compress(TEXT, mtime=0)


def told(root: Path, *paths: str) -> dict[str, list[float]]:
    return {each.metric: each.values.tolist() for each in load(paths, root=root).series}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("up.om", TEXT),
        ("up.txt", TEXT),
        ("up.om.gz", PACKED),
        ("packed-and-not-said-so.om", PACKED),
        ("up.prom", b"up 1 60000000000\nup 0 120000000000\n"),
        ("up.prom.gz", gzip.compress(b"up 1 60000000000\nup 0 120000000000\n", mtime=0)),
        ("up.csv", b"timestamp,up\n60,1\n120,0\n"),
        ("up.csv.gz", gzip.compress(b"timestamp,up\n60,1\n120,0\n", mtime=0)),
    ],
)
def test_the_ending_tells_what_a_file_is(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert told(tmp_path, name) == {"up": [1.0, 0.0]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "telemetry" / "old.om").mkdir(parents=True)
    (tmp_path / "telemetry" / "a.om").write_bytes(b"a 1 1\n# EOF\n")
    (tmp_path / "telemetry" / "b.csv").write_bytes(b"timestamp,b\n1,2\n")
    (tmp_path / "telemetry" / ".hidden.om").write_bytes(b"nonsense")
    (tmp_path / "telemetry" / "README.md").write_bytes(b"nonsense")
    return tmp_path


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        pytest.param(["telemetry"], ["a", "b"], id="a folder is its files of telemetry"),
        pytest.param(["telemetry/"], ["a", "b"], id="with a slash"),
        pytest.param(["telemetry/*.om"], ["a"], id="a glob"),
        pytest.param(["**/*.csv"], ["b"], id="a glob through folders"),
        pytest.param(["telemetry/b.csv", "telemetry"], ["a", "b"], id="each file once"),
    ],
)
def test_paths_are_files_folders_and_globs(
    folder: Path, paths: list[str], expected: list[str]
) -> None:
    assert sorted(told(folder, *paths)) == expected


def test_a_series_that_two_files_hold_is_one(tmp_path: Path) -> None:
    (tmp_path / "monday.om").write_bytes(b"up 1 60\nup 1 120\n# EOF\n")
    (tmp_path / "tuesday.om").write_bytes(b"up 1 120\nup 0 180\n# EOF\n")
    assert told(tmp_path, "*.om") == {"up": [1.0, 1.0, 0.0]}


def test_a_mapping_explains_tables(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"when,ok\n60,1\n")
    mapping = TableMapping(time="when", columns={"ok": "up"})
    assert load(["t.csv"], root=tmp_path, mapping=mapping).series[0].metric == "up"


@pytest.mark.parametrize(
    ("name", "content", "what", "why"),
    [
        pytest.param("x.om", b"up 1 60\n", "read x.om, line 1", "ends here without", id="cut off"),
        pytest.param("x.om", b"", "read x.om", "ends here without", id="empty file"),
        pytest.param("x.om", b"\xff 1 2\n", "read x.om, line 1", "not UTF-8", id="not UTF-8"),
        pytest.param("x.om.gz", TEXT, "unpack x.om.gz", "no gzip file", id="not packed"),
        pytest.param("x.om.gz", PACKED[:-9], "unpack x.om.gz", "damaged", id="half packed"),
        pytest.param("x.om.gz", PACKED[:12] + b"\0" * 40, "unpack x.om.gz", "damaged", id="damaged"),
        pytest.param("x.csv", b"a,b\n", "read x.csv, line 1", "“timestamp”", id="table without times"),
        pytest.param("x.parquet", b"", "read x.parquet", "its ending tells no format", id="other ending"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_file(
    tmp_path: Path, name: str, content: bytes, what: str, why: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as raised:
        load([name], root=tmp_path)
    assert raised.value.what.startswith(what)
    assert why in raised.value.why
    assert raised.value.fix


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"read gone\.om") as raised:
        load(["gone.om"], root=tmp_path)
    assert raised.value.why == "it is not there"


@pytest.mark.parametrize("path", ["telemetry", "telemetry/*.om"])
def test_a_folder_without_telemetry_is_told(tmp_path: Path, path: str) -> None:
    (tmp_path / "telemetry").mkdir()
    with pytest.raises(InputError, match="no telemetry in telemetry") as raised:
        load([path], root=tmp_path)
    assert ".om" in raised.value.why


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("../secret.om", "it leads out of"),
        ("inside/../../secret.om", "it leads out of"),
        ("link.om", "it leads out of"),
        ("loop.om", "its symbolic links lead in a circle"),
        ("../*.om", "it leads out of"),
        ("a\0.om", "its name contains a NUL"),
        ("/etc/*.om", "it leads out of"),
    ],
)
def test_nothing_outside_of_the_root_is_opened(tmp_path: Path, path: str, why: str) -> None:
    root = tmp_path / "repository"
    (root / "inside").mkdir(parents=True)
    (tmp_path / "secret.om").write_bytes(TEXT)
    (root / "link.om").symlink_to(tmp_path / "secret.om")
    (root / "loop.om").symlink_to("loop.om")
    with pytest.raises(InputError) as raised:
        load([path], root=root)
    assert why in raised.value.why + raised.value.fix


def test_a_folder_with_a_circle_of_links_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "telemetry").mkdir()
    (tmp_path / "telemetry" / "a.om").symlink_to("b.om")
    (tmp_path / "telemetry" / "b.om").symlink_to("a.om")
    with pytest.raises(InputError, match=r"a\.om") as raised:
        load(["telemetry"], root=tmp_path)
    assert raised.value.why == "its symbolic links lead in a circle"


def test_a_pipe_is_refused_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.om")
    with pytest.raises(InputError, match=r"read pipe\.om") as raised:
        load(["pipe.om"], root=tmp_path)
    assert raised.value.why == "it is no regular file"


def test_a_name_with_terminal_escapes_is_shown_harmless(tmp_path: Path) -> None:
    (tmp_path / "\x1b[31m.om").write_bytes(b"nonsense\n")
    with pytest.raises(InputError) as raised:
        load(["\x1b[31m.om"], root=tmp_path)
    assert raised.value.what == "read \\x1b[31m.om, line 1"


def test_a_small_file_that_unpacks_into_a_huge_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture_files, "MAX_TEXT_BYTES", 5_000_000)
    (tmp_path / "x.om.gz").write_bytes(gzip.compress(b"\n" * 5_000_001))
    with pytest.raises(InputError, match=r"read x\.om\.gz") as raised:
        load(["x.om.gz"], root=tmp_path)
    assert "larger than" in raised.value.why


def test_a_file_of_50_mb_is_read(tmp_path: Path) -> None:
    line = b"up 1 %010d\n"
    (tmp_path / "big.om").write_bytes(b"".join(line % n for n in range(3_300_000)) + b"# EOF\n")
    assert (tmp_path / "big.om").stat().st_size > 50_000_000
    assert load(["big.om"], root=tmp_path).samples == 3_300_000


class CountedParses:
    """How often a text was parsed, not taken from the cache."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        parse = openmetrics.parse

        def counted(*args: object, **more: object) -> object:
            self.count += 1
            return parse(*args, **more)  # type: ignore[arg-type]  # passed on as they came

        monkeypatch.setattr(openmetrics, "parse", counted)


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> CountedParses:
    return CountedParses(monkeypatch)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A capture that was loaded once; its entry in the cache."""
    (tmp_path / "up.om").write_bytes(BIG)
    load(["up.om"], root=tmp_path, cache=ColumnCache(tmp_path))
    (entry,) = (tmp_path / ".midwatch" / "cache").iterdir()
    return entry


def again(root: Path, path: str = "up.om") -> list[float]:
    (series,) = load([path], root=root, cache=ColumnCache(root)).series
    values: list[float] = series.values.tolist()
    return values


def test_a_text_is_parsed_once_under_any_name(
    tmp_path: Path, kept: Path, parses: CountedParses
) -> None:
    (tmp_path / "up.om").rename(tmp_path / "renamed.om")
    assert again(tmp_path, "renamed.om") == [n % 2 for n in range(40_000)]
    assert (parses.count, kept.exists()) == (0, True)


def test_two_files_with_the_same_values_are_two_gauges_from_the_cache_too(tmp_path: Path) -> None:
    rows = "".join(f"{60 * n},{n}\n" for n in range(WORTH_KEEPING // 8))
    for name in ("cpu.csv", "load.csv"):
        (tmp_path / name).write_text(f"timestamp,value\n{rows}")
    for _ in range(2):
        found = load(["*.csv"], root=tmp_path, cache=ColumnCache(tmp_path))
        assert [series.metric for series in found.series] == ["cpu", "load"]


def test_columns_from_the_cache_are_those_of_the_text(tmp_path: Path) -> None:
    content = b'# TYPE x counter\nx_total{a="\\"\xc3\xa9\x00"} NaN 1.25\n' + BIG
    (tmp_path / "x.om").write_bytes(content)
    first, second = (load(["x.om"], root=tmp_path, cache=ColumnCache(tmp_path)) for _ in range(2))
    assert second.types == first.types == {"x": "counter"}
    for a, b in zip(first.series, second.series, strict=True):
        assert (a.metric, dict(a.labels)) == (b.metric, dict(b.labels))
        assert a.times.tobytes() == b.times.tobytes()
        assert a.values.tobytes() == b.values.tobytes()
        assert not b.values.flags.writeable


def test_another_text_is_parsed_though_its_name_size_and_time_are_the_same(
    tmp_path: Path, kept: Path, parses: CountedParses
) -> None:
    before = (tmp_path / "up.om").stat()
    (tmp_path / "up.om").write_bytes(BIG.replace(b"up 1 1\n", b"up 9 1\n"))
    os.utime(tmp_path / "up.om", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert again(tmp_path)[1] == 9
    assert (parses.count, kept.exists()) == (1, True)


def _flipped(entry: Path) -> None:
    content = bytearray(entry.read_bytes())
    content[len(content) // 2] ^= 1
    entry.write_bytes(content)


def _cut(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-100])


def _emptied(entry: Path) -> None:
    entry.write_bytes(b"")


def _of_something_else(entry: Path) -> None:
    entry.write_bytes(gzip.compress(b"{}", mtime=0))


@pytest.mark.parametrize("damage", [_flipped, _cut, _emptied, _of_something_else])
def test_a_damaged_entry_is_made_again(
    tmp_path: Path, kept: Path, parses: CountedParses, damage: Callable[[Path], None]
) -> None:
    damage(kept)
    assert again(tmp_path) == again(tmp_path) == [n % 2 for n in range(40_000)]
    assert parses.count == 1


def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_is_said(
    tmp_path: Path, parses: CountedParses
) -> None:
    (tmp_path / "up.om").write_bytes(BIG)
    (tmp_path / ".midwatch").write_bytes(b"a file where the folder should be")
    assert again(tmp_path) == again(tmp_path)
    assert parses.count == 2


def test_a_cache_that_leads_out_of_the_root_is_left_alone(
    tmp_path: Path, parses: CountedParses
) -> None:
    root = tmp_path / "repository"
    root.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (root / ".midwatch").symlink_to(tmp_path / "elsewhere")
    (root / "up.om").write_bytes(BIG)
    assert again(root) == again(root)
    assert (parses.count, list((tmp_path / "elsewhere").iterdir())) == (2, [])


def test_what_parses_in_no_time_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "up.om").write_bytes(TEXT)
    again(tmp_path)
    assert len(TEXT) < WORTH_KEEPING
    assert not (tmp_path / ".midwatch").exists()


def test_the_oldest_entries_go_when_there_are_too_many(
    tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("midwatch.store.capture_cache.KEPT_BYTES", kept.stat().st_size + 1000)
    os.utime(kept, (1, 1))
    (tmp_path / "up.om").write_bytes(BIG.replace(b"up 1 1\n", b"up 9 1\n"))
    again(tmp_path)
    entries = list(kept.parent.iterdir())
    assert len(entries) == 1
    assert entries != [kept]
