"""Objectives and services that several tests speak about."""

from typing import Any

from midwatch.domain.signals.selector import Matcher, Selector
from midwatch.domain.slo.indicator import CounterEvents, Indicator, Polarity
from midwatch.domain.slo.objective import Objective, ObjectiveKind, Service, Target
from midwatch.domain.units import Ratio


def requests_of(service: str) -> CounterEvents:
    """The requests of a service, told good from bad by their status code."""
    requests = Selector("http_requests_total", (Matcher("job", service),))
    return CounterEvents(
        valid=requests,
        selected=requests.where(Matcher("code", "500")),
        polarity=Polarity.BAD,
        presence_label="code",
    )


def availability(
    percent: str = "99.9",
    *,
    service: str = "api",
    indicator: Indicator | None = None,
    **more: Any,  # noqa: ANN401 - any field
) -> Objective:
    """An availability objective; `more` are further fields of it."""
    return Objective(
        service=service,
        name=more.pop("name", "availability"),
        kind=ObjectiveKind.AVAILABILITY,
        target=Target(Ratio.from_percent(percent)),
        indicator=indicator or requests_of(service),
        **more,
    )


def service(
    *objectives: Objective,
    **more: Any,  # noqa: ANN401 - any field
) -> Service:
    """The service of these objectives; `more` are further fields of it."""
    return Service(
        name=objectives[0].service, objectives=objectives, convention="prometheus", **more
    )
