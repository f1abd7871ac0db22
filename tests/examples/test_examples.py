"""Every example is what the tool writes today, and Prometheus' and Alertmanager's own tools accept all of it."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from midwatch.domain.notification import NotificationPlan, PagerDutyChannel, SlackChannel
from midwatch.store import catalogue
from midwatch.store.repository import Repository
from midwatch.workflows.slo.compile import CompileRequest, write_compiled
from midwatch.workflows.slo.loading import load, load_conventions
from tests.support.golden import Golden

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = sorted(path.name for path in EXAMPLES.iterdir() if (path / "slos").is_dir())
PLAN = NotificationPlan(
    page=(PagerDutyChannel(routing_key_file="/run/secrets/pagerduty"),),
    ticket=(SlackChannel(webhook_file="/run/secrets/slack", channel="#tickets"),),
)


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Path:
    return EXAMPLES / str(request.param)


def compiled(case: Path, folder: Path) -> Path:
    """The example's input, compiled in a folder of its own."""
    shutil.copytree(case, folder / "case")
    repository = Repository(folder / "case")
    texts = repository.service_texts(repository.slo_paths())
    conventions, _ = load_conventions(catalogue.load("conventions", None))
    loaded = load(texts, conventions, None, datetime(2026, 3, 1, tzinfo=UTC))
    assert [finding.what for finding in loaded.findings] == []
    services = {one.file.path: one.service for one in loaded.files if one.service is not None}
    request = CompileRequest(prometheus_rule=True)
    write_compiled(request, repository=repository, services=services, plan=PLAN)
    return folder / "case"


def test_an_example_is_what_the_tool_writes(case: Path, tmp_path: Path, golden: Golden) -> None:
    golden(compiled(case, tmp_path), case)


def test_compiling_twice_changes_nothing(case: Path, tmp_path: Path) -> None:
    repository = Repository(compiled(case, tmp_path))
    texts = repository.service_texts(repository.slo_paths())
    conventions, _ = load_conventions(catalogue.load("conventions", None))
    loaded = load(texts, conventions, None, datetime(2027, 3, 1, tzinfo=UTC))
    services = {one.file.path: one.service for one in loaded.files if one.service is not None}
    request = CompileRequest(prometheus_rule=True)
    result = write_compiled(request, repository=repository, services=services, plan=PLAN)
    assert [file.path for file in result.files if file.changed] == []


@pytest.mark.timeout(300)
def test_promtool_accepts_the_rules_of_an_example_and_their_tests_pass(
    case: Path, promtool: Path
) -> None:
    rules = sorted((case / "alerts").glob("*-slo.yaml")) + sorted(
        (case / "alerts").glob("*meta.yaml")
    )
    tests = sorted((case / "alerts").glob("*_test.yaml"))
    backfill = sorted((case / "alerts/backfill").glob("*.yaml"))
    assert len(rules) == len(backfill) + 1
    assert len(tests) == len(rules) + len(backfill)  # those of the watch need no days
    _passes([str(promtool), "check", "rules", *map(str, (*rules, *backfill))])
    _passes([str(promtool), "test", "rules", *map(str, tests)])


def test_amtool_accepts_the_configuration_of_an_example(case: Path, amtool: Path) -> None:
    _passes([str(amtool), "check-config", str(case / "alertmanager/alertmanager.yml")])


def _passes(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
