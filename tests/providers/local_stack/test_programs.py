from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.providers.local_stack.programs import find_programs
from tools.servers import locate

NAMES = ("prometheus", "promtool", "alertmanager")


def install(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    return folder


def test_programs_on_path_come_first(tmp_path: Path) -> None:
    on_path = install(tmp_path / "bin", *NAMES)
    install(tmp_path / "cache" / "servers" / "bin", *NAMES)
    environ = {"PATH": str(on_path), "MIDWATCH_CACHE": str(tmp_path / "cache")}
    assert find_programs(environ).prometheus == on_path / "prometheus"


def test_debian_calls_alertmanager_otherwise(tmp_path: Path) -> None:
    on_path = install(tmp_path, "prometheus", "promtool", "prometheus-alertmanager")
    found = find_programs({"PATH": str(on_path)})
    assert found.alertmanager == on_path / "prometheus-alertmanager"


@pytest.mark.parametrize(
    ("variable", "below"),
    [
        pytest.param("MIDWATCH_CACHE", "", id="its own variable names the cache itself"),
        pytest.param("XDG_CACHE_HOME", "midwatch", id="the user's caches"),
        pytest.param("HOME", ".cache/midwatch", id="the home folder"),
    ],
)
def test_programs_are_found_where_make_servers_unpacks_them(
    tmp_path: Path, variable: str, below: str
) -> None:
    unpacked = install(tmp_path / below / "servers" / "bin", *NAMES)
    environ = {"PATH": "", variable: str(tmp_path)}
    assert find_programs(environ).promtool == unpacked / "promtool"
    environ["MIDWATCH_TEST_SERVERS"] = "download"
    assert locate("promtool", environ) == unpacked / "promtool"


def test_what_is_missing_is_named_with_how_to_get_it(tmp_path: Path) -> None:
    on_path = install(tmp_path, "prometheus")
    with pytest.raises(InputError) as refused:
        find_programs({"PATH": str(on_path), "HOME": str(tmp_path)})
    assert refused.value.why == "alertmanager, promtool: neither on PATH nor in the cache"
    assert "make servers" in refused.value.fix


def test_a_file_that_cannot_be_run_is_no_program(tmp_path: Path) -> None:
    unpacked = install(tmp_path / "servers" / "bin", *NAMES)
    (unpacked / "prometheus").chmod(0o644)
    with pytest.raises(InputError):
        find_programs({"PATH": "", "MIDWATCH_CACHE": str(tmp_path)})
