"""Events counted: how many were valid, how many of these were bad."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # numpy takes longer to load than a gate without a source takes in all
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


def __getattr__(name: str) -> object:
    """Load numpy for those who ask for `Floats`: float64[n]."""
    if name == "Floats":
        import numpy as np  # noqa: PLC0415 - see above
        import numpy.typing as npt  # noqa: PLC0415 - see above

        return npt.NDArray[np.float64]
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


@dataclass(frozen=True, slots=True)
class Counts:
    """Bad and valid events over one range; floats, because sources extrapolate. 0 ≤ bad ≤ valid, both finite.

    `lost_at_birth` estimates the bad events that the first sample of each newborn series already held, and that no
    increase can see; they are not in `bad`.
    """

    bad: float
    valid: float
    lost_at_birth: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what cannot be a count."""
        if not (math.isfinite(self.bad) and math.isfinite(self.valid) and self.bad >= 0):
            msg = f"counts must be finite and not negative: bad={self.bad}, valid={self.valid}"
            raise ValueError(msg)

    @property
    def bad_ratio(self) -> float | None:
        """The share of bad events, 0 to 1; None without valid events."""
        return min(self.bad / self.valid, 1.0) if self.valid > 0 else None

    def __add__(self, other: Counts) -> Counts:
        """Counts of two disjoint ranges together."""
        return Counts(
            self.bad + other.bad, self.valid + other.valid, self.lost_at_birth + other.lost_at_birth
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CountSeries:
    """Bad and valid events per step.

    `ends`: float64[n], Unix seconds, right end of each step, evenly apart, oldest first. `bad`, `valid`: float64[n],
    events in the step; NaN where the source had nothing for that step (absence is not zero).
    """

    ends: Floats
    bad: Floats
    valid: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        for array in (self.ends, self.bad, self.valid):
            array.setflags(write=False)
