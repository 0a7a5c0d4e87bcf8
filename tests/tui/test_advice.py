"""The forecast on the table: counted beside the screen, shown at once, stopped when it is void."""

from __future__ import annotations

import asyncio
import re
import threading
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.content import Content

from dialogue_sim.session.progress import Stopped
from dialogue_sim.session.start import Start
from dialogue_sim.session.views.advice import FORECAST, AdviceView, ProspectView
from dialogue_sim.tui.screens.play import PlayScreen
from dialogue_sim.tui.widgets.advice import (
    COUNTING,
    Forecast,
    advice_line,
    advice_rows,
    arrows_of,
    scale,
)
from dialogue_sim.tui.widgets.policy_why import whole_parts
from dialogue_sim.tui.widgets.table import upper_rows

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

    from dialogue_sim.session.game import Game
    from dialogue_sim.session.progress import Tell
    from dialogue_sim.session.views.advice import Advice

START = Start(scenario="december_2019", seed="kalmar")
FIRST = Start(scenario="first_steps", seed="kalmar")
SPAN = re.compile(r"[+-]?\d+…[+-]?\d+")


def row(
    rank: int, better: str = "up", *, told: tuple[int, int, int] | None = None
) -> ProspectView:
    low, median, high = told or (None, None, None)
    words = {-2: "much worse", -1: "worse", 0: "about the same", 1: "better", 2: "much better"}
    return ProspectView(
        "trust", "Trust", "Trust", "up" if better == "up" else "down",
        low, high, median, words[rank], rank,
    )  # fmt: skip


def told(player: Player) -> bool:
    """Whether the table has what the adviser counted."""
    screen = player.app.screen
    return isinstance(screen, PlayScreen) and screen._advice is not None  # noqa: SLF001


def forecast(player: Player) -> str:
    return str(player.app.screen.query_one(Forecast).render())


@pytest.mark.parametrize("size", [(140, 40), (140, 30), (200, 60)])
async def test_the_panel_tells_every_number_of_the_highlighted_text(
    opened: Opener, size: tuple[int, int]
) -> None:
    async with opened(size, START) as player:
        await player.begin()
        await player.until(lambda: told(player), "the adviser")
        screen = player.app.screen
        assert isinstance(screen, PlayScreen)
        seen = set()
        for key in "150":
            await player.press(key)
            lines = [one for one in forecast(player).splitlines() if SPAN.search(one)]
            assert len(lines) == len(FORECAST)
            for one, indicator in zip(lines, FORECAST, strict=True):
                assert one.startswith((indicator.short, indicator.label))
                assert one.rstrip().endswith((*"·△▽▲▼", "worse", "same", "better"))
            seen.add(forecast(player))
        assert len(seen) == len("150")
        assert "80 % of 20 sessions" in player.text()


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (60, 20)])
async def test_without_the_panel_why_tells_it(opened: Opener, size: tuple[int, int]) -> None:
    async with opened(size, START) as player:
        await player.begin()
        await player.until(lambda: told(player), "the adviser")
        assert not player.app.screen.query_one(Forecast).display
        why = player.text().partition("Why ·")[2]
        assert re.search(r"Credib(\.|ility) .*▲", why)
        await player.press("w")
        await player.until_screen("Reading")
        page = str(player.app.screen.query_one("Page").render())
        assert page.count("…") >= len(FORECAST)
        assert "▲▲" in page


async def test_hard_tells_words_and_no_number(opened: Opener) -> None:
    async with opened((140, 40), Start("december_2019", "kalmar", difficulty="hard")) as player:
        await player.begin()
        await player.until(lambda: told(player), "the adviser")
        shown = forecast(player)
        assert "better" in shown
        assert not re.search(r"\d", shown)
        assert "the adviser's word" in player.text()


async def test_what_cannot_be_tabled_has_no_forecast(opened: Opener) -> None:
    async with opened((140, 40), FIRST) as player:
        await player.begin()
        await player.until(lambda: told(player), "the adviser")
        await player.press("3")
        assert "No forecast: the text cannot be tabled now." in player.text()


async def test_an_amended_text_has_a_forecast_of_its_own(opened: Opener) -> None:
    async with opened((80, 24), START) as player:
        await player.begin()
        await player.press("1", "enter")
        await player.until_screen("AmendSheet")

        def line_of() -> str:
            found = [one for one in player.text().splitlines() if "Credib." in one]
            return found[-1] if found else ""

        await player.until(lambda: "▲" in line_of(), "the adviser")
        before = line_of()
        await player.press("right", "right")
        await player.until(lambda: "▲" in line_of() and line_of() != before, "the adviser again")


