"""Whether the rules that a Prometheus evaluates are the rules that are written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from midwatch.domain.slo.rulebook import recorded

Pairs = tuple[tuple[str, str], ...]
_OURS = frozenset({recorded.SLO_LABEL, recorded.SERVICE_LABEL, recorded.OBJECTIVE_LABEL})
_PREFIX = "midwatch:"


class RuleKind(Enum):
    """What a rule makes."""

    RECORDING = "record"
    ALERT = "alert"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleIdentity:
    """By what two rules are the same one; `labels` are sorted."""

    kind: RuleKind
    name: str
    labels: Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInForce:
    """One rule, written or loaded. `expression` is in one canonical spelling; `annotations` are sorted.

    `origin` is its file where it is written, its group where it is loaded. `fault` is why its evaluation fails, empty
    where it does not.
    """

    identity: RuleIdentity
    expression: str
    hold: timedelta = timedelta(0)
    annotations: Pairs = ()
    origin: str = ""
    fault: str = ""

    @property
    def says(self) -> tuple[str, timedelta, Pairs]:
        """What two rules of one identity must agree on."""
        return (self.expression, self.hold, self.annotations)

    @property
    def service(self) -> str | None:
        """The service that it names."""
        return dict(self.identity.labels).get(recorded.SERVICE_LABEL)

    @property
    def is_generated(self) -> bool:
        """Whether Midwatch writes such rules: recordings by their name, alerts by the labels of an objective."""
        if self.identity.kind is RuleKind.RECORDING:
            return self.identity.name.startswith(_PREFIX)
        return {name for name, _ in self.identity.labels} >= _OURS


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleComparison:
    """Written and not loaded; loaded otherwise than written; loaded, generated once, and written no more; failing."""

    missing: tuple[RuleInForce, ...]
    different: tuple[RuleInForce, ...]
    extra: tuple[RuleInForce, ...]
    failing: tuple[RuleInForce, ...]
    agreed: int


def compare(written: Iterable[RuleInForce], loaded: Iterable[RuleInForce]) -> RuleComparison:
    """Match rules by identity; loaded ones that somebody else wrote are passed over."""
    theirs: dict[RuleIdentity, list[RuleInForce]] = {}
    for rule in loaded:
        theirs.setdefault(rule.identity, []).append(rule)
    wanted = list(written)
    names = {rule.identity for rule in wanted}
    missing = tuple(rule for rule in wanted if rule.identity not in theirs)
    different = tuple(
        rule
        for rule in wanted
        if rule.identity in theirs
        and not any(rule.says == one.says for one in theirs[rule.identity])
    )
    return RuleComparison(
        missing=missing,
        different=different,
        extra=tuple(_extra(theirs, names)),
        failing=tuple(one for name in theirs if name in names for one in theirs[name] if one.fault),
        agreed=len(wanted) - len(missing) - len(different),
    )


def _extra(
    loaded: dict[RuleIdentity, list[RuleInForce]], names: set[RuleIdentity]
) -> Iterator[RuleInForce]:
    for name, rules in loaded.items():
        if name not in names:
            yield from (rule for rule in rules if rule.is_generated)
