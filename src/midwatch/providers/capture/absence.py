"""Why a capture has no answer, in words a person can act on."""

from midwatch.dialects.promql import selector as written
from midwatch.dialects.promql_questions import without_outcome
from midwatch.domain.signals.selector import Selector
from midwatch.domain.slo.indicator import CounterEvents, Indicator, QueryEvents, SampleEvents
from midwatch.domain.untrusted import for_terminal
from midwatch.providers.capture.capture import Capture
from midwatch.providers.capture.windows import Windows, samples_in


def why_absent(capture: Capture, indicator: Indicator, windows: Windows) -> str:
    """The reason why the windows (together) hold no answer."""
    match indicator:
        case CounterEvents():
            return _counters(_Seen(capture, windows), indicator)
        case SampleEvents():
            return f"no samples: no series matches {_shown(indicator.gauge)} in the range"
        case QueryEvents():
            return (
                "one of the two queries gives nothing in the range; where that means “none”, "
                "end it with `or vector(0)`"
            )
        case _:
            return "the query gives nothing in the range: there is no traffic, or it names other series"


class _Seen:
    """Which selections have samples in the windows."""

    def __init__(self, capture: Capture, windows: Windows) -> None:
        self.capture, self.span = capture, windows.hull

    def __call__(self, selection: Selector | None) -> bool:
        if selection is None:
            return False
        return bool(samples_in(self.capture.matching(selection), self.span)[0])


def _counters(seen: _Seen, indicator: CounterEvents) -> str:
    valid, selected, label = indicator.valid, indicator.selected, indicator.presence_label
    if seen(without_outcome(indicator)) and not seen(selected):
        return (
            f"binding broken: series of {valid.metric} do not carry the label “{label}” "
            "that tells bad from good: name the label they carry now"
        )
    if seen(valid) and not seen(selected) and label is None:
        return (
            f"binding broken: {_shown(valid)} has series, and {_shown(selected)} matches none: "
            "correct the selection (is there such a bucket?)"
        )
    if seen(valid):
        return f"no traffic: the series of {_shown(valid)} have fewer than two samples in the range"
    return f"no traffic: no series matches {_shown(valid)} in the range"


def _shown(selection: Selector) -> str:
    return for_terminal(written(selection), 300)
