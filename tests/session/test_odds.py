"""How a chance is told: by hand at the edges, and what holds for every chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue_sim.session.views.odds import Odds, band_of, odds_of
from dialogue_sim.words import DIFFICULTIES

PERCENTS = st.floats(0.0, 100.0)
NARROW = {"open": 4, "normal": 6, "hard": 6}


@pytest.mark.parametrize(
    ("percent", "band"),
    [
        (0.0, (0, 0)), (0.01, (0, 5)), (4.999, (0, 5)), (5.0, (5, 10)), (61.0, (60, 65)),
        (60.0, (60, 65)), (64.999, (60, 65)), (95.0, (95, 100)), (99.99, (95, 100)),
        (100.0, (100, 100)), (100.00000000000001, (100, 100)),
    ],
)  # fmt: skip
def test_bands_by_hand(percent: float, band: tuple[int, int]) -> None:
    assert band_of(percent) == band


@pytest.mark.parametrize(
    ("percent", "word", "rank"),
    [
        (0.0, "none", 0), (0.001, "very low", 0), (19.4, "very low", 0), (19.5, "low", 1),
        (20.0, "low", 1), (39.4, "low", 1), (40.0, "even", 2), (59.4, "even", 2),
        (60.0, "high", 3), (79.4, "high", 3), (80.0, "very high", 4), (99.999, "very high", 4),
        (100.0, "certain", 4),
    ],
)  # fmt: skip
def test_words_by_hand(percent: float, word: str, rank: int) -> None:
    for told in ("open", "hard"):
        odds = odds_of(percent, told)
        assert (odds.word, odds.rank) == (word, rank)


@pytest.mark.parametrize(
    ("percent", "full"),
    [
        (0.0, "0 % (none)"), (0.1, "0 to 5 % (very low)"), (19.9, "15 to 20 % (very low)"),
        (20.0, "20 to 25 % (low)"), (39.6, "35 to 40 % (low)"), (40.0, "40 to 45 % (even)"),
        (59.6, "55 to 60 % (even)"), (60.0, "60 to 65 % (high)"), (79.9, "75 to 80 % (high)"),
        (80.0, "80 to 85 % (very high)"), (99.9, "95 to 100 % (very high)"),
    ],
)  # fmt: skip
def test_a_band_has_one_word_by_hand(percent: float, full: str) -> None:
    assert odds_of(percent, "normal").full == full


@pytest.mark.parametrize(
    ("percent", "told", "texts"),
    [
        (61.4, "open", ("61%", "61 %", "61 %", "61 %")),
        (61.4, "normal", ("60-65%", "60-65 %", "60 to 65 %", "60 to 65 % (high)")),
        (61.4, "hard", ("high", "high", "a high chance", "a high chance")),
        (97.0, "normal", ("95+%", "95+ %", "95 to 100 %", "95 to 100 % (very high)")),
        (0.0, "open", ("0%", "0 %", "0 %", "0 %")),
        (0.0, "normal", ("0%", "0 %", "0 %", "0 % (none)")),
        (100.0, "normal", ("100%", "100 %", "100 %", "100 % (certain)")),
        (0.0, "hard", ("none", "none", "no chance", "no chance")),
        (0.1, "hard", ("v.low", "very low", "a very low chance", "a very low chance")),
        (80.0, "hard", ("v.high", "very high", "a very high chance", "a very high chance")),
        (100.0, "hard", ("sure", "certain", "certainty", "certainty")),
        (12.5, "open", ("13%", "13 %", "13 %", "13 %")),
    ],
)
def test_texts_by_hand(percent: float, told: str, texts: tuple[str, ...]) -> None:
    odds = {name: odds_of(percent, name) for name in DIFFICULTIES}[told]  # type: ignore[index]
    assert (odds.short, odds.brief, odds.says, odds.full) == texts


@pytest.mark.parametrize(
    ("percent", "drawn"),
    [(0.0, 0.0), (1.0, 10.0), (21.0, 30.0), (50.0, 50.0), (79.0, 70.0), (98.0, 90.0),
     (100.0, 100.0)],
)  # fmt: skip
def test_bars_of_words_have_few_lengths(percent: float, drawn: float) -> None:
    assert odds_of(percent, "hard").drawn == drawn


@given(PERCENTS)
def test_a_band_holds_its_chance_between_multiples_of_five(percent: float) -> None:
    low, high = band_of(percent)
    assert low <= percent + 1e-9
    assert percent <= high + 1e-9
    assert low % 5 == high % 5 == 0
    assert high - low == (0 if percent <= 1e-9 or percent >= 100 - 1e-9 else 5)
    assert odds_of(percent, "normal").drawn == (low + high) / 2


@given(PERCENTS, PERCENTS)
def test_a_higher_chance_is_never_told_as_a_lower_one(one: float, other: float) -> None:
    lower, higher = sorted((one, other))
    assert band_of(lower) <= band_of(higher)
    for told in DIFFICULTIES:
        less, more = odds_of(lower, told), odds_of(higher, told)
        assert less.rank <= more.rank
        assert less.drawn <= more.drawn


@given(PERCENTS)
def test_what_is_kept_back_is_not_there(percent: float) -> None:
    odds: dict[str, Odds] = {told: odds_of(percent, told) for told in DIFFICULTIES}
    assert odds["open"].percent == percent
    assert odds["normal"].percent is odds["hard"].percent is None
    assert odds["open"].band is odds["hard"].band is None
    assert not any(c.isdigit() for c in odds["hard"].brief + odds["hard"].says)
    for told, room in NARROW.items():
        assert len(odds[told].short) <= room
        assert odds_of(percent, told) == odds[told]  # type: ignore[arg-type]