class Slow:
    """An adviser who is never done, until nobody waits for it."""

    def __init__(self) -> None:
        self.asked = 0
        self.stopped = 0
        self.running = threading.Event()

    def __call__(self, game: Game, seat: str, tell: Tell) -> Advice:
        del game, seat
        self.asked += 1
        self.running.set()
        try:
            while True:
                tell(0.5)
                threading.Event().wait(0.005)
        except Stopped:
            self.stopped += 1
            raise


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    adviser_ = Slow()
    monkeypatch.setattr("dialogue_sim.tui.sitting.advice", adviser_)
    return adviser_


async def test_keys_do_not_wait_for_the_adviser(opened: Opener, slow: Slow) -> None:
    async with opened((140, 40), FIRST) as player:
        await player.begin()
        await player.until(slow.running.is_set, "the adviser")
        assert COUNTING in forecast(player)
        await player.press("2")
        assert COUNTING in forecast(player)
        assert "notice" in forecast_title(player)
        await player.press("1", "t")
        await player.until_screen("ReactionsScreen")
        await player.until(lambda: slow.stopped >= 1, "the adviser to stop")
        await player.finish_turn()
        await player.until(lambda: slow.asked == 2, "the adviser of the next turn")
    for _ in range(200):
        if slow.stopped < slow.asked:
            await asyncio.sleep(0.01)
    assert slow.stopped == slow.asked


def forecast_title(player: Player) -> str:
    return str(player.app.screen.query_one(Forecast).border_title)


async def test_an_answer_that_comes_too_late_is_not_missed(opened: Opener) -> None:
    async with opened((80, 24), FIRST) as player:
        await player.begin()
        screen = player.app.screen
        assert isinstance(screen, PlayScreen)
        await player.until(lambda: told(player), "the adviser")
        player.app.exit()
    screen.advised({})
    assert not player.app.is_running


async def test_fast_keys_while_the_adviser_counts(opened: Opener, slow: Slow) -> None:
    async with opened((80, 24), FIRST) as player:
        await player.begin()
        for key in ["1", "2", "4", "tab", "tab", "w", "escape"] * 3:
            player.app.simulate_key(key)
            await asyncio.sleep(0)
        await player.settle()
        assert player.app.is_running
        assert slow.asked == 1


def test_the_scale_has_its_zero_in_the_middle() -> None:
    drawn = str(scale(row(1, told=(2, 5, 10)), 21, 10))
    assert drawn[10] == "┊"
    assert drawn.index("●") == 15
    assert (drawn.index("━"), drawn.rindex("━")) == (12, 20)
    assert len(drawn) == 21
    beyond = str(scale(row(-2, told=(-40, -30, -20)), 21, 10))
    assert (beyond[0], beyond.count("━")) == ("●", 0)
    assert str(scale(row(0), 21, 0)).index("●") == 10
    assert str(scale(row(-2), 21, 0)).index("●") == 0


@pytest.mark.parametrize(
    ("rank", "better", "arrows"),
    [(2, "up", "▲▲"), (1, "down", "▼"), (-1, "up", "▽"), (-2, "down", "△△"), (0, "up", "·")],
)
def test_arrows_tell_direction_and_gain(rank: int, better: str, arrows: str) -> None:
    assert arrows_of(row(rank, better))[0] == arrows


@pytest.mark.parametrize("width", [20, 28, 44, 66, 100])
def test_rows_fit_their_width(width: int) -> None:
    for ranks in (None, (-12, -10, -7)):
        advice = AdviceView(400, tuple(row(rank, told=ranks) for rank in (-2, 0, 2)))
        assert all(cell_len(str(one)) <= width for one in advice_rows(advice, width))
        assert cell_len(str(advice_line(advice, width))) <= width


def test_a_short_line_leaves_out_what_stays() -> None:
    advice = AdviceView(400, (row(0, told=(-1, 0, 1)), row(1, told=(1, 3, 4))))
    assert str(advice_line(advice, 40)) == "Trust ·  Trust ▲3"
    assert str(advice_line(advice, 10)) == "Trust ▲3"
    nothing = AdviceView(400, (row(0), row(0)))
    assert str(advice_line(nothing, 40)) == "Trust ·  Trust ·"


def test_only_whole_parts_are_shown() -> None:
    one, two, three = ([Content(name)] * size for name, size in (("a", 1), ("b", 2), ("c", 3)))
    parts = [(1, one), (0, three), (2, two)]
    assert [str(x) for x in whole_parts(parts, 6)] == ["a", "c", "c", "c", "b", "b"]
    assert [str(x) for x in whole_parts(parts, 5)] == ["a", "c", "c", "c"]
    assert [str(x) for x in whole_parts(parts, 3)] == ["c", "c", "c"]
    assert [str(x) for x in whole_parts(parts, 2)] == ["c", "c", "c"]


def test_lists_get_the_rows_that_they_can_use() -> None:
    assert upper_rows(38, 14, 11) == 30
    assert upper_rows(38, 8, 6) == 26
    assert upper_rows(58, 14, 11) == 44
    assert upper_rows(38, 3, 2) == 24
    assert upper_rows(38, 22, 11) == 30
