"""Every link within the repository leads somewhere."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.architecture.sources import ROOT
from tests.docs import pages


def is_dead(page: Path, link: str) -> bool:
    path, _, anchor = unquote(link).partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return True
    return bool(anchor) and target.suffix == ".md" and anchor not in pages.anchors(target)


@pytest.mark.parametrize("page", pages.PAGES, ids=pages.name_of)
def test_links_lead_somewhere(page: Path) -> None:
    assert [link for link in pages.links(page) if is_dead(page, link)] == []


def test_every_page_is_reached_from_the_index() -> None:
    index = ROOT / "docs" / "index.md"
    reached, waiting = set[Path](), [index]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.is_file():
            continue
        reached.add(page)
        waiting += [(page.parent / link.partition("#")[0]).resolve() for link in pages.links(page)]
    lost = {page for page in pages.PAGES if (ROOT / "docs") in page.parents} - reached
    assert sorted(map(pages.name_of, lost)) == []
