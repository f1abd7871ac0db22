"""A doctor's report, as the terminal shows it: one line a thing, and below what is not well why and what to do."""

from collections.abc import Iterator, Sequence

from midwatch.domain.findings import Diagnosis, Health
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports.look import Ink, Look

_INKS = {
    Health.OK: Ink.GOOD,
    Health.NOTE: Ink.CAUTION,
    Health.PROBLEM: Ink.BAD,
    Health.NO_ANSWER: Ink.BAD,
}
_WIDTH = max(len(health.value) for health in Health)


def render(diagnoses: Sequence[Diagnosis], look: Look) -> str:
    """Every diagnosis, then how many need somebody."""
    lines = [line for diagnosis in diagnoses for line in _lines(diagnosis, look)]
    ill = sum(each.health in {Health.PROBLEM, Health.NO_ANSWER} for each in diagnoses)
    needs = "needs" if ill == 1 else "need"
    summary = "All is well." if not ill else f"{ill} of {len(diagnoses)} {needs} attention."
    return "\n".join([*lines, "", summary])


def _lines(diagnosis: Diagnosis, look: Look) -> Iterator[str]:
    mark = look.ink(f"{diagnosis.health.value:{_WIDTH}}", _INKS[diagnosis.health])
    subject = look.ink(for_terminal(diagnosis.subject, 80), Ink.STRONG)
    yield look.fold(f"{mark}  {subject}: {diagnosis.what}", _WIDTH + 4)
    for word, text in (("why", diagnosis.why), ("fix", diagnosis.fix)):
        if text:
            line = f"{'':{_WIDTH}}    {look.ink(word, Ink.FAINT)}  {text}"
            yield look.fold(line, _WIDTH + 9)
