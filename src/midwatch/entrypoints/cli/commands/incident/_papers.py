"""Where the papers of an incident go, and how that is told."""

from pathlib import Path
from typing import TYPE_CHECKING

from midwatch.bootstrap.workspace import Workspace, current_folder
from midwatch.domain.errors import InputError
from midwatch.formats.reports.look import Ink, Look
from midwatch.store.paths import resolve
from midwatch.store.repository import Repository

if TYPE_CHECKING:
    from midwatch.domain.incidents.incident import Incident
    from midwatch.workflows.incident.report import Report


def place(made: "Report", here: Workspace, destination: str | None) -> tuple[str, ...]:
    """Write the papers; the paths that changed.

    Raises InputError where they cannot be written, and where a confidential incident's would lie beside what is pushed.
    """
    if made.papers.incident.confidential:
        keep_outside(made.papers.incident, here, destination or here.repository.root)
    if destination is not None:
        return Repository(current_folder() / destination).write(made.files)
    if here.repository.is_bare:
        raise InputError(
            "not writing papers into a bare repository",
            why="it has no work tree, and its files are git's own",
            fix="name a folder with --output",
        )
    return here.repository.write(made.files)


def keep_outside(incident: "Incident", here: Workspace, destination: Path | str) -> None:
    """Refuse a place inside the repository for what is confidential. Raises InputError."""
    if not resolve(current_folder() / destination).is_relative_to(resolve(here.repository.root)):
        return
    raise InputError(
        f"not writing {incident.id} into the repository",
        why="it is confidential, and what lies there is committed and pushed",
        fix="name a place outside of it with --output",
    )


def text(made: "Report", written: tuple[str, ...], look: Look) -> str:
    """Each paper, and whether it changed; why the budget is not in them."""
    lines = [
        f"{'Written' if path in written else 'Unchanged'}: {path}" for path in sorted(made.files)
    ]
    if made.unmeasured is not None:
        lines.append(f"The budget was not measured: {made.unmeasured.reason}")
    lines += [f"{look.ink(each.code, Ink.CAUTION)}: {each.what}" for each in made.papers.findings]
    return "\n".join(lines)
