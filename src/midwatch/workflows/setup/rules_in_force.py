"""What a Prometheus has loaded, beside what alerts/ says it should."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from midwatch.domain.findings import Diagnosis, Health
from midwatch.domain.slo.rulebook.rules_in_force import RuleComparison, RuleInForce, compare
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.memory import rule_files
from midwatch.store.repository import Repository

FOLDER = "alerts"
_TESTS = "_test.yaml"
_SHOWN = 3


def written(repository: Repository) -> tuple[RuleInForce, ...]:
    """Every rule of the files in alerts/, unit tests of rules aside. Raises InputError."""
    paths = [path for path in repository.files(FOLDER, ".yaml") if not path.endswith(_TESTS)]
    return tuple(rule for path in paths for rule in rule_files.parse(repository.read(path), path))


def look(
    subject: str,
    *,
    repository: Repository,
    loaded: Callable[[], Sequence[RuleInForce]],
    concerns: Callable[[RuleInForce], bool],
) -> Iterator[Diagnosis]:
    """Compare; `concerns` tells whether a written rule is this source's to evaluate. Raises InputError, SourceError."""
    wanted = [rule for rule in written(repository) if concerns(rule)]
    if not wanted:
        yield Diagnosis(
            subject=subject,
            health=Health.NOTE,
            what="no rules are written in alerts/",
            fix="run `midwatch slo compile`",
        )
        return
    found = compare(wanted, loaded())
    lines = list(_differences(subject, found))
    yield from lines
    if not lines:
        yield Diagnosis(
            subject=subject,
            health=Health.OK,
            what=f"all {found.agreed} rules of alerts/ are loaded as they are written",
        )


def _differences(subject: str, found: RuleComparison) -> Iterator[Diagnosis]:
    reload = "then reload Prometheus (SIGHUP, or POST /-/reload)"
    for path, rules in _by_origin(found.missing):
        yield Diagnosis(
            subject=subject,
            health=Health.PROBLEM,
            what=f"{path}: {len(rules)} rules are not loaded ({_names(rules)})",
            why="nothing records or alerts what the file says",
            fix=f"put the file where `rule_files` of prometheus.yml looks, {reload}",
        )
    for path, rules in _by_origin(found.different):
        yield Diagnosis(
            subject=subject,
            health=Health.PROBLEM,
            what=f"{path}: {len(rules)} rules are loaded otherwise than written ({_names(rules)})",
            why="the file was changed since it was loaded, or another version of it lies there",
            fix=f"bring the file to Prometheus, {reload}",
        )
    for group, rules in _by_origin(found.extra):
        yield Diagnosis(
            subject=subject,
            health=Health.PROBLEM,
            what=f"group {group}: {len(rules)} generated rules are loaded and written nowhere ({_names(rules)})",
            why="their service file was removed or renamed, and they go on alerting",
            fix=f"remove their file from Prometheus, {reload}; or bring the service file back",
        )
    for group, rules in _by_origin(found.failing):
        yield Diagnosis(
            subject=subject,
            health=Health.PROBLEM,
            what=f"group {group}: {len(rules)} rules fail ({_names(rules)})",
            why=f"Prometheus says: {rules[0].fault}",
            fix="open /rules of this Prometheus, and correct what the expression reads",
        )


def _by_origin(rules: Iterable[RuleInForce]) -> list[tuple[str, list[RuleInForce]]]:
    origins: dict[str, list[RuleInForce]] = {}
    for rule in rules:
        origins.setdefault(rule.origin, []).append(rule)
    return sorted(origins.items())


def _names(rules: Sequence[RuleInForce]) -> str:
    counted = Counter(for_terminal(rule.identity.name, 80) for rule in rules)
    shown = [
        f"{name} ×{count}" if count > 1 else name for name, count in counted.most_common(_SHOWN)
    ]
    return ", ".join([*shown, "…"] if len(counted) > _SHOWN else shown)
