"""Which services a report lists: all of a few; of many, those of which there is something to tell."""

from collections import Counter
from dataclasses import replace

from midwatch.domain.signals.change import ChangeOrigin
from midwatch.domain.slo.health.observation import Observation
from midwatch.domain.slo.health.service import ChangeSeen, ServiceHealth
from midwatch.domain.slo.health.verdict import Colour

MOST_LISTED = 50
"""Services on a list at most: nobody reads on at 2 am, and a picture of more is too high for a screen or a chat."""


def listed(seen: Observation) -> Observation:
    """The same, with the services that a report lists: of more than 50 the 50 gravest with something to tell.

    That is: a state other than green, or something that burned, departed or was changed in the range.
    """
    if len(seen.services) <= MOST_LISTED:
        return seen
    unwell = [health for health in seen.services if health.colour is not Colour.GREEN]
    news = [
        health for health in seen.services if health.colour is Colour.GREEN and _has_news(health)
    ]
    return replace(seen, services=tuple([*unwell, *news][:MOST_LISTED]))


def _has_news(health: ServiceHealth) -> bool:
    return bool(health.fast_burns or health.anomalies or health.changes)


def unlisted(seen: Observation) -> str | None:
    """How many services of which colours are not listed, and how to see them; None where all are."""
    left = Counter(health.colour for health in seen.services)
    left.subtract(health.colour for health in listed(seen).services)
    parts = [f"{left[colour]:,} {colour.value}" for colour in Colour if left[colour]]
    if not parts:
        return None
    return f"not listed: {', '.join(parts)} (`--services` looks at some, `--format json` has all)"


MOST_COMMITS = 10
"""Commits of a service that a report shows: the newest; data has all."""


def shown_changes(health: ServiceHealth) -> tuple[ChangeSeen, ...]:
    """The changes of a service that a report shows: all but the older ones of many commits."""
    commits = [one for one in health.changes if one.change.origin is ChangeOrigin.COMMIT]
    older = {id(one) for one in commits[:-MOST_COMMITS]}
    return tuple(one for one in health.changes if id(one) not in older)


def more_commits(health: ServiceHealth) -> str | None:
    """How many older commits are not shown; None where all are."""
    left = len(health.changes) - len(shown_changes(health))
    return f"and {left:,} earlier commits (`git log` has them)" if left else None
