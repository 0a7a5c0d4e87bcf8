"""Figures by hand: eight sessions, of which some changed."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.workshop.live.writing import THAW, bundle

from dialogue_sim.session.progress import Stopped
from dialogue_sim.workshop.live.figures import (
    Sample,
    changes,
    earliest,
    sampled,
)

KEY = ("inject", "rope")


def sample(*held: int) -> Sample:
    truths = np.array(held, dtype=np.bool_)
    return Sample({KEY: truths}, {KEY: "A rope"}, {"rope": np.array(held) * 2}, len(held))


def test_a_share_is_told_with_the_error_of_its_pairs() -> None:
    (one,) = changes(sample(1, 1, 0, 0, 0, 0, 0, 0), sample(1, 0, 1, 1, 1, 0, 0, 0))
    # Three came and one went: differences +1 +1 +1 -1 0 0 0 0, mean 1/4, of eight.
    deviations = [3 / 4] * 3 + [-5 / 4] + [-1 / 4] * 4
    error = math.sqrt(sum(d * d for d in deviations) / 7 / 8)
    assert (one.before, one.after, one.by) == (0.25, 0.5, 0.25)
    assert one.error == pytest.approx(error)
    assert one.lucky
    assert one.sign == "↑"


def test_a_change_in_every_session_is_no_luck() -> None:
    (one,) = changes(sample(0, 0, 0, 0), sample(1, 1, 1, 1))
    assert (one.by, one.error, one.lucky) == (1.0, 0.0, False)


def test_two_standard_errors_are_the_border() -> None:
    """Of 100 sessions four that came are two errors to the right of nothing, three are less."""

    def of_hundred(came: int) -> bool:
        (one,) = changes(sample(*[0] * 100), sample(*[1] * came, *[0] * (100 - came)))
        return one.lucky

    # mean m/100, variance of pairs m/100 (1 - m/100) 100/99: m = 4 gives 4.0 and 2 * 1.97.
    assert not of_hundred(4)
    assert of_hundred(3)


def test_what_has_not_changed_is_not_told() -> None:
    assert changes(sample(1, 0), sample(1, 0)) == ()


def test_news_that_is_new_or_gone_is_told_even_if_it_never_comes() -> None:
    nothing = Sample({}, {}, {}, 2)
    (new,) = changes(nothing, sample(0, 0))
    (gone,) = changes(sample(0, 1), nothing)
    assert (new.before, new.after) == (None, 0.0)
    assert (gone.before, gone.after, gone.by) == (0.5, None, -0.5)


def test_the_first_session_that_has_it_is_found_with_its_turn() -> None:
    assert earliest(sample(0, 0, 1, 1), "rope") == (2, 2)
    assert earliest(sample(0, 0), "rope") is None
    assert earliest(sample(0, 0), "fog") is None


def test_a_thaw_that_brings_sandbags_is_seen_in_the_endings() -> None:
    before, after = sampled(bundle(), 40), sampled(bundle(THAW), 40)
    found = {(one.group, one.title): one for one in changes(before, after)}
    sandbags = found["ending", "Sandbags"]
    assert (sandbags.before, sandbags.after) == (0.0, 1.0)
    assert not sandbags.lucky
    assert after.share(("inject", "early_thaw")) == 1.0
    assert set(after.first["early_thaw"].tolist()) == {2}


def test_sessions_nobody_waits_for_are_not_played() -> None:
    def enough(share: float) -> None:
        raise Stopped(share)

    with pytest.raises(Stopped):
        sampled(bundle(), 40, enough)
