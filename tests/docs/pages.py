"""The pages that people read: their text, fenced blocks, links and headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.sources import ROOT

PAGES = tuple(
    sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("examples/**/*.md")])
)
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a page, and the lines that it is said to print; `…` stands for any lines."""

    line: str
    said: tuple[str, ...]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    text = page.read_text(encoding="utf-8")
    return [body for found, body in _BLOCK.findall(text) if found == language]


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return _BLOCK.sub("", page.read_text(encoding="utf-8"))


def links(page: Path) -> list[str]:
    """Targets of links within the repository."""
    return [link for link in _LINK.findall(prose(page)) if "://" not in link]


def anchors(page: Path) -> set[str]:
    """What a heading can be reached by, as code hosts name it."""
    titles = _HEADING.findall(prose(page))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def steps(page: Path) -> Iterator[Step]:
    """The commands of a page's console blocks, in order."""
    for block in blocks(page, "console"):
        yield from _steps(block)


def _steps(block: str) -> Iterator[Step]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, *said = part.rstrip("\n").split("\n")
        yield Step(line, tuple(said))


def clocked_steps(page: Path) -> Iterator[tuple[str, Step]]:
    """The same, each with the moment that the last `<!-- clock: … -->` above it sets."""
    now = ""
    for part in re.split(
        r"^(?=<!-- clock: )", page.read_text(encoding="utf-8"), flags=re.MULTILINE
    ):
        if found := re.match(r"<!-- clock: (\S+) -->", part):
            now = found[1]
        for language, body in _BLOCK.findall(part):
            if language == "console":
                yield from ((now, step) for step in _steps(body))
