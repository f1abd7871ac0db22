"""Everything that is measured, as one page.

Usage: python -m benchmarks [--write] [NAME …]

Without names all of it, within a quarter of an hour. The page goes to standard output, or with --write to
docs/reference/benchmarks.md, where with names the other sections stay; progress goes to standard error. Each benchmark
also runs alone: python -m benchmarks.help
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from midwatch import __version__
from tools.servers import locate

PAGE = Path(__file__).parents[1] / "docs/reference/benchmarks.md"
LIMIT_S = 900
INTRODUCTION = """\
# Benchmarks

Made by `python -m benchmarks --write` (`make bench` prints the same). A figure is the median of several runs, with the
least and the most in brackets where there is more than one run. Peers ran on the same machine in the same run. A load
above 1 says that others used the machine too: then time on the processor tells more than time on the wall. A section
that was measured on another day says when, and on what.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A script of this folder: the title of its section, what it measures, and what limits the figure."""

    name: str
    title: str
    what: str
    limits: str


BENCHMARKS = (
    Benchmark(
        name="help",
        title="Asking for help",
        what="The whole process, from start to exit.",
        limits="Python itself starts in the time of the first peer; the rest is importing the command line's library.",
    ),
    Benchmark(
        name="check_one",
        title="Checking one service file",
        what="The whole process, on a file of three objectives, without a source. The peer reads the rules that are "
        "generated from the same file; it checks their syntax, and nothing that is promised.",
        limits="Nearly all of it is importing libraries (YAML, PromQL, the payload models); the checks take a few "
        "milliseconds.",
    ),
    Benchmark(
        name="compile_thousand",
        title="Compiling a thousand services",
        what="The whole process, which checks every file first: rules, their unit tests, rules that record the past, "
        "dashboards, rationale pages and Alertmanager's configuration. The second row has nothing to change, and "
        "writes nothing.",
        limits="One processor. The time goes into the YAML emitter, dashboards, and the texts of expressions and "
        "tests. Memory grows with what is written, since all files are replaced or none.",
    ),
    Benchmark(
        name="rules_evaluation",
        title="What the rules cost Prometheus",
        what="A Prometheus with 30 days of recordings, 30 s apart, evaluates the rules that compile writes: the time "
        "that the server itself reports for each group, without the first round. An objective here counts four series "
        "(two instances, two codes). The last column is arithmetic (time × 1,000 ÷ interval), not a measurement of "
        "1,000 objectives.",
        limits="The fast groups and the traffic group grow with the series behind an objective, and so does the "
        "increase that reads counters; the slow group does not. The peer's mean of recorded ratios is another figure: "
        "an average of averages, which weighs a quiet minute like a busy one.",
    ),
    Benchmark(
        name="status_thousand",
        title="Status of a thousand objectives",
        what="`slo status` of 1,000 objectives on one Prometheus, after one status that warms it. “Own” is what is not "
        "waiting for the source; the goal is 2 s. One run.",
        limits="Waiting is Prometheus' own evaluation, and grows with the series behind an objective where counters "
        "are read.",
    ),
    Benchmark(
        name="status_picture",
        title="Drawing a status",
        what="From what the sources answered to a picture, in a process that draws for the first time: charts of 180 "
        "steps with an outage, 960 CSS pixels wide. The goal is 0.5 s of the "
        "processor: nothing waits here.",
        limits="A PNG is pixels: resvg takes most of it, and as much longer as the picture is higher. HTML is text, "
        "and holds each picture twice.",
    ),
    Benchmark(
        name="observe_many",
        title="Observing many services",
        what="`observe` of services with two objectives each, declared to follow one convention, on a real Prometheus "
        "with 90 minutes of telemetry: once warm, then each run in a process of its own. “Own” is what is not waiting "
        "for the source; the goal is 0.5 s for 200 services. 5,000 services are one run. The second table is what each "
        "form takes of the processor, imports of its libraries included; lists longer than 50 hold what is not green.",
        limits="Some 50 measures a service: each is asked for, told apart, and kept with where it came from. What one "
        "answer may hold (a million points) splits questions of thousands of services.",
    ),
    Benchmark(
        name="incidents",
        title="Incidents",
        what="Whole processes in a repository with 1,000 incidents of 20 events and one of 2,000, packed by git. Each "
        "`log` puts its event on disk, and commits it. Triage live judges an outage of the demo's shop, whose "
        "Prometheus runs beside it; what it takes beyond the answers is on the processor.",
        limits="Starting Python and importing takes 80 ms to 100 ms of each; a list reads every event. Three to five "
        "processes of git take some 4 ms each. Triage compiles the patterns of some thousand words that it may meet.",
    ),
    Benchmark(
        name="capture_load",
        title="A month of telemetry in files",
        what="Sixty series, one sample a minute, as exposition text: read for the first time, read again from the "
        "cached columns, and counted over eight windows for 18 indicators. One run.",
        limits="The first load is parsing text; the cache is keyed by content, so that the text is read and hashed "
        "again.",
    ),
    Benchmark(
        name="causes",
        title="Causes",
        what="How long one ranking takes, and how good it is on the "
        "[PetShop](https://github.com/amazon-science/petshop-root-cause-analysis) data set: faults injected into a "
        "shop of some forty services, seen in five samples of five minutes, with two days without a fault to compare "
        "with. The peers follow anomalous callees to the deepest, and rank by correlation with the alarmed signal. "
        "Then windows of the two days without a fault, as if an alarm had been raised in each.",
        limits="Medians over the normal period take most of the time. What limits the quality is in "
        "[Causes](../explanation/causes.md).",
    ),
    Benchmark(
        name="anomalies",
        title="How well anomalies are found",
        what="A week of the demo's six services (traffic, errors, slow requests and saturation, a minute a step) goes "
        "through eight incidents of random kind, service, size, length and hour, weekends too, with eight more in the "
        "30 days before, on 20 seeds that were not looked at while the method was made. Found is an anomaly of the "
        "incident's own service while it was on. A false alarm is an anomaly that no incident explains; alarms of "
        "several signals at once are several. In brackets the least and the most of a seed.",
        limits="The shop is made up: real noise is wilder. What is missed is small: traffic that falls by half, "
        "and gradually; a processor at hardly more than 1.5 times its usual load at that hour; a few failures among "
        "few requests.",
    ),
    Benchmark(
        name="anomalies_gauges",
        title="How gauges of wilder kinds are judged",
        what="Made-up gauges, a minute a step: a week after four of the same kind, as it is, and with six shifts of "
        "half an hour to three times the usual level. Found is an onset within 5 min. 5 seeds.",
        limits="A queue whose own bursts are larger than the shifts hides them, and a saw hides what it does itself. "
        "What bursts at random is told from an anomaly only where a history of days is known, not from the same hours "
        "of four weeks.",
    ),
    Benchmark(
        name="trends",
        title="How well the future is foretold",
        what="The last day of made-up series is held back, and forecast from the 4, 10 and 30 days before: on 20 seeds "
        "of each shape that were not looked at while the method was made. Nine tenths of the values are meant to lie "
        "within the interval, and nine tenths of the moments at which a limit is reached. An interval without an end "
        "says that the limit may stay away for longer than the forecast reaches.",
        limits="A leak that is younger than the noise around it is foretold late, and a walk without a trend has none.",
    ),
    Benchmark(
        name="anomalies_speed",
        title="Judging many signals",
        what="Arithmetic alone, on arrays in memory.",
        limits="Sorting for medians, and logarithms of every step.",
    ),
    Benchmark(
        name="demo",
        title="The demo",
        what="`midwatch demo` as a whole process: a month of a shop is made up, and walked from init to status.",
        limits="Making the month and reading it take most; nothing of it is waiting.",
    ),
)


def main() -> None:
    """Run what is asked for, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="write the page of the docs")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these")
    options = parser.parse_args()
    known = [benchmark.name for benchmark in BENCHMARKS]
    if unknown := set(options.names) - set(known):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    deadline = time.monotonic() + LIMIT_S
    measured: dict[str, str] = {}
    for benchmark in BENCHMARKS:
        if not options.names or benchmark.name in options.names:
            print(f"measuring {benchmark.name} …", file=sys.stderr)
            measured[benchmark.title] = section(benchmark, deadline - time.monotonic())
    if not options.write:
        print("\n".join([INTRODUCTION, machine(), *measured.values()]), end="")
    elif options.names:
        PAGE.write_text(renewed(PAGE.read_text(), measured, f"Measured on {here()}."))
    else:
        PAGE.write_text("\n".join([INTRODUCTION, machine(), *measured.values()]))


