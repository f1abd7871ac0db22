"""What a compilation wrote, as the terminal shows it."""

from collections.abc import Sequence

from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports.look import Ink, Look

_SHOWN = 40
"""Files that are listed at most; a screen holds as many."""


def render(
    *,
    files: Sequence[tuple[str, bool]],
    cost: tuple[int, float, int],
    orphans: Sequence[str],
    backfill: str,
    look: Look,
) -> str:
    """Each file with its state, what the rules cost, what is left over, and what to do next."""
    series, samples, alerts = cost
    lines = [_file_line(path, look, changed=changed) for path, changed in files[:_SHOWN]]
    if len(files) > _SHOWN:
        changed = sum(changed for _, changed in files)
        lines.append(f"… {len(files)} files in all, {changed} of them changed")
    lines += [
        "",
        f"{series} recorded series, {samples:.1f} samples a second, {alerts} alerts.",
        *(
            look.fold(
                look.ink(
                    f"Left over: {for_terminal(path)} has no service file any more: ", Ink.CAUTION
                )
                + f"delete it, or {_loader(path)} goes on with it.",
                2,
            )
            for path in orphans
        ),
        "",
        "Next:",
        "  promtool test rules alerts/*_test.yaml     every alert fires and stays quiet as it should",
        "  promtool check config prometheus.yml       rule_files: [alerts/*-slo.yaml, alerts/midwatch-meta.yaml]",
        "To have whole budgets at once, record the past too (long; once):",
        f"  {for_terminal(backfill)}",
    ]
    return "\n".join(lines)


def _loader(path: str) -> str:
    return "Grafana" if path.startswith("dashboards/") else "Prometheus"


def _file_line(path: str, look: Look, *, changed: bool) -> str:
    state = look.ink("written  ", Ink.GOOD) if changed else look.ink("unchanged", Ink.FAINT)
    return f"{state}  {for_terminal(path)}"
