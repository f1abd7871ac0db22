"""Every command on a page is one that Midwatch takes, and the walk says what its pages show."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
import yaml

from midwatch.entrypoints.cli.main import midwatch
from midwatch.workflows.demo.request import DemoRequest
from midwatch.workflows.demo.walk import STEPS, Talk, walk
from tests.architecture.sources import ROOT
from tests.cli import transcript
from tests.docs import pages

AT_TWO_AM = datetime(2026, 3, 1, 2, 14, tzinfo=UTC)
TUTORIAL = ROOT / "docs" / "tutorial" / "first-objective.md"
FIRST_LOOK = ROOT / "docs" / "tutorial" / "first-look.md"
A_NIGHT = ROOT / "docs" / "tutorial" / "a-night.md"
AFTERWARDS = "echo $?"
README = ROOT / "README.md"
ANYTHING = "…"
AFTER_DEPLOYMENT = ROOT / "docs" / "how-to" / "look-after-a-deployment.md"
SCRIPTED = re.compile(r"(?:- run: |^\s*)(midwatch [a-z].+?)(?= \|\| | && |[ \d]*>|$)", re.MULTILINE)
"""A command in a script, up to where the shell goes on."""


def commands(page: Path) -> Iterator[str]:
    """Every command of a page that Midwatch is to take: on a screen, in a script, and in a pipeline."""
    yield from (step.line for step in pages.steps(page) if step.line.startswith("midwatch "))
    for language in ("sh", "yaml"):
        for block in pages.blocks(page, language):
            yield from SCRIPTED.findall(block.replace("\\\n", ""))


COMMANDS = [(page, line) for page in pages.PAGES for line in commands(page)]


def parsed(line: str) -> click.Context:
    """The innermost command of a line with its arguments taken. Raises click's errors."""
    arguments = shlex.split(line)[1:]
    command: click.Command = midwatch
    context = click.Context(midwatch, info_name="midwatch")
    while isinstance(command, click.Group) and arguments:
        below = command.get_command(context, arguments.pop(0))
        assert below is not None, line
        command, context = below, click.Context(below, info_name=below.name, parent=context)
    return command.make_context(command.name, arguments, parent=context.parent)


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=lambda value: str(value)[-60:])
def test_midwatch_takes_every_command_of_the_pages(page: Path, line: str) -> None:
    assert parsed(line).command.name, pages.name_of(page)


def test_an_option_that_is_not_there_would_be_seen() -> None:
    with pytest.raises(click.NoSuchOption):
        parsed("midwatch slo check --no-such-option")


def ran(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *shlex.split(line)]
    environ = {"LANG": "C.UTF-8", "HOME": str(folder), "PATH": "/usr/bin:/bin", "COLUMNS": "100"}
    return subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, check=False
    )


def said_by(line: str, folder: Path) -> str:
    return ran(line, folder).stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The demo's folder as of a Sunday at 2 am, and what each step of the walk said."""
    root, said = tmp_path_factory.mktemp("demo"), dict[str, str]()

    def run(arguments: tuple[str, ...]) -> int:
        line = shlex.join(("midwatch", *arguments))
        said[line] = "\n" + said_by(line, root)
        return 0

    talk = Talk(show=lambda _: None, progress=lambda _: None)
    assert walk(DemoRequest(), root=root, now=AT_TWO_AM, run_command=run, talk=talk) == 0
    return root, said


def differs(shown: tuple[str, ...], said: str) -> list[str]:
    """The first part of what is shown that is not said where it should be; parts are parted by `…`."""
    rest, part = said.split("\n"), list[str]()
    for line in [*shown, ANYTHING]:
        if line != ANYTHING:
            part.append(line)
            continue
        places = range(len(rest) - len(part) + 1)
        found = next((at for at in places if rest[at : at + len(part)] == part), None)
        if found is None:
            return part
        rest, part = rest[found + len(part) :], []
    return []


