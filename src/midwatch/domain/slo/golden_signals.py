"""The four golden signals of a service: latency, traffic, errors and saturation, as its convention names them.

Source: https://sre.google/sre-book/monitoring-distributed-systems/#xref_monitoring_golden-signals
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from midwatch.domain.signals.selector import Selector
from midwatch.domain.slo.definition.convention import DurationUnit, Role

SATURATION_ROLES: Final = (
    Role.CPU_RATIO,
    Role.CPU_IDLE,
    Role.MEMORY_RATIO,
    Role.MEMORY_BYTES,
    Role.IN_FLIGHT,
    Role.QUEUE_LENGTH,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSignal:
    """A counter of requests; the failures are regular expressions on its code label, None where nothing tells."""

    selector: Selector
    code_label: str | None = None
    server_failure: str | None = None
    client_failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationSignal:
    """A classic histogram of durations, with the unit of its bounds."""

    histogram: Selector
    unit: DurationUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class SaturationSignal:
    """How full something is; `unit` is the convention's word: `seconds` is a counter of time, the others are gauges.

    `limit`: what it is a share of; `free`: the selector tells what is left of that.
    """

    role: Role
    selector: Selector
    unit: str
    limit: Selector | None = None
    free: bool = False

    @property
    def selectors(self) -> tuple[Selector, ...]:
        """Everything that is looked at."""
        return (self.selector,) if self.limit is None else (self.selector, self.limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionSignal:
    """A series for each running build, and the label whose value changes with a deployment."""

    info: Selector
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenSignals:
    """What can be shown of a service beside its objectives; None or empty where its convention has no such metric.

    `started`: when each of its processes began, Unix time. `seen`: a source was seen to have all of them; else only the
    convention says so.
    """

    requests: RequestSignal | None = None
    durations: DurationSignal | None = None
    saturation: tuple[SaturationSignal, ...] = ()
    version: VersionSignal | None = None
    started: Selector | None = None
    seen: bool = False

    @property
    def selectors(self) -> tuple[Selector, ...]:
        """Every selection that is shown."""
        single = (
            self.requests.selector if self.requests else None,
            self.durations.histogram if self.durations else None,
            self.version.info if self.version else None,
            self.started,
        )
        return (
            *(selector for selector in single if selector is not None),
            *(selector for signal in self.saturation for selector in signal.selectors),
        )

    def where(self, is_there: Callable[[Selector], bool]) -> "GoldenSignals":
        """The signals that a source has series for."""
        requests, durations, version = self.requests, self.durations, self.version
        return replace(
            self,
            requests=requests if requests and is_there(requests.selector) else None,
            durations=durations if durations and is_there(durations.histogram) else None,
            saturation=tuple(
                each for each in self.saturation if all(map(is_there, each.selectors))
            ),
            version=version if version and is_there(version.info) else None,
            started=self.started if self.started and is_there(self.started) else None,
            seen=True,
        )
