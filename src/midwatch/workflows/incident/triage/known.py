"""What the repository's files say of its services, without asking any source."""

from collections.abc import Iterable, Iterator, Mapping

from midwatch.domain.errors import InputError
from midwatch.formats.service_file.parse import parse
from midwatch.store.repository import SLO_FOLDER, Repository
from midwatch.workflows.incident.triage.triage import KnownService

RUNBOOKS = "runbooks"


def known_services(repository: Repository) -> Mapping[str, KnownService]:
    """Services by name; a file that cannot be read or understood is passed over: `slo check` tells of it.

    A service's runbook is what its file says, else `runbooks/<service>.md` where that is there. Raises InputError
    where a folder cannot be listed.
    """
    paths = [path for end in (".yaml", ".yml") for path in repository.files(SLO_FOLDER, end)]
    written = set(repository.files(RUNBOOKS, ".md"))
    found = {}
    for path, text in _texts(repository, paths):
        declared = parse(text, path).declaration
        if declared is not None:
            own = f"{RUNBOOKS}/{declared.service}.md"
            found[declared.service] = KnownService(
                name=declared.service,
                tier=declared.tier.value,
                runbook=declared.runbook or (own if own in written else ""),
                environment=declared.environment or "",
            )
    return found


def _texts(repository: Repository, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    for path in paths:
        try:
            yield path, repository.read(path)
        except InputError:  # triage goes on without it
            continue
