"""Panels on Grafana's grid of 24 columns, numbered in reading order, and the dashboard as text."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grafana_foundation_sdk.builders.dashboard import Dashboard
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.models.dashboard import GridPos, Panel, RowPanel

COLUMNS = 24
_ROW_HEIGHT = 1


@dataclass(frozen=True, slots=True, eq=False)
class Sized:
    """A panel and its place on a line: columns wide and rows high, each row 38 pixels."""

    panel: Panel | Builder[Panel]
    width: int
    height: int


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Section:
    """Panels under a heading; each line stands below the one before and has at most 24 columns."""

    title: str | None
    lines: Sequence[Sequence[Sized]]


def place(sections: Sequence[Section]) -> Iterator[Panel | RowPanel]:
    """Every heading and panel with its number and its place: nothing overlaps."""
    number, top = 0, 0
    for section in sections:
        if section.title is not None:
            number += 1
            at = GridPos(h=_ROW_HEIGHT, w=COLUMNS, x=0, y=top)
            yield RowPanel(title=section.title, id_val=number, grid_pos=at, panels=[])
            top += _ROW_HEIGHT
        for line in section.lines:
            left = 0
            for sized in line:
                number += 1
                built = sized.panel if isinstance(sized.panel, Panel) else sized.panel.build()
                built.id_val = number
                built.grid_pos = GridPos(h=sized.height, w=sized.width, x=left, y=top)
                left += sized.width
                yield built
            top += max(sized.height for sized in line)


def text_of(
    dashboard: Dashboard,
    panels: Iterable[Panel | RowPanel],
    annotations: Sequence[Mapping[str, object]],
) -> str:
    """The JSON of a dashboard: the keys of each panel on lines of their own, so that a change reads well in a diff.

    The annotations are Prometheus' own form, which the library's types do not have.
    """
    data = dashboard.build().to_json()
    data["annotations"] = {"list": list(annotations)}
    head = [f' "{key}": {_ENCODER.encode(data[key])}' for key in sorted(data)]
    body = ",\n".join(_panel(panel) for panel in panels)
    return "{\n" + ",\n".join(head) + ',\n "panels": [\n' + body + "\n ]\n}\n"


def _panel(panel: Panel | RowPanel) -> str:
    data = panel.to_json()
    targets = data.pop("targets", None)
    parts = [f'   "{key}": {_ENCODER.encode(data[key])}' for key in sorted(data)]
    if targets:
        listed = ",\n".join(f"    {_ENCODER.encode(target)}" for target in targets)  # type: ignore[attr-defined]  # as above
        parts.append(f'   "targets": [\n{listed}\n   ]')
    return "  {\n" + ",\n".join(parts) + "\n  }"


def _plain(value: object) -> object:
    """What the library makes of one of its values."""
    to_json = getattr(value, "to_json", None)
    if to_json is None:
        msg = f"{type(value).__name__} is no part of a dashboard"
        raise TypeError(msg)
    return to_json()


_ENCODER = json.JSONEncoder(default=_plain, ensure_ascii=False, sort_keys=True)
