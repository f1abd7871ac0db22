"""Deployments and rollbacks, from which versions were seen when."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from midwatch.domain.signals.change import Change, ChangeOrigin
from midwatch.domain.signals.topology import VersionSeen
from midwatch.domain.units import TimeRange

SETTLING: Final = timedelta(minutes=15)
"""A version first seen so soon after a span begins may have run before it, and one last seen so shortly before its end
may still run: sources look back 5 minutes, and versions are looked for every 5 minutes at the coarsest."""
SAME: Final = timedelta(minutes=30)
"""A deployment that is recorded in the feed, and one of the same version seen within this time, are one: rolling out
takes as long."""
DEPLOYMENT, ROLLBACK = "deployment", "rollback"


def deployments(service: str, seen: Sequence[VersionSeen], span: TimeRange) -> Iterator[Change]:
    """The changes of version within the span, oldest first.

    A deployment is a version that begins to run where another one ran before; a rollback is a version that came and
    went while the one before it goes on. The first version that was ever seen is neither: nobody knows what was before.
    """
    told = [*_begun(service, seen, span), *_withdrawn(service, seen, span)]
    yield from sorted(told, key=lambda change: change.at)


def _begun(service: str, seen: Sequence[VersionSeen], span: TimeRange) -> Iterator[Change]:
    for one in _fresh(seen, span):
        before = max((o for o in seen if o.first < one.first), key=_began, default=None)
        if before is not None:
            yield Change(
                at=one.first,
                service=service,
                kind=DEPLOYMENT,
                summary=f"{one.version} began to run; {before.version} ran before",
                version=one.version,
                origin=ChangeOrigin.VERSION_LABEL,
            )


def _withdrawn(service: str, seen: Sequence[VersionSeen], span: TimeRange) -> Iterator[Change]:
    for one in _fresh(seen, span):
        older = (o for o in seen if o.first < one.first and o.last > one.last)
        staying = max(older, key=_began, default=None)
        if staying is not None and one.last < span.end - SETTLING:
            yield Change(
                at=one.last,
                service=service,
                kind=ROLLBACK,
                summary=f"{one.version} no longer runs; {staying.version} still does",
                version=staying.version,
                origin=ChangeOrigin.VERSION_LABEL,
            )


def _fresh(seen: Sequence[VersionSeen], span: TimeRange) -> list[VersionSeen]:
    return [one for one in seen if one.first > span.start + SETTLING]


def _began(one: VersionSeen) -> tuple[object, str]:
    return one.first, one.version


def not_in(feed: Sequence[Change], seen: Sequence[Change]) -> tuple[Change, ...]:
    """What was seen and is not in the feed already: the person or pipeline who recorded it says more of it."""
    return tuple(one for one in seen if not any(_is_same(one, recorded) for recorded in feed))


def _is_same(one: Change, recorded: Change) -> bool:
    return (
        recorded.service == one.service
        and recorded.version == one.version
        and abs(recorded.at - one.at) <= SAME
    )
