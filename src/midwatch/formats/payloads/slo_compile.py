"""The answer of `slo compile`."""

from collections.abc import Sequence

from pydantic import Field

from midwatch.formats.payloads._base import Part, Payload, Text


class CompiledFilePayload(Part):
    """One file as it stands now."""

    path: Text = Field(description="Relative to the root")
    changed: bool = Field(description="Whether this run changed it")


class CompilePayload(Payload):
    """What was written, and what it costs a Prometheus."""

    services: tuple[Text, ...]
    files: tuple[CompiledFilePayload, ...]
    recorded_series: int
    recorded_samples_per_second: float
    alerts: int
    orphans: tuple[Text, ...] = Field(description="Generated files whose service file is gone")
    backfill_command: Text = Field(description="Records the past, so that budgets are whole now")


def payload(
    *,
    services: Sequence[str],
    files: Sequence[tuple[str, bool]],
    cost: tuple[int, float, int],
    orphans: Sequence[str],
    backfill: str,
) -> CompilePayload:
    """The wire form; `cost` is series, samples per second and alerts."""
    series, samples, alerts = cost
    return CompilePayload(
        services=tuple(services),
        files=tuple(CompiledFilePayload(path=path, changed=changed) for path, changed in files),
        recorded_series=series,
        recorded_samples_per_second=samples,
        alerts=alerts,
        orphans=tuple(orphans),
        backfill_command=backfill,
    )
