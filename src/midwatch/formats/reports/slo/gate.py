"""Whether a change may go out, which condition says so, and what passes all the same."""

from collections.abc import Iterator
from datetime import UTC

from midwatch.domain.errors import nearest
from midwatch.domain.slo.freeze import NoDataPolicy, Verdict
from midwatch.domain.slo.standing.gate import GateDecision, HoldCondition
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports.look import Ink, Look
from midwatch.formats.reports.slo.reasons import INKS, WORDS, exempt_kinds, told
from midwatch.formats.reports.table import wrapped


def render(decision: GateDecision, look: Look) -> str:
    """The decision, why, and what to do where it holds."""
    return "\n".join(_lines(decision, look))


def _lines(decision: GateDecision, look: Look) -> Iterator[str]:
    service, kind = for_terminal(decision.service, 80), for_terminal(decision.change_kind, 80)
    verdict = look.ink(WORDS[decision.verdict], *INKS[decision.verdict])
    passes = (
        look.ink("passes", Ink.GOOD, Ink.STRONG)
        if decision.passes
        else look.ink("is held", Ink.BAD, Ink.STRONG)
    )
    yield f"{service}: this {kind} {passes} ({verdict})"
    deciding = [status for status in decision.deciding if status.verdict is not Verdict.SHIP]
    for status, names, sentences in told(deciding):
        yield from wrapped(names, look, inks=INKS[status.verdict])
        for sentence in sentences:
            yield from wrapped(sentence, look, indent=4)
    if any(hold.condition is HoldCondition.PAGE_CONDITION for hold in decision.holds):
        yield "  A page condition ends when one of its two burns falls to the rate that it names"
    if not decision.objectives:
        yield f"  {service} has no objectives"
    yield from _in_spite(decision)
    if not decision.passes:
        yield from _ways_out(decision)


def _in_spite(decision: GateDecision) -> Iterator[str]:
    """What lets a change pass that would be held."""
    if decision.verdict in (Verdict.SHIP, Verdict.SLOW):
        return
    if decision.exempt:
        yield f"  passes because it is a {for_terminal(decision.change_kind, 80)}: these kinds never wait"
    elif decision.override is not None:
        override = decision.override
        yield (
            f"  passes by an override of {for_terminal(override.by, 80)} until "
            f"{override.expires.astimezone(UTC):%Y-%m-%d %H:%M} UTC: {for_terminal(override.reason, 300)}"
        )
    elif decision.passes:
        yield "  passes because the policy says `no_data: ship`"


def _ways_out(decision: GateDecision) -> Iterator[str]:
    held_for_no_data = decision.verdict is Verdict.NO_DATA
    if held_for_no_data and decision.policy.no_data is NoDataPolicy.FREEZE:
        yield "  held because the policy says `no_data: freeze`"
    near = nearest(decision.change_kind, decision.policy.exempt)
    if near is not None:
        kind = for_terminal(decision.change_kind, 80)
        yield f"  held because “{kind}” is no kind that passes; did you mean “{for_terminal(near, 80)}”?"
    service = for_terminal(decision.service, 80)
    yield ""
    kinds = exempt_kinds(decision.policy)
    if kinds:
        yield f"  Passes all the same:   {kinds} (--change-kind)"
    yield f"  To pass by a decision: an override with reason and end in slos/{service}.yaml"
    yield f"  To look closer:        midwatch slo status {service} --explain"
