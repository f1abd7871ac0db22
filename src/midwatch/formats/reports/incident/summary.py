"""What is said of an incident in sentences: what happened, what is not known, what comes next."""

from collections.abc import Callable, Iterator
from typing import Final

from midwatch.domain.incidents.account.report import (
    SEV1_DAYS,
    SEV2_WORKING_DAYS,
    IncidentReport,
    postmortem_due,
)
from midwatch.domain.incidents.comms.facts import Fact, Facts
from midwatch.domain.incidents.severity import IncidentSeverity
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.untrusted import for_markdown
from midwatch.formats.reports.quantities import percent

Show = Callable[[Fact], str]

_WITHIN: Final = {
    IncidentSeverity.SEV1: f"{SEV1_DAYS} days",
    IncidentSeverity.SEV2: f"{SEV2_WORKING_DAYS} working days",
}


def sentences(report: IncidentReport, facts: Facts, show: Show) -> Iterator[str]:
    """Three of them: what began and who noticed; what stopped it, and why it was; how it stands."""
    yield _beginning(facts, show)
    yield _middle(facts, show)
    yield _end(report, facts, show)


def _beginning(facts: Facts, show: Show) -> str:
    began, detected = facts["began"], facts["detected"]
    title = show(facts["title"]) if facts["title"].known else "An incident without a title"
    where = f" ({show(facts['services'])})" if facts["services"].known else ""
    day = show(facts["day"])
    since = (
        f" began on {day} at {show(began)}"
        if began.known
        else f" began on {day}, at a time that nobody confirmed,"
    )
    if not detected.known:
        return f"{title}{where}{since.rstrip(',')}."
    took = facts["to_detect"]
    after = f", {show(took)} later" if took.known else ""
    return f"{title}{where}{since} and was detected at {show(detected)}{after}."


def _middle(facts: Facts, show: Show) -> str:
    cause = facts["cause"]
    known = (
        f"Its cause was identified as {show(cause)}"
        if cause.known
        else "Its cause is not identified"
    )
    stopped = facts["mitigated"]
    if not stopped.known:
        return f"{known}, and the harm is not stopped."
    how = f" by {show(facts['mitigation'])}" if facts["mitigation"].known else ""
    return f"{known}; the harm was stopped at {show(stopped)}{how}."


def _end(report: IncidentReport, facts: Facts, show: Show) -> str:
    spent = [
        f"{percent(each.share.value)} of the error budget of {for_markdown(each.objective, 80)}"
        for each in report.budget
        if isinstance(each.share, Measured)
    ]
    cost = f"; it spent {' and '.join(spent)}" if spent else ""
    length = show(facts["elapsed"])
    if report.incident.is_open:
        phase = show(facts["phase"])
        return f"It is not over (phase: {phase}), and has lasted {length}{cost}."
    return f"It was resolved at {show(facts['resolved'])}, after {length}{cost}."


def unknown(report: IncidentReport, facts: Facts) -> list[str]:
    """What a reader would ask, and nobody told or measured; each with what would tell it."""
    incident = for_markdown(report.incident.id)
    update = f"midwatch incident update {incident}"
    asked = (
        (
            "began",
            f"Nobody confirmed when the impact began: `{update} --impact-began <time>` does.",
        ),
        ("cause", "Nobody identified the cause."),
        ("impact", "Nobody recorded what users noticed."),
    )
    told = [sentence for name, sentence in asked if not facts[name].known]
    if facts["mitigated"].known and not facts["mitigation"].known:
        told.append("Nobody recorded how the harm was stopped.")
    if not report.budget:
        told.append("Nobody measured the error budget that it spent.")
    told += [
        f"The budget of {for_markdown(each.objective, 80)}: {for_markdown(each.share.reason)}."
        for each in report.budget
        if isinstance(each.share, NoData)
    ]
    return told


def next_steps(report: IncidentReport) -> list[str]:
    """What is to be done, the nearest first."""
    incident = report.incident
    steps = []
    if incident.is_open:
        steps.append("It is not over: the incident commander brings it to an end.")
    pending = incident.pending_handoff
    if pending is not None:
        steps.append("A handoff waits to be accepted; until then the one who offered it answers.")
    within = _WITHIN.get(incident.severity)
    due = postmortem_due(incident)
    if due is not None and within is not None:
        steps.append(
            f"Write the postmortem, and meet over it by {due:%Y-%m-%d}: within {within} of the resolution,"
            f" as {incident.severity.value} asks for."
        )
    elif incident.is_open and within is not None:
        steps.append(f"The postmortem is due within {within} of the resolution.")
    else:
        steps.append(
            "No postmortem is asked for at this severity; write one where there is something to learn."
        )
    return steps
