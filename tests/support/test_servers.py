"""Real servers start, answer, and are gone afterwards."""

import json
import os
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import StartAlertmanager, StartPrometheus
from tests.support.servers import RunningServer, ServerDidNotStart, program

NOON = 1_750_000_000
HISTORY = "\n".join(
    [
        "# TYPE requests counter",
        *(f"requests_total {60 * minute} {NOON - 3600 + 60 * minute}" for minute in range(61)),
        "# EOF",
        "",
    ]
)
ROUTE = "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n"
ALWAYS = "groups: [{name: g, rules: [{alert: Always, expr: vector(1)}]}]\n"


def ask(server: RunningServer, path: str, **parameters: str) -> Any:  # noqa: ANN401 - JSON
    query = urllib.parse.urlencode(parameters)
    with urllib.request.urlopen(f"{server.url}{path}?{query}", timeout=10) as answer:  # noqa: S310 - loopback
        return json.load(answer)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_prometheus_answers_from_backfilled_history_and_is_gone_afterwards(
    start_prometheus: StartPrometheus,
    backfill_openmetrics: Callable[[str | Path, Path], None],
    tmp_path: Path,
) -> None:
    backfill_openmetrics(HISTORY, tmp_path / "data")
    with start_prometheus(tsdb_dir=tmp_path / "data") as server:
        assert is_alive(server.pid)
        answer = ask(server, "/api/v1/query", query="increase(requests_total[30m])", time=str(NOON))
        assert float(answer["data"]["result"][0]["value"][1]) == pytest.approx(1800)
    assert not is_alive(server.pid)


def test_prometheus_loads_the_rules_it_is_given(start_prometheus: StartPrometheus) -> None:
    with start_prometheus(rules={"always.yaml": ALWAYS}) as server:
        groups = ask(server, "/api/v1/rules")["data"]["groups"]
    assert [rule["name"] for group in groups for rule in group["rules"]] == ["Always"]


def test_a_configuration_that_prometheus_refuses_is_told_with_its_words(
    start_prometheus: StartPrometheus,
) -> None:
    with (
        pytest.raises(ServerDidNotStart, match="no_such_key"),
        start_prometheus(config="no_such_key: 1\n"),
    ):
        pass


def test_alertmanager_starts_alone_and_is_gone_afterwards(
    start_alertmanager: StartAlertmanager,
) -> None:
    with start_alertmanager(config=ROUTE) as server:
        assert ask(server, "/api/v2/status")["cluster"]["status"] == "disabled"
    assert not is_alive(server.pid)


def test_promtool_and_amtool_run(promtool: Path, amtool: Path) -> None:
    for tool in (promtool, amtool):
        assert subprocess.run([tool, "--version"], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("promised", "outcome"), [("", pytest.skip.Exception), ("download", pytest.fail.Exception)]
)
def test_a_missing_server_skips_a_test_unless_servers_were_promised(
    promised: str,
    outcome: type[BaseException],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("MIDWATCH_CACHE", str(tmp_path))
    monkeypatch.setenv("MIDWATCH_TEST_SERVERS", promised)
    with pytest.raises(outcome):
        program("promtool")
