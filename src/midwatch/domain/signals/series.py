"""Samples of one metric as columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from midwatch.domain.signals.counts import Floats


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SampleSeries:
    """One series. `times`: float64[n], Unix seconds, oldest first. `values`: float64[n], in the metric's unit.

    Raises ValueError where the columns differ in length.
    """

    metric: str
    labels: Mapping[str, str] = field(default_factory=dict)
    times: Floats
    values: Floats

    def __post_init__(self) -> None:
        """Refuse columns that do not match, and freeze them."""
        if self.times.shape != self.values.shape:
            msg = f"{self.metric}: {self.times.shape} times for {self.values.shape} values"
            raise ValueError(msg)
        for column in (self.times, self.values):
            column.setflags(write=False)
