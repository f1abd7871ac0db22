"""Colours that can be read, on each ground."""

import pytest

from midwatch.formats.charts.chart import Tone
from midwatch.formats.charts.palette import DARK, LIGHT, Theme

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
Light = tuple[float, float, float]

# Simulation of missing cones in linear RGB: Viénot, Brettel and Mollon, 1999, Color Research and Application 24(4).
BLINDNESS = {
    "protanopia": ((0.1124, 0.8876, 0.0), (0.1124, 0.8876, 0.0), (0.004, -0.004, 1.0)),
    "deuteranopia": ((0.2927, 0.7073, 0.0), (0.2927, 0.7073, 0.0), (-0.0223, 0.0223, 1.0)),
}


def linear(colour: str) -> Light:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return r, g, b


def luminance(colour: str) -> float:
    r, g, b = linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, by: str) -> Light:
    light = linear(colour)
    r, g, b = (sum(w * part for w, part in zip(row, light, strict=True)) for row in BLINDNESS[by])
    return r, g, b


def apart(one: Light, other: Light) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


@THEMES
@pytest.mark.parametrize("tone", Tone)
def test_text_in_each_tone_can_be_read(theme: Theme, tone: Tone) -> None:
    assert contrast(theme.tones[tone], theme.ground) >= 4.5


@THEMES
def test_plain_and_faint_text_can_be_read(theme: Theme) -> None:
    assert contrast(theme.ink, theme.ground) >= 7
    assert contrast(theme.faint, theme.ground) >= 4.5


@THEMES
@pytest.mark.parametrize("by", BLINDNESS)
@pytest.mark.parametrize(("one", "other"), [(Tone.GOOD, Tone.BAD), (Tone.FIRST, Tone.SECOND)])
def test_who_sees_fewer_colours_tells_them_apart(
    theme: Theme, by: str, one: Tone, other: Tone
) -> None:
    assert apart(seen(theme.tones[one], by), seen(theme.tones[other], by)) > 0.05
