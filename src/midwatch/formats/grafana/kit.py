"""The parts of panels, each with what must never be left out: data source, refId, unit, and words for no data."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import TypeVar

from grafana_foundation_sdk.builders import bargauge, common, stat, table, text, timeseries
from grafana_foundation_sdk.builders.dashboard import ThresholdsConfig
from grafana_foundation_sdk.builders.prometheus import Dataquery
from grafana_foundation_sdk.models import common as words
from grafana_foundation_sdk.models.dashboard import (
    DataSourceRef,
    DynamicConfigValue,
    Panel,
    Threshold,
    ThresholdsMode,
)
from grafana_foundation_sdk.models.prometheus import PromQueryFormat
from grafana_foundation_sdk.models.text import TextMode

VARIABLE = "datasource"
SOURCE = DataSourceRef(type_val="prometheus", uid=f"${{{VARIABLE}}}")
"""The data source that the dashboard's variable names: every panel asks it."""
NO_TRAFFIC = "no traffic"
NO_EVENTS = "no traffic, or nothing recorded yet"

GOOD, CAUTION, WORSE, BAD = "green", "yellow", "orange", "red"

AnyPanel = stat.Panel | timeseries.Panel | bargauge.Panel | table.Panel
P = TypeVar("P", stat.Panel, timeseries.Panel, bargauge.Panel, table.Panel)
Step = tuple[float, str]
"""From this value on, this colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What one series of a panel asks, and how it is called."""

    expression: str
    legend: str = "__auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a panel says of itself: its title, what it means, and what it says where there is no data."""

    title: str
    meaning: str
    no_value: str = NO_EVENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The unit by Grafana's id, the colour at the lower end and where others begin, and how many decimals are shown.

    `in_sight`: up to where an axis reaches at least; by itself a little above the highest step.
    """

    unit: str
    steps: Sequence[Step] = ()
    base: str = GOOD
    decimals: int | None = None
    in_sight: float | None = None


def single(words_: Words, scale: Scale, query: Query) -> stat.Panel:
    """One number, as it is now."""
    panel = _described(stat.Panel(), words_, scale)
    return (
        _asking(panel, [query], instant=True)
        .reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))
        .graph_mode(words.BigValueGraphMode.NONE)
        .color_mode(words.BigValueColorMode.BACKGROUND)
    )


def lines(words_: Words, scale: Scale, queries: Sequence[Query]) -> timeseries.Panel:
    """Values over time; each step of the scale is drawn as a line."""
    panel = _asking(_described(timeseries.Panel(), words_, scale), queries, instant=False)
    panel.line_width(1).show_points(words.VisibilityMode.NEVER).fill_opacity(0)
    panel.axis_soft_min(0)
    if scale.steps:
        dashed = common.GraphThresholdsStyleConfig().mode(words.GraphThresholdsStyleMode.DASHED)
        panel.thresholds_style(dashed).axis_soft_max(scale.in_sight or 1.2 * scale.steps[-1][0])
    legend = (
        common.VizLegendOptions()
        .display_mode(words.LegendDisplayMode.TABLE)
        .placement(words.LegendPlacement.BOTTOM)
        .show_legend(show_legend=True)
        .calcs(["lastNotNull", "max"])
    )
    tooltip = common.VizTooltipOptions().mode(words.TooltipDisplayMode.MULTI)
    return panel.legend(legend).tooltip(tooltip.sort(words.SortOrder.DESCENDING))


def bars(
    words_: Words, scale: Scale, queries: Sequence[tuple[Query, Sequence[Step]]]
) -> bargauge.Panel:
    """One bar for each query, as it is now, each with steps of its own and twice its highest as its end."""
    panel = _asking(
        _described(bargauge.Panel(), words_, scale), [query for query, _ in queries], instant=True
    )
    for letter, (_, steps) in zip(ascii_uppercase, queries, strict=False):
        own = [DynamicConfigValue("thresholds", thresholds(GOOD, steps).build().to_json())]
        own.append(DynamicConfigValue("max", 2 * steps[-1][0]))
        panel.override_by_query(letter, own)
    return (
        panel.min(0)
        .reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))
        .orientation(words.VizOrientation.HORIZONTAL)
        .display_mode(words.BarGaugeDisplayMode.BASIC)
    )


def rows(words_: Words, queries: Sequence[Query]) -> table.Panel:
    """A table: the queries side by side, joined by their labels."""
    panel = _described(table.Panel(), words_, Scale(unit="none"))
    return _asking(panel, queries, instant=True).show_header(show_header=True)


def note(title: str, content: str) -> Panel:
    """A text in Markdown."""
    return text.Panel().title(title).mode(TextMode.MARKDOWN).content(content).build()


def thresholds(base: str, steps: Sequence[Step]) -> ThresholdsConfig:
    """Colours by value; the base has no lower end."""
    listed = [Threshold(value=None, color=base), *(Threshold(v, color) for v, color in steps)]
    return ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(listed)


def _described(panel: P, words_: Words, scale: Scale) -> P:
    panel.title(words_.title).description(words_.meaning).no_value(words_.no_value)
    panel.datasource(SOURCE).unit(scale.unit).thresholds(thresholds(scale.base, scale.steps))
    if scale.decimals is not None:
        panel.decimals(scale.decimals)
    return panel


def _asking(panel: P, queries: Sequence[Query], *, instant: bool) -> P:
    for letter, query in zip(ascii_uppercase, queries, strict=False):
        asked = Dataquery().expr(query.expression).legend_format(query.legend).ref_id(letter)
        asked.datasource(SOURCE)
        asked = asked.instant() if instant else asked.range()
        if isinstance(panel, table.Panel):
            asked.format(PromQueryFormat.TABLE)
        panel.with_target(asked)
    return panel
