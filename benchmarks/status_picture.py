"""How long a picture of a status takes once the sources have answered: from counts to PNG, or to a page of HTML.

Usage: python -m benchmarks.status_picture [--runs 9]

Prints a Markdown table. Each run is a process of its own, which imports what draws inside of the time that is measured.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._measure import Spread, table, verdict

from midwatch.domain.signals.selector import Matcher, Selector
from midwatch.domain.slo.indicator import CounterEvents, Polarity
from midwatch.domain.slo.objective import Objective, ObjectiveKind, Service, Target
from midwatch.domain.slo.standing.course import Course
from midwatch.domain.units import Ratio, TimeRange
from midwatch.store.repository import Repository
from midwatch.testing.events import InMemoryEvents, Traffic
from midwatch.workflows.slo.counting import Sources
from midwatch.workflows.slo.observing.burn_down import courses
from midwatch.workflows.slo.status import StatusRequest, status

GOAL_S = 0.5
AT = datetime(2026, 3, 1, 2, 14, tzinfo=UTC)
CASES = {"png 1": "PNG of one objective", "png 10": "PNG of ten", "html 10": "HTML of ten"}


def main() -> None:
    """Measure each case in several processes, or one in this."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--case", choices=CASES)
    options = parser.parse_args()
    if options.case:
        print(json.dumps(measured(options.case)))
        return
    rows = []
    for case, shown in CASES.items():
        command = [sys.executable, "-m", "benchmarks.status_picture", "--case", case]
        told = [json.loads(subprocess.check_output(command)) for _ in range(options.runs)]
        wall, cpu = (Spread.of(run[part] for run in told) for part in ("wall_s", "cpu_s"))
        size = f"{told[0]['bytes'] / 1000:,.0f} kB"
        goal = verdict(cpu.median, GOAL_S, "s")
        rows.append([shown, (wall * 1000).text("ms"), (cpu * 1000).text("ms"), size, goal])
    print(table(["picture", "wall", "processor", "size", "goal"], rows))


def measured(case: str) -> dict[str, float]:
    """One case in this process."""
    form, number = case.split()
    answered = answers(int(number))
    wall, cpu = time.perf_counter(), time.process_time()
    made = MAKERS[form](answered)
    return {
        "wall_s": time.perf_counter() - wall,
        "cpu_s": time.process_time() - cpu,
        "bytes": len(made),
    }


def _png(answered: tuple[Course, ...]) -> bytes:
    from midwatch.formats.reports.slo.picture import render  # noqa: PLC0415 - its import is measured

    return render(answered, width=960, dark=False)


def _html(answered: tuple[Course, ...]) -> bytes:
    from midwatch.formats.reports.slo.page import render  # noqa: PLC0415 - its import is measured

    return render(AT, answered, requests=0, waited=timedelta(0)).encode()


MAKERS: dict[str, Callable[[tuple[Course, ...]], bytes]] = {"png": _png, "html": _html}


def answers(number: int) -> tuple[Course, ...]:
    """A month of each of so many services, with an outage of two hours in it."""
    services = [service(f"service-{index}") for index in range(number)]
    month = TimeRange.ending(AT, timedelta(days=30))
    outage = TimeRange.ending(AT - timedelta(days=9), timedelta(hours=2))
    traffic = (Traffic(month, 10, 0.0002), Traffic(outage, 10, 0.3))
    source = InMemoryEvents({each.objectives[0].indicator: traffic for each in services})
    sources = Sources(counts_for=lambda _service: source)
    found = status(StatusRequest(at=AT), services, sources)
    with TemporaryDirectory() as folder:
        return courses(found.objectives, sources, Repository(Path(folder))).all


def service(name: str) -> Service:
    """A service that promises 99.9%."""
    requests = Selector("http_requests_total", (Matcher("job", name),))
    indicator = CounterEvents(
        valid=requests,
        selected=requests.where(Matcher("code", "500")),
        polarity=Polarity.BAD,
        presence_label="code",
    )
    objective = Objective(
        service=name,
        name="availability",
        kind=ObjectiveKind.AVAILABILITY,
        target=Target(Ratio.from_percent("99.9")),
        indicator=indicator,
    )
    return Service(name=name, objectives=(objective,), convention="prometheus-client")


if __name__ == "__main__":
    main()
