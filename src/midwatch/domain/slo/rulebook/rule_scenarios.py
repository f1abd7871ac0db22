"""What generated rules must do in made-up traffic: which alerts fire, and which stay quiet.

Each scenario is constant traffic from the beginning, so every window shows the same share of bad events, and the
alerts that must fire follow from the burn rates alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from midwatch.domain.slo.alert_windows import ALERT_WINDOWS
from midwatch.domain.slo.objective import Objective
from midwatch.domain.slo.rules import ABSOLUTE_PAGE_RATIO, BurnAlert, burn_alerts, max_burn_rate

LENGTH = timedelta(minutes=10)
"""How long a scenario runs: long enough for every window to have data, and for every `for`."""
QUIET_BURN = 0.5
"""A burn rate that spends half of the budget: nothing may fire."""


class Traffic(Enum):
    """What the counters do."""

    STEADY = "steady"
    RESET = "counters start again at zero"
    NONE = "no requests at all"
    FEW = "so few requests that a failure says little"
    NEVER_FAILED = "no failure was ever counted"
    UNTOLD = (
        "the label, the bucket or the counter that tells good from bad is gone, or the gauge itself"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Constant traffic with a share of bad events, and the burn alerts that must be firing at its end."""

    name: str
    traffic: Traffic
    bad_share: float
    firing: tuple[BurnAlert, ...] = ()
    absolute: bool = False
    blind: bool = False


def scenarios(objective: Objective) -> Iterator[Scenario]:
    """All scenarios of an objective: every alert fires in one, and stays quiet in several."""
    for burn in _burns(objective):
        yield _burning(objective, burn, Traffic.STEADY, f"burning {burn:.3g} times too fast")
    yield _burning(objective, max_burn_rate(objective), Traffic.STEADY, "everything bad")
    yield _burning(objective, QUIET_BURN, Traffic.STEADY, "within budget")
    yield _burning(objective, 0, Traffic.STEADY, "nothing bad")
    yield _burning(objective, QUIET_BURN, Traffic.RESET, "within budget, counters reset")
    if objective.alerting.minimum_bad_events > 1:
        yield Scenario(name="few requests, all bad", traffic=Traffic.FEW, bad_share=1)
    yield Scenario(name="no traffic", traffic=Traffic.NONE, bad_share=0)
    yield Scenario(name="never failed", traffic=Traffic.NEVER_FAILED, bad_share=0)
    yield Scenario(
        name="nothing tells good from bad", traffic=Traffic.UNTOLD, bad_share=0, blind=True
    )


def _burns(objective: Objective) -> Iterator[float]:
    """A burn rate between each alert's and the next faster one's, as far as the target can burn at all."""
    fastest = max_burn_rate(objective)
    rates = sorted(window.burn_rate for window in ALERT_WINDOWS)
    for rate, faster in zip(rates, [*rates[1:], 2 * rates[-1]], strict=True):
        if rate < fastest:
            yield (rate + min(faster, fastest)) / 2


def _burning(objective: Objective, burn: float, traffic: Traffic, name: str) -> Scenario:
    share = min(burn * float(objective.target.budget), 1.0)
    return Scenario(
        name=name,
        traffic=traffic,
        bad_share=share,
        firing=tuple(a for a in burn_alerts(objective) if a.window.burn_rate < burn),
        absolute=objective.alerting.absolute_page and share > ABSOLUTE_PAGE_RATIO,
    )
