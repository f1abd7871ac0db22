"""The page beside a service file: what is promised and why; generated between markers, the rest is the team's."""

from datetime import timedelta

from midwatch.dialects.alert_text import what_is_bad
from midwatch.dialects.promql import duration
from midwatch.domain.errors import InputError
from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.slo.detection import first_alert
from midwatch.domain.slo.objective import Objective, Service
from midwatch.domain.slo.period import RollingPeriod
from midwatch.domain.units import seconds
from midwatch.domain.untrusted import for_markdown

BEGIN = "<!-- midwatch: generated from here; change the service file instead -->"
END = "<!-- midwatch: generated up to here; what follows is yours -->"
_NEW_PAGE = """\
# {name}

{begin}
{end}

## Review history

| date | what we looked at | what we decided |
|---|---|---|
"""


def updated_page(service: Service, path: str, existing: str | None) -> str:
    """The page with its generated part made anew; a new page where there is none.

    Raises InputError where a marker is missing or stands twice, since then nobody can tell whose text is whose.
    """
    page = existing or _NEW_PAGE.format(name=service.name, begin=BEGIN, end=END)
    if page.count(BEGIN) != 1 or page.count(END) != 1 or page.index(BEGIN) > page.index(END):
        raise InputError(
            f"update slos/{service.name}.md",
            why="the two markers around the generated part must each stand there once, in order",
            fix=f"put the line `{BEGIN}` before, and `{END}` after the part to be generated",
        )
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{_generated(service, path)}{END}{after}"


def _generated(service: Service, path: str) -> str:
    lines = [f"Source: `{path}` · convention: {service.convention} · tier: {service.tier.value}"]
    if service.owner:
        lines[0] += f" · owner: {for_markdown(service.owner)}"
    if service.rationale:
        paragraphs = service.rationale.strip().split("\n\n")
        lines += [part for p in paragraphs for part in ("", for_markdown(" ".join(p.split())))]
    lines += [
        "",
        "| objective | promise | budget | a total outage pages after |",
        "|---|---|---|---|",
    ]
    lines += [_row(objective) for objective in service.objectives]
    changes = [row for objective in service.objectives for row in _earlier(objective)]
    if changes:
        lines += ["", "| objective | target until | was |", "|---|---|---|", *changes]
    return "\n".join(lines) + "\n"


def _row(objective: Objective) -> str:
    target = f"{objective.target.ratio.percent.normalize():f}%"
    promise = f"{target} of events good: not “{what_is_bad(objective)}”"
    if objective.description:
        promise += f". {for_markdown(objective.description)}"
    cells = (objective.name.replace("_", r"\_"), promise, _budget(objective), _outage(objective))
    return f"| {' | '.join(cells)} |"


def _budget(objective: Objective) -> str:
    share = f"{objective.target.budget.percent.normalize():f}% of events"
    period = objective.period
    if not isinstance(period, RollingPeriod):
        return f"{share} in each calendar {period.unit.value} ({period.zone.key})"
    minutes = seconds(period.length) / 60 * float(objective.target.budget)
    return f"{share} over {duration(period.length)} ({minutes:.4g} min of full outage)"


def _outage(objective: Objective) -> str:
    if not objective.alerting.pages:
        return "no page"
    first = first_alert(1.0, objective.target, AlertSeverity.PAGE)
    return _rounded(first.after) if first else "no page"


def _rounded(span: timedelta) -> str:
    whole = seconds(span)
    return f"{whole:.1f} s" if whole < 120 else f"{whole / 60:.1f} min"  # noqa: PLR2004 - two minutes


def _earlier(objective: Objective) -> list[str]:
    name = objective.name.replace("_", r"\_")
    return [
        f"| {name} | {until.isoformat()} | {target.ratio.percent.normalize():f}% |"
        for until, target in objective.earlier_targets
    ]
