"""Counters as stories: how fast they grow for how long, and what becomes of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

STEP = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Grows:
    """The counter grows by `per_step` each 30 s."""

    per_step: float
    length: timedelta


@dataclass(frozen=True, slots=True)
class Unscraped:
    """The process goes on counting, and nobody looks."""

    per_step: float
    length: timedelta


@dataclass(frozen=True, slots=True)
class Restarts:
    """The process starts again at zero."""


@dataclass(frozen=True, slots=True)
class Absent:
    """There is no such series."""

    length: timedelta


Episode = Grows | Unscraped | Restarts | Absent


def samples(episodes: Iterable[Episode]) -> Iterator[tuple[int, float]]:
    """The story as samples: which scrape, counted from 0 every 30 s, and the counter's value."""
    level, step = 0.0, 0
    for episode in episodes:
        match episode:
            case Restarts():
                level = 0.0
            case Grows():
                for index in range(step, step + episode.length // STEP):
                    yield index, level
                    level += episode.per_step
                step += episode.length // STEP
            case Unscraped():
                level += episode.per_step * (episode.length // STEP)
                step += episode.length // STEP
            case Absent():
                step += episode.length // STEP


def together(*stories: Iterable[Episode]) -> Iterator[tuple[int, float]]:
    """A counter that counts what all of them count, scraped whenever one of them is."""
    levels: dict[int, float] = defaultdict(float)
    for story in stories:
        for index, level in samples(story):
            levels[index] += level
    return iter(sorted(levels.items()))


def openmetrics(series: Mapping[str, Iterable[tuple[int, float]]], start: int) -> str:
    """Series as OpenMetrics text, by name and labels; `start` is in Unix seconds."""
    step = int(STEP.total_seconds())
    lines = [
        f"{name} {value:.10g} {start + i * step}"
        for name, scrapes in series.items()
        for i, value in scrapes
    ]
    return "\n".join([*lines, "# EOF\n"])


def values(episodes: Iterable[Episode]) -> str:
    """The story in promtool's notation; a process that nobody looks at is a run of gaps."""
    parts: list[str] = []
    expected = 0
    for index, value in samples(episodes):
        if index > expected:
            parts.append(f"_x{index - expected}")
        parts.append(f"{value:.10g}")
        expected = index + 1
    return " ".join(parts)
