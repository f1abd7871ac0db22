"""A service file before it is written, as the terminal shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports.look import PLAIN, Ink, Look
from midwatch.formats.reports.quantities import percent


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedValue:
    """A value that nobody stated, with the counts of the past periods that it rests on, newest first."""

    objective: str
    value: str
    measured: Sequence[Measured[Counts] | NoData]
    is_measured: bool


def render(
    path: str,
    text: str,
    proposals: Sequence[ProposedValue],
    *,
    convention: tuple[str, bool],
    look: Look = PLAIN,
) -> str:
    """The file, and where its values come from. `convention`: its name, and whether the source showed it."""
    name, detected = convention
    lines = [look.ink(for_terminal(path), Ink.STRONG), ""]
    lines += [f"  {for_terminal(line)}".rstrip() for line in text.splitlines()]
    origin = "found in the source" if detected else "the default, not looked up"
    lines += ["", f"Measured by {for_terminal(name)} ({origin})."]
    lines += [look.fold(_because(proposal), 2) for proposal in proposals]
    return look.characters("\n".join(lines))


def _because(proposal: ProposedValue) -> str:
    said = f"{proposal.objective}: {for_terminal(proposal.value)}"
    if not proposal.is_measured:
        return f"{said} is where people begin: {_absence(proposal.measured)}."
    return f"{said} held in every period that was measured, newest first: {', '.join(_figures(proposal))}."


def _figures(proposal: ProposedValue) -> Iterator[str]:
    for answer in proposal.measured:
        if isinstance(answer, Measured) and answer.value.bad_ratio is not None:
            yield f"{percent(1 - answer.value.bad_ratio, 2)} good of {answer.value.valid:,.0f}"


def _absence(answers: Sequence[Measured[Counts] | NoData]) -> str:
    reasons = (for_terminal(answer.reason) for answer in answers if isinstance(answer, NoData))
    return next(reasons, "no common target would have held in the past")
