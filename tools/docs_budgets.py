"""The worked numbers of docs/explanation/budgets-and-windows.md and its how-tos, computed by the product."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from midwatch.domain.measured import NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.slo.alert_windows import ALERT_WINDOWS, AlertSeverity
from midwatch.domain.slo.budget import ErrorBudget, Spending, error_budget
from midwatch.domain.slo.burn_rate import BurnRate
from midwatch.domain.slo.detection import first_alert
from midwatch.domain.slo.objective import Target
from midwatch.domain.slo.period import CalendarPeriod, CalendarUnit
from midwatch.domain.units import Ratio, seconds
from midwatch.formats.reports.quantities import burn, percent, span, window

MONTH = timedelta(days=30)
THREE_NINES = Target(Ratio.from_percent("99.9"))


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def budget(target: Target, counts: Counts, expected: float = 0) -> ErrorBudget:
    """The 30-day budget after these events."""
    made = error_budget([Spending(target=target, counts=counts, expected=expected)], MONTH)
    if isinstance(made, NoData):
        raise TypeError(made.reason)
    return made


def allowances() -> str:
    """What targets allow in 30 days."""
    targets = [Target(Ratio.from_percent(p)) for p in ("99", "99.5", "99.9", "99.95", "99.99")]
    return markdown(
        ["target", "budget", "of 1,000,000 requests", "as a total outage"],
        [
            [
                f"{target.ratio.percent.normalize():f}%",
                f"{target.budget.percent.normalize():f}%",
                f"{budget(target, Counts(0, 1e6)).allowed:,.0f}",
                span(budget(target, Counts(0, 1e6)).allowed_time),
            ]
            for target in targets
        ],
    )


def outages() -> str:
    """What outages spend of a 99.9% target's 30 days, at constant traffic."""
    cases = [(25, 1.0), (35, 1.0), (12, 0.5)]
    return markdown(
        ["outage", "failing", "spent", "left"],
        [
            [
                f"{minutes} min",
                percent(failing, 0),
                percent(made.share_spent),
                span(made.left_time),
            ]
            for minutes, failing in cases
            for made in [budget(THREE_NINES, Counts(minutes * 60 * failing, seconds(MONTH)))]
        ],
    )


def exhaustion() -> str:
    """How long a 30-day budget lasts."""
    return markdown(
        ["burn rate", "a whole 30-day budget lasts", "spent in an hour"],
        [
            [
                burn(multiple),
                span(lasts),
                percent(BurnRate(multiple).budget_share(timedelta(hours=1), MONTH), 2),
            ]
            for multiple in (1, 3, 6, 14.4, 100, 1000)
            if (lasts := BurnRate(multiple).time_to_exhaustion(MONTH)) is not None
        ],
    )


def alerts() -> str:
    """The alert windows, and what each stands for in 30 days."""
    return markdown(
        ["severity", "burn rate above", "long window", "short window", "share of 30 days' budget"],
        [
            [
                each.severity.value,
                burn(each.burn_rate),
                window(each.long),
                window(each.short),
                percent(each.budget_share(MONTH), 0),
            ]
            for each in ALERT_WINDOWS
        ],
    )


def detection() -> str:
    """When a 99.9% target alerts, by the share of failing requests."""
    return markdown(
        ["failing", "burn rate", "page after", "ticket after"],
        [
            [
                percent(ratio, 1),
                burn(ratio / float(THREE_NINES.budget)),
                *(_after(ratio, severity) for severity in AlertSeverity),
            ]
            for ratio in (1, 0.15, 0.10, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
        ],
    )


def _after(ratio: float, severity: AlertSeverity) -> str:
    found = first_alert(ratio, THREE_NINES, severity)
    return "never" if found is None else span(found.after)


def months() -> str:
    """Months of 2026 and 2028 in Berlin whose length surprises."""
    month = CalendarPeriod(CalendarUnit.MONTH, ZoneInfo("Europe/Berlin"))
    rows = []
    for year, number, why in (
        (2026, 2, "28 days"),
        (2026, 3, "31 days, and clocks go forward"),
        (2026, 10, "31 days, and clocks go back"),
        (2028, 2, "29 days: a leap year"),
    ):
        length = month.bounds(datetime(year, number, 10, tzinfo=UTC)).length
        allowed = length * float(THREE_NINES.budget)
        hours = f"{seconds(length) / 3600:.0f} h"
        rows.append([f"{year}-{number:02}", hours, span(allowed), why])
    return markdown(["month", "length", "99.9% allows", "because"], rows)


def first_of_three() -> str:
    """How long a total outage takes to produce three failures, by traffic."""
    page = first_alert(1, THREE_NINES, AlertSeverity.PAGE)
    theory = page.after if page else MONTH
    return markdown(
        ["requests an hour", "a total outage pages after"],
        [
            [f"{rate:,}", span(max(theory, timedelta(hours=3 / rate)))]
            for rate in (2, 3, 10, 60, 600, 6000)
        ],
    )
