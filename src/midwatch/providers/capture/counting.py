"""What each kind of indicator asks of a capture."""

from collections.abc import Iterable

import numpy as np

from midwatch.dialects.promql import RATIO_STEP, SHORT_OF_FULL
from midwatch.dialects.promql_sums import Quotient, Sum, as_quotient, as_sum
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.slo.indicator import (
    CounterEvents,
    Indicator,
    Polarity,
    QueryEvents,
    RatioQuery,
    SampleEvents,
)
from midwatch.domain.units import seconds
from midwatch.providers.capture.capture import Capture
from midwatch.providers.capture.windows import (
    Told,
    Whole,
    Windows,
    between,
    looks,
    multiples,
    rises,
    samples_in,
)


def told(capture: Capture, indicator: Indicator, windows: Windows) -> Told:
    """Valid and bad events per window, bad at most as many as valid.

    Raises TooMuchError for a query that a capture cannot evaluate, and InputError for a bad regular expression.
    """
    match indicator:
        case CounterEvents():
            found = _counters(capture, indicator, windows)
        case SampleEvents():
            found = looks(capture.matching(indicator.gauge), indicator, windows)
        case QueryEvents():
            found = _queries(capture, indicator, windows)
        case RatioQuery():
            found = _ratio(capture, indicator, windows)
    return Told(valid=found.valid, bad=np.minimum(found.bad, found.valid), samples=found.samples)


def _counters(capture: Capture, indicator: CounterEvents, windows: Windows) -> Told:
    valid, selected = capture.matching(indicator.valid), capture.matching(indicator.selected)
    all_events, chosen = rises(valid, windows), rises(selected, windows)
    label = indicator.presence_label
    if label is not None and indicator.polarity is Polarity.BAD:
        unlabelled = [series for series in valid if label not in series.labels]
        unborn = np.isnan(chosen) & (samples_in(unlabelled, windows) == 0)
        chosen = np.where(unborn, 0 * all_events, chosen)
    samples = samples_in(_each_once((*valid, *selected)), windows)
    return _by_polarity(all_events, chosen, indicator.polarity, samples)


def _queries(capture: Capture, indicator: QueryEvents, windows: Windows) -> Told:
    valid, selected = as_sum(indicator.valid), as_sum(indicator.selected)
    events, chosen = (_summed(capture, each, windows) for each in (valid, selected))
    return _by_polarity(
        events, chosen, indicator.polarity, _read(capture, windows, valid, selected)
    )


def _ratio(capture: Capture, indicator: RatioQuery, windows: Windows) -> Told:
    """Time as events: each look at the ratio of one step weighs as many as the step has seconds."""
    query, step = as_quotient(indicator.ratio), seconds(RATIO_STEP)
    length = windows.ends - windows.starts
    share = _share(capture, query, windows)
    at = multiples(RATIO_STEP, windows)
    seen = _share(capture, query, Windows(starts=at - step, ends=at))
    span = Windows(starts=windows.starts + seconds(SHORT_OF_FULL), ends=windows.ends)
    looked = between((~np.isnan(seen)).astype(np.float64), at, span)
    failed = between(np.nan_to_num(seen), at, span)
    once = length <= step
    valid = np.where(once, length + 0 * share, np.where(looked > 0, looked, np.nan) * step)
    return Told(
        valid=valid,
        bad=np.where(once, share * length, failed * step + 0 * valid),
        samples=_read(capture, windows, query.part, query.total),
    )


def _share(capture: Capture, query: Quotient, windows: Windows) -> Floats:
    """What the query gives in each window; NaN where it gives nothing that is a share."""
    part, total = (_summed(capture, each, windows) for each in (query.part, query.total))
    share = part / np.where(total > 0, total, np.nan)
    share = 1 - share if query.inverted else share
    return np.where(share >= 0, share, np.nan)


def _summed(capture: Capture, query: Sum, windows: Windows) -> Floats:
    found = rises(capture.matching(query.selector), windows)
    return np.nan_to_num(found) if query.or_zero else found


def _read(capture: Capture, windows: Windows, *queries: Sum) -> Whole:
    series = (each for query in queries for each in capture.matching(query.selector))
    return samples_in(_each_once(series), windows)


def _each_once(series: Iterable[SampleSeries]) -> Iterable[SampleSeries]:
    return {id(each): each for each in series}.values()


def _by_polarity(valid: Floats, chosen: Floats, polarity: Polarity, samples: Whole) -> Told:
    if polarity is Polarity.BAD:
        return Told(valid=valid, bad=chosen, samples=samples)
    good = np.where(np.isnan(chosen), np.nan, valid)
    return Told(valid=good, bad=np.maximum(valid - chosen, 0.0), samples=samples)
