"""How strongly each step speaks for a departure: the logarithm of how much likelier it is after one than before.

Sources: Page, “Continuous Inspection Schemes”, Biometrika 41 (1954), for adding evidence up; Lorden, “Procedures for
Reacting to a Change in Distribution”, Ann. Math. Statist. 42 (1971), for what the sum is worth: where nothing changed,
a sum of such logarithms that begins at a given step ever reaches h with a probability below exp(−h).
"""

import numpy as np

from midwatch.domain.signals.counts import Floats

CLEAR = 15.0
"""A departure is clear from here on: exp(−15), 3 in 10 million steps; 0.07 a week for 24 signals at one minute."""
MOST_OF_A_STEP = CLEAR / 3
"""No step counts for more, or against more: one wild sample is no departure, three are."""
MOST_RATIO = 1 - 1e-6
"""Ratios are taken to be no surer than one in a million."""


def of_events(events: Floats, expected: Floats, times: Floats | float) -> Floats:
    """For counts that scatter as Poisson does: `times` as many as expected, rather than as expected."""
    scores: Floats = events * np.log(times) - expected * (np.asarray(times) - 1)
    return scores


def of_shares(bad: Floats, valid: Floats, usual: Floats, departed: Floats) -> Floats:
    """For bad ones among valid events: a share `departed`, rather than `usual`; both 0 < share < 1."""
    good = valid - bad
    return bad * np.log(departed / usual) + good * np.log((1 - departed) / (1 - usual))


def of_levels(values: Floats, usual: Floats, departed: Floats, noise: Floats) -> Floats:
    """For levels with normal noise (a standard deviation): around `departed`, rather than around `usual`."""
    shift = departed - usual
    return shift * (values - usual - shift / 2) / noise**2


def bounded(scores: Floats, most: Floats | float = MOST_OF_A_STEP) -> Floats:
    """No step counts for more than `most`, or against more than a third of what is clear; absence says nothing."""
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(np.clip(scores, -MOST_OF_A_STEP, most), nan=0.0)
