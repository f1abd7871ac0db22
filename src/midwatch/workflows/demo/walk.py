"""The walk from nothing to a budget: a shop's telemetry in a folder, and the commands that make something of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shlex import join, quote
from typing import Final

from midwatch.domain.signals.change import Change
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.memory import change_record
from midwatch.formats.openmetrics_writer import dump_columns, gzipped
from midwatch.store import changes as change_feed
from midwatch.store import git
from midwatch.store.files import write_atomically
from midwatch.store.own_folder import OwnFolder
from midwatch.workflows.demo.request import DEFAULT_FOLDER, DemoRequest
from midwatch.workflows.demo.shop import SERVICES, ShopService, needed_by
from midwatch.workflows.demo.telemetry import Telemetry, generate

CAPTURE: Final = "telemetry/shop.om.gz"
MARK: Final = ".midwatch-demo"
PARTS: Final = (
    ".gitignore",
    "alertmanager",
    "alerts",
    "changes",
    "dashboards",
    "midwatch.toml",
    "slos",
    "telemetry",
)

RunCommand = Callable[[tuple[str, ...]], int]
"""Runs `midwatch` with these arguments in the demo's folder; its exit status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command of the walk, and what it is for."""

    why: str
    arguments: tuple[str, ...]

    @property
    def line(self) -> str:
        """The command as a person types it."""
        return join(("midwatch", *self.arguments))


NEW_SERVICE: Final = "api"


def needs_of(service: str) -> tuple[str, ...]:
    """Services without which this one fails."""
    return tuple(each.callee for each in needed_by(service) if each.needs > 0)


STEPS: Final = (
    Step(
        why="Make the folder remember: settings, with the telemetry as their source.",
        arguments=("init", "--capture", CAPTURE),
    ),
    Step(
        why="Write down what a service promises: one sentence; telemetry says the rest.",
        arguments=(
            "slo",
            "new",
            "99.9% availability for the api service, P95 under 200 ms",
            "--depends-on",
            ",".join(needs_of(NEW_SERVICE)),
            "--yes",
        ),
    ),
    Step(
        why="Ask what is wrong, or soon would be: in the files, and in the telemetry.",
        arguments=("slo", "check"),
    ),
    Step(
        why="Write everything that Prometheus and Alertmanager need.",
        arguments=("slo", "compile"),
    ),
    Step(
        why="See how much error budget is left after this month's four incidents.",
        arguments=("slo", "status"),
    ),
)

CLOSING: Final = """\
That was a month of the shop; {output}/ holds it. To go on from here, on a real
Prometheus, with an outage and its page:
  {live}
Or in {output}/, after `cd {output}`:
  midwatch observe                 is every service well, what changed, where to look
  midwatch slo status payments     where the budget went
  midwatch slo gate payments       may the next change ship?
  $EDITOR slos/cache.yaml          change a promise, then check and compile again
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Where the walk speaks: `show` is the answer, `progress` is talk beside it."""

    show: Callable[[str], None]
    progress: Callable[[str], None]


def walk(
    request: DemoRequest, *, root: Path, now: datetime, run_command: RunCommand, talk: Talk
) -> int:
    """Fill the folder at `root` with the shop, and run every step in it; the status of the first that fails, else 0.

    `now` is the last sample's moment. Raises InputError where the folder holds what is not the demo's.
    """
    folder = demo_folder(root)
    folder.make_anew()
    git.make_repository(root)
    talk.progress("Making 30 days of telemetry for six services …")
    write_atomically(root, dict(_files(generate(request.seed, now))))
    for number, step in enumerate(STEPS, start=1):
        talk.show(f"\n{number}. {step.why}\n$ {step.line}\n")
        status = run_command(step.arguments)
        if status != 0:
            return status
    folder.seal()
    output, live = for_terminal(quote(request.output)), for_terminal(_live_command(request))
    talk.show("\n" + CLOSING.format(output=output, live=live))
    return 0


def _live_command(request: DemoRequest) -> str:
    folder = () if request.output == DEFAULT_FOLDER else ("--output", request.output)
    return join(("midwatch", "demo", *folder, "--live", "--outage", "payments"))


def demo_folder(root: Path) -> OwnFolder:
    """The demo's claim on a folder."""
    return OwnFolder(root, MARK, PARTS)


def service_text(service: ShopService) -> str:
    """The short form of a service's file."""
    needs = needs_of(service.name)
    lines = [f"service: {service.name}"]
    if needs:
        lines.append(f"depends_on: [{', '.join(needs)}]")
    lines.append("slo:")
    lines += [f"  {name}: {target}" for name, target in service.objectives.items()]
    return "\n".join(lines) + "\n"


def _files(telemetry: Telemetry) -> Iterator[tuple[str, str | bytes]]:
    yield CAPTURE, gzipped(dump_columns(telemetry.families))
    for service in SERVICES:
        if service.name != NEW_SERVICE:
            yield f"slos/{service.name}.yaml", service_text(service)
    yield from _change_records(telemetry.changes).items()


def _change_records(changes: tuple[Change, ...]) -> Mapping[str, str]:
    return {change_feed.path_of(change): change_record.render(change) for change in changes}
