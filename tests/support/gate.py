"""The gate over files that a test writes down, beside a source that it writes down too."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from midwatch.domain.errors import SourceError
from midwatch.domain.findings import Finding
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.counts import Counts, CountSeries
from midwatch.domain.slo.indicator import Indicator
from midwatch.domain.units import TimeRange
from midwatch.ports.events import CountRequest
from midwatch.store.repository import Repository
from midwatch.testing.metrics import InMemoryCatalogue, Series
from midwatch.workflows.slo.check import CheckRequest, CheckResult, check
from midwatch.workflows.slo.live_facts import LiveSources

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)

Answer = Callable[[CountRequest], Counts | None]


def nothing_counted(_request: CountRequest) -> None:
    """No data for anything."""


@dataclass(slots=True)
class Counted:
    """Counts by a function of the request; None is no data."""

    answer: Answer
    failure: SourceError | None = None
    asked: list[CountRequest] = field(default_factory=list)
    stepped: list[Indicator] = field(default_factory=list)

    def count(
        self, requests: Sequence[CountRequest]
    ) -> Mapping[CountRequest, Measured[Counts] | NoData]:
        """Answer every request."""
        if self.failure is not None:
            raise self.failure
        self.asked.extend(requests)
        return {request: self._measured(request) for request in requests}

    def begins(
        self, indicators: Sequence[Indicator], span: TimeRange
    ) -> Mapping[Indicator, datetime]:
        """Telemetry that was always there."""
        return dict.fromkeys(indicators, span.start)

    def count_by_step(
        self, indicator: Indicator, span: TimeRange, step: timedelta
    ) -> Measured[CountSeries] | NoData:
        """The counts of every whole step; NaN where there are none."""
        ends = [span.start + (i + 1) * step for i in range(span.length // step)]
        found = [self.answer(CountRequest(indicator, TimeRange.ending(e, step))) for e in ends]
        self.stepped.append(indicator)
        series = CountSeries(
            ends=np.array([end.timestamp() for end in ends]),
            bad=np.array([counts.bad if counts else np.nan for counts in found]),
            valid=np.array([counts.valid if counts else np.nan for counts in found]),
        )
        origin = Provenance(query="written down", range=span, samples=None, source="test")
        return Measured(value=series, provenance=origin)

    def _measured(self, request: CountRequest) -> Measured[Counts] | NoData:
        counts = self.answer(request)
        if counts is None:
            return NoData(reason="nothing there")
        origin = Provenance(query="written down", range=request.range, samples=None, source="test")
        return Measured(value=counts, provenance=origin)


def steady(per_hour: float, bad_ratio: float = 0.0) -> Answer:
    """The same traffic always, of which a share is bad."""

    def answer(request: CountRequest) -> Counts:
        valid = per_hour * (request.range.length / timedelta(hours=1))
        return Counts(bad=valid * bad_ratio, valid=valid)

    return answer


def by_day(per_hour: float, at_night: float, night: range = range(6)) -> Answer:
    """Traffic that differs by the hour of the day, UTC."""

    def answer(request: CountRequest) -> Counts:
        hour = timedelta(hours=1)
        hours = max(request.range.length // hour, 1)
        share = request.range.length / (hours * hour)
        each = [request.range.end - (i + 1) * hour for i in range(hours)]
        valid = share * sum(at_night if begin.hour in night else per_hour for begin in each)
        return Counts(bad=0.0, valid=valid)

    return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Service files (path → text), and what their source shows; `series` None: there is no source."""

    files: Mapping[str, str | bytes]
    paths: tuple[str, ...] = ()
    series: Sequence[Series] | None = None
    counted: Answer = nothing_counted
    failure: SourceError | None = None

    def sources(self, counts: Counted | None = None) -> LiveSources | None:
        """The source behind its ports; `counts` answers instead of what is written down here."""
        if self.series is None and self.failure is None:
            return None
        catalogue = InMemoryCatalogue(self.series or (), failure=self.failure)
        counting = counts or Counted(self.counted)
        return LiveSources(catalogue_for=lambda _: catalogue, counts_for=lambda _: counting)


def run(
    example: Example,
    root: Path,
    *,
    strict: bool = False,
    offline: bool = False,
    counts: Counted | None = None,
) -> CheckResult:
    """Write the files below `root`, and check them."""
    for path, text in example.files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    request = CheckRequest(paths=example.paths, strict=strict, offline=offline)
    sources = example.sources(counts)
    return check(request, repository=Repository(root, root), sources=sources, at=AT)


def found(code: str, example: Example, root: Path) -> list[Finding]:
    """What the gate finds under one code."""
    return [finding for finding in run(example, root).findings if finding.code == code]


def one_file(text: str, **more: object) -> Example:
    """An example of a single file, named for the service that its first line names."""
    name = text.split("\n", 1)[0].removeprefix("service: ").strip()
    return Example(files={f"slos/{name}.yaml": text}, **more)  # type: ignore[arg-type]  # fields by name
