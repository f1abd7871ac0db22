"""Pictures as SVG: what is drawn, what never is, and that nobody's text can become a part of it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from midwatch.domain.untrusted import for_html
from midwatch.formats.charts.chart import Band, Level, Line, Marker, TimePanel, Tone, Unit
from midwatch.formats.charts.palette import DARK, LIGHT
from midwatch.formats.charts.svg import DESK, PHONE, Sheet, svg
from tests.support.charts import ENDS, PARTS, SPAN, before, drawn, paths, picture, texts
from tests.support.golden import Golden


def panel(*lines: Line, **more: Any) -> TimePanel:  # noqa: ANN401 - any field
    return replace(TimePanel(title="Errors", unit=Unit.SHARE, lines=lines), **more)


def of(one: TimePanel) -> str:
    return svg([replace(picture(), panels=(one,), bars=(), markers=(), notes=())])


def test_pictures_are_as_reviewed(golden: Golden, tmp_path: Path) -> None:
    cases = {
        "desk.svg": svg([picture()]),
        "phone-dark.svg": svg([picture()], Sheet(width=PHONE), theme=DARK),
        "two-in-a-page.svg": svg(
            [picture(), picture()], Sheet(width=DESK, headed=False), styled=False
        ),
    }
    for name, text in cases.items():
        (tmp_path / name).write_text(text + "\n")
    golden(tmp_path, "charts")


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert svg([picture()]) == svg([picture()])


def test_a_line_is_never_drawn_through_what_is_absent() -> None:
    values = np.ones(72) / 2
    values[20:30] = np.nan
    parts = paths(of(panel(Line(label="", ends=ENDS, values=values))), "c-line")
    assert len(parts) == 2


def test_a_value_between_two_gaps_is_a_dot() -> None:
    values = np.full(72, np.nan)
    values[30] = 0.5
    found = of(panel(Line(label="", ends=ENDS, values=values)))
    assert paths(found, "c-line") == []
    assert len(drawn(found).findall(".//svg:circle", PARTS)) == 1


def test_steps_that_do_not_touch_are_drawn_apart() -> None:
    starts = ENDS - 300.0
    starts[40:] += 60.0
    line = Line(label="", starts=starts, ends=ENDS, values=np.ones(72) / 2)
    assert len(paths(of(panel(line)), "c-line")) > 1


def test_an_empty_panel_says_why() -> None:
    assert "no data: nothing was counted" in texts(svg([picture()]))


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_word_lies_on_the_sheet(width: int) -> None:
    found = drawn(svg([picture()], Sheet(width=width)))
    height = float(found.attrib["height"])
    for each in found.iterfind(".//svg:text", PARTS):
        assert 0 <= float(each.attrib["x"]) <= width, "".join(each.itertext())
        assert 0 < float(each.attrib["y"]) < height


def test_a_bar_beyond_the_axis_is_broken_and_tells_its_value() -> None:
    found = svg([picture()])
    broken = drawn(found).findall(".//svg:polygon[@class='c-ground']", PARTS)
    assert len(broken) == 1
    assert "208×" in texts(found)


EVIL = 'x"/><script>alert(1)</script>\x00\ufffe\x1b[2J & \u202e'


def test_no_foreign_text_becomes_a_part_of_the_picture() -> None:
    line = Line(label=EVIL, ends=ENDS, values=np.ones(72), note=EVIL)
    chart = replace(
        picture(),
        title=EVIL,
        notes=(EVIL,),
        description=EVIL,
        panels=(
            panel(
                line,
                title=EVIL,
                levels=(Level(value=0.5, label=EVIL),),
                bands=(Band(span=SPAN, label=EVIL),),
            ),
            panel(absent=EVIL),
        ),
        markers=(Marker(at=before(60), label=EVIL),),
    )
    found = svg([chart], Sheet(width=PHONE), name=EVIL)
    assert drawn(found).findall(".//svg:script", PARTS) == []
    assert not set("\x00\x1b\ufffe\u202e") & set(found)


def test_a_character_that_no_xml_may_hold_is_shown_as_an_escape() -> None:
    assert for_html("a\ufffeb\uffff") == "a\\ufffeb\\uffff"


def test_many_changes_keep_to_their_lanes_and_the_latest_are_named() -> None:
    markers = tuple(Marker(at=before(5 * n), label=f"payments: v{n}") for n in range(70))
    found = svg([replace(picture(), markers=markers)], Sheet(width=PHONE))
    assert "payments: v0" in texts(found)
    named = [text for text in texts(found) if text.startswith("payments:")]
    assert 0 < len(named) < 70
    assert float(drawn(found).attrib["height"]) < 1000


def test_a_picture_is_told_to_who_does_not_see_it() -> None:
    found = drawn(svg([picture()], name="checkout"))
    assert found.attrib["role"] == "img"
    assert found.attrib["aria-labelledby"] == "checkout-title checkout-desc"
    told = {each.attrib.get("id"): each.text for each in found}
    assert told["checkout-title"] == "checkout"
    assert "rose from 110 ms to 330 ms" in str(told["checkout-desc"])


def test_lines_differ_by_more_than_their_colour() -> None:
    style = svg([picture()])
    dashes = {
        row.split("stroke-dasharray:")[1]
        for row in style.splitlines()
        if row.startswith(".c-line-") and "dasharray" in row
    }
    assert len(dashes) == len((Tone.SECOND, Tone.THIRD, Tone.FOURTH, Tone.QUIET))


def test_one_style_follows_the_readers_system_and_another_does_not() -> None:
    assert "prefers-color-scheme: dark" in svg([picture()])
    assert "prefers-color-scheme" not in svg([picture()], theme=LIGHT)


def test_charts_of_one_sheet_have_their_plots_below_each_other() -> None:
    wide = panel(Line(label="", ends=ENDS, values=np.full(72, -1.5), note="−150%"))
    charts = [replace(picture(), panels=(one,), bars=()) for one in (panel(absent="-"), wide)]
    grid = drawn(svg(charts)).findall(".//svg:line[@class='c-rule c-base']", PARTS)
    assert len({(each.attrib["x1"], each.attrib["x2"]) for each in grid}) == 1


def test_a_target_that_changed_is_drawn_where_it_held() -> None:
    first, last = SPAN.start, SPAN.end
    middle = first + timedelta(hours=2)
    levels = (
        Level(value=0.2, label="20%", span=replace(SPAN, end=middle)),
        Level(value=0.1, label="10%", span=replace(SPAN, start=middle, end=last)),
    )
    found = drawn(of(panel(Line(label="", ends=ENDS, values=np.zeros(72)), levels=levels)))
    lines = found.findall(".//svg:line[@class='c-level c-line-bad']", PARTS)
    assert lines[0].attrib["x2"] == lines[1].attrib["x1"]
