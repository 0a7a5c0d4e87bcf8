"""Hints in words: they say what the engine found, and name those that tie."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.views.explanation import Expected, explain
from dialogue_sim.session.views.hints import ChangeView, HintView, hint_sentences, hints_of
from dialogue_sim.words import RESPONSES


@pytest.fixture(scope="module")
def expected(bundle: Bundle) -> dict[str, Expected]:
    return {actor.id: actor for actor in explain(bundle, "top_level_talks", {}).actors}


def test_there_is_a_hint_for_every_response_above_the_likeliest(
    expected: dict[str, Expected],
) -> None:
    for name, actor in expected.items():
        likeliest = RESPONSES.index(actor.response)
        above = [response for response in RESPONSES[2:] if RESPONSES.index(response) > likeliest]
        assert [hint.want for hint in actor.hints] == above, name


def test_ties_are_named_and_each_would_do(bundle: Bundle, expected: dict[str, Expected]) -> None:
    hedge = expected["poland"].hints[0]
    assert hedge.smallest is not None
    assert hedge.smallest.changes == {"timing": "ceasefire"}
    assert hedge.ties == len(hedge.also) == 3
    for other in hedge.also:
        (poland,) = explain(bundle, "top_level_talks", other.changes, "poland").actors
        assert sum(poland.probabilities[2:]) == pytest.approx(other.probability, abs=1e-12)
    said = " ".join(hint_sentences(expected["poland"].hints))
    assert "Smallest change to at least hedge: timing = ceasefire (then 81 %)." in said
    assert "As small: conditions = agenda (77 %)" in said
    assert "if hostilities stood at 13 (now 35): 53 %" in said
    assert "No change of up to three issues makes endorse likely." in said


def test_who_endorses_has_no_hint(expected: dict[str, Expected]) -> None:
    assert expected["germany"].hints == ()
    assert hint_sentences(()) == ["It endorses already."]


def test_a_response_that_is_likely_already_says_so() -> None:
    """The likeliest single response may be worse than what has better than even odds."""
    change = ChangeView({"venue": "nrc"}, 0.66)
    hint = HintView("hedge", 0.6, change, 0, (), ())
    assert hint_sentences((hint,)) == [
        "As things are, at least hedge has 60 % already.",
        "Smallest change to at least hedge: venue = nrc (then 66 %).",
    ]
    assert len(hint_sentences((replace(hint, now=0.49),))) == 1


def test_a_hearing_knows_what_would_have_moved_everybody(game: Game) -> None:
    """The first turn is heard at the opening, so its hints are those of `explain`."""
    found = hints_of(submit(game, Propose("top_level_talks")), 1)
    for actor in explain(game.bundle, "top_level_talks", {}).actors:
        assert found[actor.id] == actor.hints


def test_hints_do_not_tell_the_nature_of_the_counterpart(bundle: Bundle) -> None:
    natures = {}
    for seed in range(12):
        game = begin(bundle, f"seed {seed}")
        broken = submit(game, Propose("business_as_usual"))
        natures[int(game.opening.nature[0])] = hints_of(broken, None)
    assert natures[0] == natures[1]
