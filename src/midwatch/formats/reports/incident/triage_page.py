"""The page of triage: short enough for two in the morning, and everything with `full`."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from typing import Final

from midwatch.domain.incidents.incident_type import Check, Mitigation, filled
from midwatch.domain.incidents.severity import IncidentSeverity, Indication
from midwatch.domain.incidents.triage.triage import Affected, Live, Ranked, Triage
from midwatch.domain.measured import NoData, Provenance
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports.incident.sentences import burning, clock, quoted
from midwatch.formats.reports.incident.text import severity_ink
from midwatch.formats.reports.look import Ink, Look

_FEW: Final = 3
_SOME: Final = 4
_INKS: Final = {"red": Ink.BAD, "yellow": Ink.CAUTION, "green": Ink.GOOD, "no data": Ink.FAINT}


def render(
    found: Triage, look: Look, *, draft: str | None, full: bool = False, explain: bool = False
) -> str:
    """The whole page, in the order of need; `draft`: of the announcement, as an e-mail, where one is wanted."""
    act = [("Mitigate first" if found.severity.is_major else "Mitigate", _mitigations(found, full))]
    check = [("Check", _checks(found, full))]
    sections: list[tuple[str, Iterable[str]]] = [
        ("Why", _why(found, look, full=full, explain=explain)),
        ("Scope", _scope(found, look)),
        ("Changed, newest first", _changes(found)),
        ("Behind it", _suspects(found)),
        *(act + check if found.severity.is_major else check + act),
        ("Hypotheses", _hypotheses(found, full)),
        ("Elsewhere", _elsewhere(found)),
        ("Draft of the announcement", draft.rstrip().split("\n") if draft else ()),
        ("Next", _next(found)),
    ]
    if found.severity is IncidentSeverity.NONE:
        sections = [each for each in sections if each[0] in {"Why", "Scope", "Next"}]
    parts = ["\n".join(_head(found, look))]
    for title, lines in sections:
        body = "\n".join(f"  {line}".rstrip() for line in lines)
        if body:
            parts.append(f"{look.ink(title, Ink.STRONG)}\n{body}")
    return "\n\n".join(parts)


def _head(found: Triage, look: Look) -> Iterator[str]:
    word = "no incident" if found.severity is IncidentSeverity.NONE else found.severity.value
    ink = severity_ink(found.severity)
    yield f"{look.ink(word, Ink.STRONG, ink)}  {found.severity.response}"
    yield f"  {quoted(found.title)}"
    if len(found.alerts) > 1:
        firing = sum(not each.resolved for each in found.alerts)
        yield f"  {len(found.alerts)} alerts in a group, {firing} of them firing"
        if found.read < len(found.alerts):
            yield f"  the words of the first {found.read} were read"
    services = ", ".join(for_terminal(each, 60) for each in found.services)
    yield f"  {services or 'no service is named: add --service'} · type {found.type.name}"
    if found.override is not None:
        yield f"  by rule {found.judged.value}; overridden, because {quoted(found.override.reason)}"


def _why(found: Triage, look: Look, *, full: bool, explain: bool) -> Iterator[str]:
    shown = found.indications if full else found.indications[:_SOME]
    for each in shown:
        yield from _indication(each, look, explain=explain)
    if not found.indications:
        yield "no rule holds: nothing that was measured or said is an incident"
    if len(shown) < len(found.indications):
        yield look.ink(f"… {len(found.indications) - len(shown)} more: add --full", Ink.FAINT)
    for each in found.aside[: None if full else _FEW]:
        said = f"{each.because}: said, and measured otherwise"
        yield look.ink(f"aside {said} ({each.rule})", Ink.FAINT)
    if isinstance(found.live, NoData):
        yield f"no data from telemetry: {found.live.reason}"
        return
    for evidence in found.live.evidence:
        for each_burning in evidence.burning:
            yield burning(each_burning)


def _indication(each: Indication, look: Look, *, explain: bool) -> Iterator[str]:
    severity = look.ink(each.severity.value, severity_ink(each.severity))
    quote = f"  {quoted(each.quote, 80)}" if each.quote else ""
    yield f"{severity}  {for_terminal(each.because, 300)} ({each.rule}){quote}"
    if explain and each.provenance is not None:
        yield from (look.ink(f"      {line}", Ink.FAINT) for line in _origin(each.provenance))


def _origin(told: Provenance) -> Iterator[str]:
    yield for_terminal(told.query)
    span = (
        f"{told.range.start:%H:%M:%S} to {told.range.end:%H:%M:%S} UTC" if told.range else "at once"
    )
    samples = "" if told.samples is None else f", {told.samples} samples"
    yield f"{span}{samples}, source {for_terminal(told.source, 60)}"


def _scope(found: Triage, look: Look) -> Iterator[str]:
    if isinstance(found.live, NoData):
        return
    for each in found.live.affected:
        yield _affected(each, look)
    if not found.live.affected:
        yield "every service that has objectives is well"


def _affected(each: Affected, look: Look) -> str:
    colour = look.ink(f"{each.colour:7}", _INKS.get(each.colour, Ink.FAINT))
    owner = f" (owner {for_terminal(each.owner, 40)})" if each.owner else ""
    because = "; ".join(each.because[:2])
    return f"{colour} {for_terminal(each.service, 60)}{owner}{f': {because}' if because else ''}"


def _changes(found: Triage) -> Iterator[str]:
    if isinstance(found.live, Live):
        yield from found.live.changes or ("nothing that is recorded or seen in telemetry",)


def _suspects(found: Triage) -> Iterator[str]:
    if isinstance(found.live, Live):
        yield from found.live.suspects
        yield from found.live.untold


def _mitigations(found: Triage, full: bool) -> Iterator[str]:  # noqa: FBT001 - the page's own switch
    chosen = found.type.mitigations if full else found.type.mitigations[:_FEW]
    for number, each in enumerate(chosen, start=1):
        yield from _mitigation(number, each, found, full=full)


def _mitigation(number: int, each: Mitigation, found: Triage, *, full: bool) -> Iterator[str]:
    yield f"{number}. {each.action}"
    yield f"   $ {command(each.command, found.services)}"
    if full:
        yield f"   risk  {each.risk}"
    yield f"   undo  {command(each.rollback, found.services)}"
    if full:
        yield f"   {each.source}"


def _checks(found: Triage, full: bool) -> Iterator[str]:  # noqa: FBT001 - the page's own switch
    chosen = found.type.checks if full else found.type.checks[:_SOME]
    for number, each in enumerate(chosen, start=1):
        yield from _check(f"{number}. {each.question}", each, found.services, full=full)


def _check(title: str, each: Check, services: Sequence[str], *, full: bool) -> Iterator[str]:
    yield title
    yield f"   $ {command(each.command, services)}"
    yield f"   well  {each.expected}"
    if full:
        yield f"   {each.source}"


def _hypotheses(found: Triage, full: bool) -> Iterator[str]:  # noqa: FBT001 - the page's own switch
    chosen: Sequence[Ranked] = found.hypotheses if full else found.hypotheses[:_FEW]
    for each in chosen:
        signs = ", ".join(quoted(sign, 40) for sign in each.signs)
        yield f"{each.hypothesis.sentence}{f' (said: {signs})' if signs else ''}"
        if full:
            yield from _check(
                f"   {each.hypothesis.test.question}",
                each.hypothesis.test,
                found.services,
                full=True,
            )
    if chosen:
        yield f"no weights: {chosen[0].past.reason}"


def _elsewhere(found: Triage) -> Iterator[str]:
    yield f"runbook  {for_terminal(found.runbook, 200) or 'none: write runbooks/<service>.md'}"
    yield f"similar  {found.similar.reason}"


def _next(found: Triage) -> Iterator[str]:
    if found.severity is IncidentSeverity.NONE:
        yield "midwatch observe"
        return
    service = "".join(f" --service {each}" for each in found.services[:1])
    yield f"midwatch incident declare{service} {_argument(found)}"
    if found.impact_began is not None:
        at = clock(found.impact_began, found.at)
        yield f"  --impact-began {found.impact_began.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}   where you confirm {at} UTC"


def _argument(found: Triage) -> str:
    """The alert as a shell takes it: one word in single quotes; a payload is sent again."""
    if found.alerts[0].key or len(found.alerts) > 1:
        return "< the same payload"
    text = for_terminal(" ".join(found.title.split()), 120).replace("'", "’")
    return f"'{text}'"


def command(text: str, services: Sequence[str]) -> str:
    """A command with the service's name in it; what is not known stays open."""
    return filled(text, {"service": services[0]} if services else {})
