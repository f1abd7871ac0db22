import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.formats.service_file.parse import parse
from midwatch.store import changes, git
from midwatch.store.repository import Repository
from midwatch.workflows.demo.request import DemoRequest
from midwatch.workflows.demo.shop import SERVICES, ShopService
from midwatch.workflows.demo.telemetry import generate
from midwatch.workflows.demo.walk import CAPTURE, STEPS, Talk, demo_folder, service_text, walk

NOW = datetime(2026, 11, 23, 12, 3, 11, tzinfo=UTC)


class Shell:
    """Takes the commands instead of the command line, and shows them in the order of everything shown."""

    def __init__(self, *, failing: str = "") -> None:
        self.shown: list[str] = []
        self.talked: list[str] = []
        self._failing = failing

    def run(self, arguments: tuple[str, ...]) -> int:
        self.shown.append(f"<output of {' '.join(arguments[:2])}>")
        return 4 if self._failing in arguments else 0

    @property
    def talk(self) -> Talk:
        return Talk(show=self.shown.append, progress=self.talked.append)


def go(root: Path, shell: Shell, seed: int = 7) -> int:
    request = DemoRequest(output=root.name, seed=seed)
    return walk(request, root=root, now=NOW, run_command=shell.run, talk=shell.talk)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Shell]:
    root, shell = tmp_path_factory.mktemp("walk") / "midwatch-demo", Shell()
    assert go(root, shell) == 0
    return root, shell


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


def test_each_command_is_shown_with_its_reason_before_its_output(
    walked: tuple[Path, Shell],
) -> None:
    shown = "\n".join(walked[1].shown)
    places = []
    for step in STEPS:
        parts = (step.why, f"$ {step.line}", f"<output of {' '.join(step.arguments[:2])}>")
        places += [shown.index(part) for part in parts]
    assert places == sorted(places)


def test_the_walk_goes_from_init_to_status(walked: tuple[Path, Shell]) -> None:
    del walked
    verbs = [" ".join(step.arguments[: 1 + (step.arguments[0] == "slo")]) for step in STEPS]
    assert verbs == ["init", "slo new", "slo check", "slo compile", "slo status"]


def test_the_folder_is_a_repository_of_its_own(walked: tuple[Path, Shell]) -> None:
    assert git.repository_root(walked[0]) == walked[0].resolve()


def test_the_capture_is_the_seed_s_telemetry_up_to_now(walked: tuple[Path, Shell]) -> None:
    text = gzip.decompress((walked[0] / CAPTURE).read_bytes()).decode()
    assert text.endswith("# EOF\n")
    assert f" {NOW.timestamp():.0f}\n" in text
    assert 'http_requests_total{job="payments",code="503"} ' in text


def test_every_service_but_the_new_one_has_its_file(walked: tuple[Path, Shell]) -> None:
    written = {path.stem for path in (walked[0] / "slos").iterdir()}
    assert written == {service.name for service in SERVICES} - {"api"}


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: str(service.name))
def test_service_files_are_sound(service: ShopService) -> None:
    read = parse(service_text(service), f"slos/{service.name}.yaml")
    assert read.findings == ()
    assert read.declaration is not None
    assert read.declaration.service == service.name
    names = [objective.name for objective in read.declaration.objectives]
    assert names == list(service.objectives)


def test_payments_stands_on_the_database(walked: tuple[Path, Shell]) -> None:
    text = (walked[0] / "slos" / "payments.yaml").read_text()
    assert "depends_on: [database]\n" in text


def test_the_changes_of_the_month_are_in_the_feed(walked: tuple[Path, Shell]) -> None:
    assert set(changes.read(Repository(walked[0]))) == set(generate(7, NOW).changes)


def test_walking_again_in_the_same_folder_gives_the_same_files(tmp_path: Path) -> None:
    root = tmp_path / "demo"
    go(root, Shell())
    before = files(root)
    assert go(root, Shell()) == 0
    assert files(root) == before


def test_a_person_s_folder_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thesis.md").write_text("mine\n")
    shell = Shell()
    with pytest.raises(InputError, match="leave"):
        go(tmp_path, shell)
    assert files(tmp_path) == {"thesis.md": b"mine\n"}
    assert shell.shown == []


def test_the_first_command_that_fails_ends_the_walk_with_its_status(tmp_path: Path) -> None:
    shell = Shell(failing="check")
    assert go(tmp_path / "demo", shell) == 4
    assert shell.shown[-1] == "<output of slo check>"
    assert not demo_folder(tmp_path / "demo").is_ours()


def test_what_takes_longer_is_announced_beside_the_answer(walked: tuple[Path, Shell]) -> None:
    assert walked[1].talked == ["Making 30 days of telemetry for six services …"]