def renewed(page: str, measured: Mapping[str, str], where: str) -> str:
    """The page with some sections measured anew, which say where; the others as they were."""
    head, *sections = page.split("\n## ")
    known = {
        title: f"## {title}\n{rest}" for title, _, rest in (s.partition("\n") for s in sections)
    }
    fresh = {title: f"{text.rstrip()} {where}\n" for title, text in measured.items()}
    found = {**known, **fresh}
    _, _, about = head.partition("\n| | |\n")
    ordered = [found[each.title] for each in BENCHMARKS if each.title in found]
    return "\n".join([INTRODUCTION, f"| | |\n{about}", *(f"{text.rstrip()}\n" for text in ordered)])


def section(benchmark: Benchmark, within_s: float) -> str:
    """One benchmark's part of the page; one that fails says why, and stops nothing."""
    module = f"benchmarks.{benchmark.name}"
    try:
        done = subprocess.run(
            [sys.executable, "-m", module],
            cwd=PAGE.parents[2],
            capture_output=True,
            text=True,
            timeout=max(within_s, 1),
            check=False,
        )
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        found = done.stdout.strip() if done.returncode == 0 else f"Not measured: {last}"
    except subprocess.TimeoutExpired:
        found = f"Not measured: the {LIMIT_S} s for everything were over."
    head = f"## {benchmark.title}\n\n`python -m {module}`: {benchmark.what}\n"
    load = f"Load in its last minute: {os.getloadavg()[0]:.1f}."
    return f"{head}\n{found}\n\n{load} What limits it: {benchmark.limits}\n"


def here() -> str:
    """Day and machine, in a few words."""
    return f"{time.strftime('%Y-%m-%d', time.gmtime())}, on {processor()}, {os.cpu_count()} cores"


def machine() -> str:
    """Where, when and with what was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    rows = {
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "processor": f"{processor()}, {os.cpu_count()} cores",
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "Midwatch": __version__,
        "Prometheus": prometheus_version(),
    }
    lines = [f"| {name} | {value} |" for name, value in rows.items()]
    return "\n".join(["| | |", "|---|---|", *lines, ""])


def processor() -> str:
    """The processor's name, as far as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def prometheus_version() -> str:
    """Its version, or that there is none."""
    program = locate("prometheus", os.environ)
    if program is None:
        return "none (tools/servers.py brings it)"
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    words = (said.stdout + said.stderr).split()
    return words[words.index("version") + 1] if "version" in words else "unknown"


if __name__ == "__main__":
    main()
