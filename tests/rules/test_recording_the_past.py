"""The past is recorded from a moment at which promtool does record it."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.slo.rules import recording_start
from tests.conftest import StartPrometheus

BLOCK_END = datetime(2026, 3, 1, 8, tzinfo=UTC)
"""promtool's blocks end at even hours."""
LENGTH = timedelta(hours=3)
RULES = "groups:\n- name: {name}\n  rules:\n  - record: one\n    expr: vector(1)\n"


@pytest.fixture(scope="module")
def url(start_prometheus: StartPrometheus) -> Iterator[str]:
    with start_prometheus() as server:
        yield server.url


@pytest.mark.parametrize("before_s", [0, 1, 15, 29])
def test_promtool_records_the_past_however_shortly_before_the_end_of_a_block_it_begins(
    before_s: int, url: str, promtool: Path, tmp_path: Path
) -> None:
    wanted = BLOCK_END - timedelta(seconds=before_s)
    start, end = (int(each.timestamp()) for each in (recording_start(wanted), wanted + LENGTH))
    flags = [f"--start={start}", f"--end={end}", "--eval-interval=30s", f"--url={url}"]
    files = ["a.yaml", "b.yaml", "c.yaml"]
    for file in files:
        (tmp_path / file).write_text(RULES.format(name=file))
    (tmp_path / "data/wal").mkdir(parents=True)  # `dump` wants one
    create = [
        str(promtool),
        "tsdb",
        "create-blocks-from",
        "rules",
        *flags,
        "--output-dir=data",
        *files,
    ]
    subprocess.run(create, cwd=tmp_path, check=True, capture_output=True)
    dump = [str(promtool), "tsdb", "dump", "data"]
    dumped = subprocess.run(dump, cwd=tmp_path, check=True, capture_output=True, text=True)
    times = [int(line.split()[-1]) / 1000 for line in dumped.stdout.splitlines()]
    assert times
    assert min(times) <= wanted.timestamp() + 30


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.timezones()))  # noqa: DTZ001 - bounds
def test_recording_starts_at_the_whole_hour_before(moment: datetime) -> None:
    start = recording_start(moment)
    assert start.timestamp() % 3600 == 0
    assert timedelta(0) <= moment - start < timedelta(hours=1)