def test_the_front_page_shows_what_the_demo_says(demo: tuple[Path, dict[str, str]]) -> None:
    _, said = demo
    shown = list(pages.steps(README))
    assert {step.line for step in shown} <= {step.line for step in STEPS}
    for step in shown:
        assert differs(step.said, said[step.line]) == [], step.line


def test_the_tutorial_shows_what_its_commands_say(demo: tuple[Path, dict[str, str]]) -> None:
    folder, _ = demo
    (file,) = (block for block in pages.blocks(TUTORIAL, "yaml") if "service: cache" in block)
    mistaken = file.replace("availability: 99.9%", "availabilty: 99,9%")
    shown = [step for step in pages.steps(TUTORIAL) if step.said]
    assert [step.line for step in shown if "slo check" in step.line] == [shown[0].line] * 2
    for number, step in enumerate(shown):
        (folder / "slos" / "cache.yaml").write_text(mistaken if number == 1 else file)
        assert differs(step.said, said_by(step.line, folder)) == [], step.line


def test_the_first_look_shows_what_its_commands_say_and_with_which_exit_status(
    demo: tuple[Path, dict[str, str]],
) -> None:
    folder, _ = demo
    status = 0
    for step in pages.steps(FIRST_LOOK):
        if step.line == AFTERWARDS:
            assert step.said == (str(status),)
            continue
        done = ran(step.line, folder)
        status = done.returncode
        assert differs(step.said, done.stdout + done.stderr) == [], step.line


def test_the_first_look_leaves_the_pictures_that_it_describes(
    demo: tuple[Path, dict[str, str]],
) -> None:
    folder, _ = demo
    written = [step for step in pages.steps(FIRST_LOOK) if "--output" in step.line]
    for step in written:
        ran(step.line, folder)
    assert (folder / "morning.png").read_bytes().startswith(b"\x89PNG")
    assert "unusual" in (folder / "morning.html").read_text()


def test_the_night_goes_as_its_page_says_by_the_clock_of_the_page(
    demo: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    folder = tmp_path / "night"
    shutil.copytree(demo[0], folder)
    status = "= 0"
    for now, step in pages.clocked_steps(A_NIGHT):
        if step.line == AFTERWARDS:
            assert step.said == (status.removeprefix("= "),)
            continue
        as_actor = f"MIDWATCH_ACTOR=night@example.org; export MIDWATCH_ACTOR; {step.line}"
        *said, status = transcript.run(as_actor, folder, now)
        assert differs(step.said, "\n".join(line[2:] for line in said)) == [], step.line


@pytest.mark.parametrize(
    ("statuses", "looks"), [((0,), 1), ((4,), 1), ((3, 0), 2), ((3, 3, 4), 3), ((3, 3, 3), 3)]
)
def test_after_a_deployment_the_job_looks_again_only_while_nobody_can_tell(
    tmp_path: Path, statuses: tuple[int, ...], looks: int
) -> None:
    (workflow,) = pages.blocks(AFTER_DEPLOYMENT, "yaml")
    (step,) = (s for s in yaml.safe_load(workflow)["jobs"]["deploy"]["steps"] if "id" in s)
    numbered = "".join(f"{number}) exit {one};; " for number, one in enumerate(statuses, start=1))
    stand_in = f"echo seen >> observed.md; case $(wc -l < observed.md) in {numbered} esac"
    for name, text in (("midwatch", stand_in), ("sleep", "exit 0")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    environ = {
        "PATH": f"{tmp_path}:/usr/bin:/bin",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }
    command = ["bash", "-e", "-c", step["run"]]
    done = subprocess.run(command, cwd=tmp_path, env=environ, check=False)
    assert done.returncode == statuses[-1]
    assert (tmp_path / "output").read_text() == f"status={statuses[-1]}\n"
    assert (tmp_path / "summary").read_text() == "seen\n" * looks
