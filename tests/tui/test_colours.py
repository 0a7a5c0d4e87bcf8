"""Colours that can be read: in both themes, with 256 and 16 colours, and without any."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from rich.color import Color as Shown
from rich.color import ColorSystem
from textual.color import Color

from dialogue_sim.tui import drawing, marks
from dialogue_sim.tui.app import LOOKS, STYLES
from dialogue_sim.tui.themes import NIGHT, PAPER

if TYPE_CHECKING:
    from tests.tui.conftest import Opener
    from textual.theme import Theme

READABLE, SEEN = 4.5, 3.0
"""Contrast of text, and of what is drawn, with its ground: WCAG 2.1, 1.4.3 and 1.4.11."""

DARKEST, LIGHTEST = 0.05, 0.8

THEMES = pytest.mark.parametrize("theme", [NIGHT, PAPER], ids=lambda theme: theme.name)
GROUNDS = ("$background", "$surface", "$panel", "$block-cursor-background",
           "$block-cursor-blurred-background", "$block-hover-background")  # fmt: skip
TEXTS = ("$foreground", drawing.DIM, drawing.GOOD, drawing.BAD, drawing.FAIR, "$accent",
         "$text-secondary")  # fmt: skip
DRAWN = ("$primary", "$secondary")
CHIPS = (marks.REFUSING, marks.DOUBTING, marks.WILLING, marks.TESTING, marks.GROUND)
GREYS = ("$background", "$surface", "$panel", "$border-blurred", "$block-hover-background",
         "$block-cursor-blurred-background", "$scrollbar", "$scrollbar-background")  # fmt: skip


def colour(name: str, theme: Theme, ground: Color | None = None) -> Color:
    """A colour of a theme as styles write it, on a ground if it lets some of that through."""
    word, _, percent = name.partition(" ")
    variables = {**theme.to_color_system().generate(), **theme.variables}
    found = Color.parse(variables[word.removeprefix("$")])
    if not percent:
        return found
    assert ground is not None
    return ground.blend(found, int(percent.rstrip("%")) / 100)


def luminance(rgb: tuple[int, int, int]) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [value / 255 for value in rgb]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Contrast ratio of two colours, 1..21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def in_system(shown: Color, system: ColorSystem) -> tuple[int, int, int]:
    """What a terminal with fewer colours makes of a colour."""
    return tuple(Shown.from_rgb(*shown.rgb).downgrade(system).get_truecolor())  # type: ignore[return-value]


def test_the_measure_is_that_of_the_guidelines() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21.0)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize("ground_name", GROUNDS)
def test_every_text_can_be_read_on_every_ground(theme: Theme, ground_name: str) -> None:
    ground = colour(ground_name, theme)
    for name in TEXTS:
        assert contrast(colour(name, theme, ground).rgb, ground.rgb) >= READABLE, name
    for name in DRAWN:
        assert contrast(colour(name, theme, ground).rgb, ground.rgb) >= SEEN, name


@THEMES
@pytest.mark.parametrize("chip", CHIPS)
def test_every_chip_can_be_read_with_all_colours_and_with_256(theme: Theme, chip: str) -> None:
    text, _, ground = chip.partition(" on ")
    shown = colour(text, theme), colour(ground, theme)
    assert contrast(shown[0].rgb, shown[1].rgb) >= READABLE
    fewer = [in_system(one, ColorSystem.EIGHT_BIT) for one in shown]
    assert contrast(*fewer) >= READABLE


@THEMES
def test_greys_stay_grey_with_256_and_with_16_colours(theme: Theme) -> None:
    for name in GREYS:
        for system in (ColorSystem.EIGHT_BIT, ColorSystem.STANDARD):
            red, green, blue = in_system(colour(name, theme), system)
            assert red == green == blue, (name, system)


@THEMES
def test_text_can_be_read_with_256_and_with_16_colours(theme: Theme) -> None:
    for name in ("$background", "$surface", "$panel", "$block-cursor-background"):
        ground = colour(name, theme)
        for system in (ColorSystem.EIGHT_BIT, ColorSystem.STANDARD):
            marked = name == "$block-cursor-background" and system == ColorSystem.STANDARD
            fewer = in_system(colour("$foreground", theme), system), in_system(ground, system)
            assert contrast(*fewer) >= (SEEN if marked else READABLE), (name, system)


@THEMES
def test_edges_and_titles_in_the_style_sheets_can_be_read(theme: Theme) -> None:
    sheets = " ".join((STYLES / f"{name}.tcss").read_text() for name in LOOKS)
    ground = colour("$background", theme)
    partly = re.findall(r"color: (\$foreground \d+%)", sheets)
    assert partly
    for name in partly:
        assert contrast(colour(name, theme, ground).rgb, ground.rgb) >= READABLE, name


@THEMES
def test_dark_is_dark_and_paper_is_light(theme: Theme) -> None:
    bright = luminance(colour("$background", theme).rgb)
    assert bright < DARKEST if theme.dark else bright > LIGHTEST


@THEMES
async def test_the_app_uses_the_colours_that_are_measured_here(
    opened: Opener, theme: Theme
) -> None:
    async with opened() as player:
        player.app.theme = theme.name
        await player.settle()
        for name in (*GREYS, *(f"${part}" for part in theme.variables)):
            used = player.app.theme_variables[name.removeprefix("$")]
            if not name.endswith("style"):
                assert Color.parse(used) == colour(name, theme)
